import type { Host } from '@relais/extensions/platform'
import { ForbiddenError, callerOf, parseId, parseInput } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { isDirectusError } from '@directus/errors'
import type { Settings } from '../env.schema.ts'
import { BatchBodySchema, TransitionBodySchema } from '../rules/bodies.ts'
import { replayEffect } from '../service/effects.ts'
import { historyOf } from '../service/history.ts'
import { possibleTransitions } from '../service/possible.ts'
import type { Asked } from '../service/transition.ts'
import { doTransition } from '../service/transition.ts'
import { readSecret } from '../service/webhooks.ts'

function askedOf(req: Request): Asked {
  return { caller: callerOf(req), collection: String(req.params['collection']), id: parseId(req.params['id']) }
}

/** What is hidden answers like what does not exist, also when Directus says it. */
async function oneAnswer<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error: unknown) {
    if (isDirectusError(error, 'FORBIDDEN')) throw new ForbiddenError()
    throw error
  }
}

/** Handlers of the way of an object. */
export const transitionHandlers = (host: Host, settings: Settings) => ({
  async list(req: Request, res: Response) {
    const asked = askedOf(req)
    res.json({ data: await oneAnswer(() => possibleTransitions(host, asked)) })
  },

  async history(req: Request, res: Response) {
    const asked = askedOf(req)
    res.json({ data: await oneAnswer(() => historyOf(host, asked)) })
  },

  async move(req: Request, res: Response) {
    const asked = askedOf(req)
    const body = parseInput(TransitionBodySchema, req.body)
    res.json({ data: await oneAnswer(() => doTransition(host, asked, String(req.params['key']), body)) })
  },

  /** Each object in its own transaction: what is refused is said, one by one, and the rest is done. */
  async moveMany(req: Request, res: Response) {
    const caller = callerOf(req)
    const { items, values, comment } = parseInput(BatchBodySchema, req.body)
    const results = []
    for (const { id, from } of items) {
      const asked = { caller, collection: String(req.params['collection']), id }
      try {
        results.push({ ...await oneAnswer(() => doTransition(host, asked, String(req.params['key']), { from, values, base: {}, comment })), is_done: true })
      }
      catch (error: unknown) {
        if (!isDirectusError<Record<string, unknown>>(error) || error.status >= 500) throw error
        results.push({ id, is_done: false, code: error.code, message: error.message, ...error.extensions })
      }
    }
    res.json({ data: results })
  },

  async secret(req: Request, res: Response) {
    res.json({ data: await readSecret(host, callerOf(req), parseId(req.params['id']), settings) })
  },

  async replay(req: Request, res: Response) {
    await replayEffect(host, callerOf(req), parseId(req.params['id']))
    res.status(204).end()
  },
})
