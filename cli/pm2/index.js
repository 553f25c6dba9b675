/** What Directus calls when it runs under the process manager pm2, which Relais never does. */
function refuse(...args) {
  args.at(-1)(new Error('Relais does not run under pm2: one process, restarted by its supervisor or its container.'))
}

export default { list: refuse, sendDataToProcessId: refuse }
