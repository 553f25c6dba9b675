const EMAIL_LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const DOMAIN_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const top = labels.at(-1) ?? ''
  return labels.length >= 2 && domain.length <= 253 && labels.every(label => DOMAIN_LABEL.test(label)) && /^(?:\p{L}{2,63}|xn--[a-z0-9-]+)$/iu.test(top)
}

/** Whether the text is an e-mail address that can receive a message. */
export function isValidEmail(value: string): boolean {
  const at = value.lastIndexOf('@')
  const local = value.slice(0, at)
  return at > 0 && value.length <= 254 && local.length <= 64 && EMAIL_LOCAL.test(local) && isDomain(value.slice(at + 1))
}

/** Whether the text is the full address of a public web page, http or https only. */
export function isValidUrl(value: string): boolean {
  if (value.length > 2000 || /\s/.test(value) || !URL.canParse(value)) return false
  const url = new URL(value)
  return ['http:', 'https:'].includes(url.protocol) && /^https?:\/\//i.test(value) && url.username === '' && url.password === '' && isDomain(url.hostname)
}

/** The address with `https://` when somebody typed a bare `www.exemple.fr`. */
export function completeUrl(value: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value
  return isDomain(value.split(/[/?#]/, 1)[0] ?? '') ? `https://${value}` : value
}
