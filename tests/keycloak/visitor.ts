import { createHmac } from 'node:crypto'
import { Browser } from '../unit/cli/identity/browser.ts'

export interface Person {
  id: string
  username: string
  email: string
  password: string
  /** Key of the one-time codes, once set up. */
  secret?: string
  /** Period of the last code given: a code serves once. */
  period?: number
}

const PERIOD_SECONDS = 30
const DIGITS = 6

/** Code that an authenticator application shows during a period of thirty seconds (RFC 6238). */
export function codeOf(secret: string, period: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(period))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

export const periodNow = (): number => Math.floor(Date.now() / 1000 / PERIOD_SECONDS)

/** A code that this person has not given yet: that of the next period when the present one was used. */
export function nextCode(person: Person): string {
  person.period = Math.max(periodNow(), (person.period ?? 0) + 1)
  return codeOf(person.secret ?? '', person.period)
}

export interface Form { action: string, fields: Record<string, string> }

const decode = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&quot;', '"')
const attributeOf = (tag: string, name: string) => decode(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

/** The form of a page of Keycloak: where it is sent and every field that it has. */
export function formOf(html: string): Form {
  const start = html.indexOf('<form')
  const form = start === -1 ? '' : html.slice(start, html.indexOf('</form>', start))
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).filter(tag => !['submit', 'checkbox', 'radio'].includes(attributeOf(tag, 'type')))
  return { action: attributeOf(form, 'action'), fields: Object.fromEntries(inputs.map(tag => [attributeOf(tag, 'name'), attributeOf(tag, 'value')]).filter(([name]) => name !== '')) }
}

/** What the page asks for, told by the fields of its form. */
export type Asked = 'password' | 'code' | 'set-up' | 'new-password' | 'nothing'

export function askedBy({ fields }: Form): Asked {
  if ('totpSecret' in fields) return 'set-up'
  if ('otp' in fields) return 'code'
  if ('password-new' in fields) return 'new-password'
  return 'password' in fields ? 'password' : 'nothing'
}

/** Where a visit ended: a page of Keycloak, or the address it sends back to. */
export interface Stop { url: string, html: string, asked: Asked, form: Form, steps: Asked[] }

/** Somebody in front of Keycloak with a browser of their own. */
export class Visitor extends Browser {
  /** Goes to an address, or on from an answer, until a page or another origin. */
  async arrive(url: string, answer?: Response, steps: Asked[] = []): Promise<Stop> {
    const { url: end, response } = await this.follow(url, answer)
    const html = new URL(end).origin === new URL(url).origin ? await response.text() : ''
    const form = formOf(html)
    return { url: end, html, form, asked: askedBy(form), steps }
  }

  /** Sends the form of a page with these fields besides those that it holds. */
  async send(stop: Stop, fields: Record<string, string>): Promise<Stop> {
    const answer = await this.post(stop.form.action, { ...stop.form.fields, ...fields })
    return this.arrive(stop.form.action, answer, [...stop.steps, stop.asked])
  }

  /** Answers everything that Keycloak asks of this person, until it asks for something else or lets them go. */
  async signIn(url: string, person: Person): Promise<Stop> {
    let stop = await this.arrive(url)
    while (['password', 'code', 'set-up'].includes(stop.asked) && stop.steps.filter(step => step === stop.asked).length < 2) stop = await this.send(stop, answersOf(stop, person))
    return stop
  }
}

function answersOf({ asked, form }: Stop, person: Person): Record<string, string> {
  if (asked === 'password') return { username: person.username, password: person.password }
  if (asked === 'code') return { otp: nextCode(person) }
  person.secret = form.fields.totpSecret
  return { totp: nextCode(person), userLabel: 'Téléphone' }
}
