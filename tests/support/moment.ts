import type { Moment } from '@relais/schema/time'

/** A morning of March in metropolitan France, for the rules of a test. */
export const MOMENT: Moment = { now: new Date('2026-03-12T10:00:00Z'), zone: 'Europe/Paris' }
