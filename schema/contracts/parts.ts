import { z } from 'zod'

/** A key of a record. */
export const id = z.guid()
/** A moment, in UTC as JSON carries it. */
export const instant = z.iso.datetime({ offset: true })
/** A day where the record is. */
export const day = z.iso.date()
