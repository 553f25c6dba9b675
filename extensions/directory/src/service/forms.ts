import type { Audience } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import { ForbiddenError } from '../http/errors.ts'
import type { Host } from '../handlers/types.ts'

export async function formOf(_host: Host, _collection: string, _audience: Audience): Promise<Form> {
  throw new ForbiddenError()
}
