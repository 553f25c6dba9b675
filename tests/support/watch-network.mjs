// Loaded into every server under test: writes down each host that something tries to reach.
import { appendFileSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const require = createRequire(import.meta.url)
const net = require('node:net')
const dns = require('node:dns')
const file = process.env.WATCHED_NETWORK_LOG
const note = (what, host) => {
  if (file && host) appendFileSync(file, `${what} ${host}\n`)
}

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (options !== null && typeof options === 'object' && !options.path) note('connect', options.host ?? 'localhost')
  return connect.apply(this, args)
}
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const original = dns[name]
  dns[name] = function (host, ...rest) {
    note(name, host)
    return original.call(this, host, ...rest)
  }
}
syncBuiltinESMExports()
