import { audienceOf } from '@relais/schema/access'
import type { HomePage } from '@relais/schema/homes'
import type { Request, Response } from 'express'
import type { HomeStore } from '../service/home-store.ts'
import type { Host } from '../service/host.ts'
import { callerOf } from './caller.ts'
import { createPrinter } from './printed.ts'

const send = createPrinter<HomePage[]>()

/** `GET /relais/home`: what is at the top of the homes that the caller sees, in both languages. */
export function getHome(host: Host, store: HomeStore) {
  return async (req: Request, res: Response): Promise<void> => {
    const caller = callerOf(req)
    send(req, res, await store.pagesOf(host.database, { audience: audienceOf(caller), user: caller?.user }))
  }
}
