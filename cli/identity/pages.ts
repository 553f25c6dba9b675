import { randomBytes } from 'node:crypto'
import { styles } from './styles.ts'
import type { Language } from './texts.ts'
import { texts } from './texts.ts'

/** A user of the realm, as the sign-in page lists them. */
export interface ListedAccount { email: string, username: string, name: string, description: string, isMain: boolean }

export interface LoginPage {
  language: Language
  nonce: string
  action: string
  accounts: readonly ListedAccount[]
  login?: string
  error?: string
}

/** A fresh value that only the scripts and styles of this answer carry. */
export const createNonce = (): string => randomBytes(16).toString('base64')

/**
 * Headers of a page of ours: nothing from outside, no frame, and forms that may only lead to the product's own
 * addresses (browsers apply `form-action` to the redirects that follow).
 */
export function securityHeaders(nonce: string, formOrigins: readonly string[] = [], frameOrigins: readonly string[] = []): Record<string, string> {
  const ancestors = frameOrigins.length > 0 ? frameOrigins.join(' ') : '\'none\''
  return {
    'Content-Security-Policy': [
      'default-src \'none\'',
      `style-src 'nonce-${nonce}'`,
      `script-src 'nonce-${nonce}'`,
      ['form-action \'self\'', ...formOrigins].join(' '),
      `frame-ancestors ${ancestors}`,
      'base-uri \'none\'',
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}

/** The sign-in page: a form, and the demo accounts one click away. */
export function loginPage({ language, nonce, action, accounts, login = '', error }: LoginPage): string {
  const text = texts[language]
  const main = accounts.filter(account => account.isMain)
  const others = accounts.filter(account => !account.isMain)
  return layout(language, nonce, error ? `${text.bad_credentials.split(' :')[0]} – ${text.login_title}` : text.login_title, `
    <h1>${text.login_title}</h1>
    <p class="notice">${text.login_intro}</p>
    ${error ? `<p class="error" id="error" role="alert">${escape(error)}</p>` : ''}
    <form method="post" action="${escape(action)}">
      <label for="login">${text.login_label}</label>
      <input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254"
        value="${escape(login)}"${error ? ' aria-describedby="error" aria-invalid="true"' : ''}${login ? '' : ' autofocus'}>
      <label for="password">${text.password_label}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${error ? ' aria-describedby="error" aria-invalid="true"' : ''}${login ? ' autofocus' : ''}>
      <button class="primary" type="submit">${text.sign_in}</button>
    </form>
    <section aria-labelledby="accounts">
      <h2 id="accounts">${text.accounts_title}</h2>
      <p>${text.accounts_intro}</p>
      ${accountList(main, action)}
      ${others.length > 0 ? `<details><summary>${text.more_accounts}</summary>${accountList(others, action)}</details>` : ''}
    </section>`)
}

function accountList(accounts: readonly ListedAccount[], action: string): string {
  const buttons = accounts.map(account => `<li><button type="submit" name="account" value="${escape(account.email)}">
    <strong>${escape(account.name)}</strong> <span>${escape(account.description)}</span> <code>${escape(account.username)}</code></button></li>`)
  return `<form method="post" action="${escape(action)}"><ul>${buttons.join('')}</ul></form>`
}

/** Asks before signing out, or does it at once when the application's demand is proven. */
export function logoutPage({ language, form, nonce, isConfirmed }: { language: Language, form: string, nonce: string, isConfirmed: boolean }): string {
  const text = texts[language]
  const submit = `<script nonce="${nonce}">document.getElementById('confirm').click()</script>`
  return layout(language, nonce, isConfirmed ? text.logging_out : text.logout_title, `
    <h1>${isConfirmed ? text.logging_out : text.logout_title}</h1>
    <p>${text.logout_text}</p>
    ${form}
    <button class="primary" id="confirm" type="submit" form="op.logoutForm" name="logout" value="yes">${text.logout}</button>
    ${isConfirmed ? submit : `<button type="submit" form="op.logoutForm">${text.stay}</button>`}`)
}

/** Shown when nobody says where to go after signing out. */
export function logoutDonePage(language: Language, nonce: string): string {
  const text = texts[language]
  return layout(language, nonce, text.logged_out_title, `<h1>${text.logged_out_title}</h1><p>${text.logged_out_text}</p>`)
}

/** Says that a sign-in failed for a reason that the person cannot mend, with the code to pass on. */
export function errorPage({ language, nonce, code, detail }: { language: Language, nonce: string, code: string, detail?: string | undefined }): string {
  const text = texts[language]
  return layout(language, nonce, text.error_title, `<h1>${text.error_title}</h1><p>${text.error_text}</p>
    <p><code>${escape(code)}</code>${detail ? ` <code>${escape(detail)}</code>` : ''}</p>`)
}

/** Shown for a sign-in form that has expired or was already sent. */
export function expiredPage(language: Language, nonce: string): string {
  const text = texts[language]
  return layout(language, nonce, text.expired_title, `<h1>${text.expired_title}</h1><p>${text.expired_text}</p>`)
}

/** Tells the portal, from its hidden frame, whether the browser lets that frame use our cookies (keycloak-js asks). */
export function cookieCheckPage(nonce: string, isSupported: boolean): string {
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Cookies</title>
<script nonce="${nonce}">window.parent.postMessage('${isSupported ? 'supported' : 'unsupported'}', '*')</script></html>`
}

function layout(language: Language, nonce: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <style nonce="${nonce}">${styles}</style>
</head>
<body><main>${body}</main></body>
</html>`
}

function escape(value: string): string {
  return value.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
