import type { Response } from 'express'

interface Refusal { status: number, code: string, message: string, extensions: unknown }

/** Answers a refusal where the error handler of Directus is not installed yet. */
export function send(response: Response, { status, code, message, extensions }: Refusal): void {
  const details = typeof extensions === 'object' && extensions !== null ? extensions : {}
  response.status(status).set('Cache-Control', 'no-store').json({ errors: [{ message, extensions: { ...details, code } }] })
}
