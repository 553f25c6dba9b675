import { LOG_WORDS } from './log-words.ts'

/**
 * What the logs of every server may say: ids, codes and places in the code; never a query, a name, a token or a value
 * that somebody typed.
 */

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const ID = new RegExp(`^${UUID}$`, 'i')
/** The key of a row that is numbered: shorter than a phone number or a date of birth, and only where a key stands. */
const NUMBER = /^[1-9]\d{0,6}$/
/** After these, what follows is keys, then names that the link chose; after a collection for the first. */
const KEYED: Readonly<Record<string, number>> = { items: 2, assets: 1, files: 1, users: 1, revisions: 1, activity: 1, presets: 1, permissions: 1, notifications: 1 }
const SECRETS: readonly [RegExp, string][] = [
  // Queries of addresses, tokens, e-mails, then any long run of signs that is no id.
  [/\?[^\s"'»]*/g, '?*'],
  [/\b(?:Bearer|Basic)\s+\S+/gi, '*'],
  [/\beyJ[\w-]+(?:\.[\w-]*)*/g, '*'],
  [/[^\s"'<>()«»=:]+@[^\s"'<>()«»]+\.[a-z]+/gi, '*'],
  [new RegExp(`(?!${UUID}(?![\\w-]))(?<![\\w-])[\\w-]{32,}`, 'gi'), '*'],
]
const QUOTED = /"[^"\n]*"|'[^'\n]*'|«[^»\n]*»|`[^`\n]*`/g
const NAME = /^[\w.:@/-]{1,80}$/
const FRAME = /^ {4}at (?:async )?(?:(?:new )?[\w$.<>[\] ]+ \()?(?:file:\/\/|node:|\/)[^\s()]*:\d+:\d+\)?$/
const FRAMES = 12
/** What of an error says where and of which kind, each being a name or a number: never its message, detail or parameters. */
const FACTS = ['code', 'status', 'statusCode', 'syscall', 'address', 'port', 'severity', 'schema', 'table', 'column', 'constraint', 'dataType'] as const

type Facts = Record<string, unknown>

/** The address of a request without what people put in it: no query, and `*` for a segment that is not a route, a collection or a key. */
export function redactPath(address: string): string {
  const segments = (address.split(/[?#]/, 1)[0] ?? '').split('/')
  const keyed = Object.hasOwn(KEYED, segments[1] ?? '') ? KEYED[segments[1] ?? ''] : undefined
  const isKept = (segment: string, index: number): boolean => segment === '' || ID.test(segment)
    || (keyed !== undefined && index > keyed ? segment === 'me' || (index === keyed + 1 && NUMBER.test(segment)) : LOG_WORDS.has(segment))
  return segments.map((segment, index) => isKept(segment, index) ? segment : '*').join('/')
}

/** A sentence of a program without queries, tokens, e-mails and what it quotes. */
export function redactText(text: string): string {
  const withPaths = text.replaceAll(/\b(https?:\/\/)(?:[^\s/"'»@]*@)?([^\s/"'»?#]+)([^\s"'»]*)/g, (_, scheme: string, host: string, rest: string) => `${scheme}${host}${redactPath(rest)}`)
  return SECRETS.reduce((left, [pattern, mask]) => left.replaceAll(pattern, mask), withPaths)
    .replaceAll(QUOTED, quoted => /^[A-Z][A-Z\d_]+$/.test(quoted.slice(1, -1)) ? quoted : '*')
}

/** What a log may say of an error: its kind, its code, the constraint, and where it was thrown. */
export function describeError(error: unknown): Facts {
  const of = (name: string): unknown => typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  const facts = FACTS.flatMap((name): [string, unknown][] => {
    const value = of(name)
    return typeof value === 'number' || (typeof value === 'string' && NAME.test(value)) ? [[name, value]] : []
  })
  const type = of('type') ?? (error instanceof Error ? error.constructor.name : typeof error)
  const stack = framesOf(of('stack'))
  return { type: typeof type === 'string' && NAME.test(type) ? type : 'Error', ...Object.fromEntries(facts), ...stack === '' ? {} : { stack } }
}

function framesOf(stack: unknown): string {
  return typeof stack === 'string' ? stack.split('\n').filter(line => FRAME.test(line)).slice(0, FRAMES).join('\n') : ''
}

/** The same in one line of text. */
export function errorLine(error: unknown): string {
  const { stack, ...facts } = describeError(error)
  return `${Object.values(facts).join(' ')}${stack === undefined ? '' : `\n${String(stack)}`}`
}

let isServing = false

/** Until a server listens nobody has typed anything, and its operator needs to read what is missing; the database keeps rows of before. */
function mayQuote(error: Facts): boolean {
  isServing ||= process.getActiveResourcesInfo().includes('TCPServerWrap')
  return !isServing && error['severity'] === undefined && !('detail' in error)
}

/** A line of Directus, written by `pino`, with what it may say and nothing else. */
export function redactLine(line: string): string {
  let said: Facts
  try {
    said = JSON.parse(line)
  }
  catch {
    return ''
  }
  const { level, severity, time, pid, hostname, reqId, responseTime, msg, err, req, res } = said
  const error = objectOf(err)
  const request = objectOf(req)
  return `${JSON.stringify({
    level, severity, time, pid, hostname, reqId, responseTime,
    ...req === undefined ? {} : { req: describeRequest(request) },
    ...res === undefined ? {} : { res: { statusCode: objectOf(res)['statusCode'] } },
    ...err === undefined ? {} : { err: mayQuote(error) ? { type: error['type'], code: error['code'], message: error['message'], stack: error['stack'] } : describeError(error) },
    ...typeof msg === 'string' ? { msg: messageOf(msg, error) } : {},
  })}\n`
}

function messageOf(msg: string, error: Facts): string {
  if (mayQuote(error)) return msg
  if (msg !== error['message']) return redactText(msg)
  return [error['type'], error['code']].filter(fact => typeof fact === 'string' && NAME.test(fact)).join(' ')
}

function describeRequest({ id, method, url, remoteAddress, headers }: Facts): Facts {
  const forwarded = objectOf(headers)['x-forwarded-for']
  const isList = typeof forwarded === 'string' && /^[\d.a-f:, ]{1,100}$/i.test(forwarded)
  return { id, method, url: typeof url === 'string' ? redactPath(url) : undefined, remoteAddress, ...isList ? { forwardedFor: forwarded } : {} }
}

const objectOf = (value: unknown): Facts => typeof value === 'object' && value !== null ? { ...value } : {}

/** Ends the program at an error that nobody caught, as Node does, without showing the values that the error holds. */
export function reportCrashes(): void {
  process.once('uncaughtException', (error: unknown) => {
    process.stderr.write(`${errorLine(error)}\n`, () => process.exit(1))
  })
}
