/**
 * The document of the API, from the contracts: `node docs/scripts/openapi.ts` writes docs/openapi.json; a test compares.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { contracts } from '../../schema/contracts/index.ts'
import type { Contract } from '../../schema/contracts/index.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DONE = { 200: 'Done.', 201: 'Created.', 204: 'Done; no body.' }
const REFUSALS = {
  400: 'FORM_INVALID: what was sent is not as described; each field is named.',
  401: 'UNAUTHENTICATED: nobody is signed in.',
  403: 'FORBIDDEN: not for this caller, or no such record; which of the two is never told.',
}

type Json = Record<string, unknown>

const toSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })
  return rest
}

const parameterOf = (place: 'path' | 'query', name: string, schema: Json, required: boolean): Json => ({ name, in: place, required, schema })

function parametersOf(path: string, { query }: Contract): Json[] {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => parameterOf('path', name, { type: 'string', format: 'uuid' }, true))
  return [...named, ...Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const type = schema as z.ZodType
    return parameterOf('query', name, toSchema(type, 'input'), !type.safeParse(undefined).success)
  })]
}

function answerOf({ answer, meta, files = [] }: Contract): Json {
  if (!answer) return {}
  const properties = { data: toSchema(answer, 'output'), ...(meta && { meta: toSchema(meta, 'output') }) }
  const json = { schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false } }
  return { content: { 'application/json': json, ...Object.fromEntries(files.map(type => [type, { schema: { type: 'string', format: 'binary' } }])) } }
}

function operationOf(route: string, contract: Contract): Json {
  const [, path = ''] = route.split(' ')
  const parameters = parametersOf(path, contract)
  const status = contract.status ?? 200
  return {
    'operationId': route.replaceAll(/\W+/g, '_'),
    'summary': contract.summary,
    'x-audiences': contract.who,
    ...(parameters.length > 0 && { parameters }),
    ...(contract.body && { requestBody: { required: true, content: { 'application/json': { schema: toSchema(contract.body, 'input') } } } }),
    'responses': { [status]: { description: DONE[status], ...answerOf(contract) }, ...Object.fromEntries(Object.entries(REFUSALS).map(([code, description]) => [code, { description }])) },
  }
}

/** OpenAPI 3.1 of every address that has a contract. */
export function openApi(): Json {
  const paths: Record<string, Json> = {}
  for (const [route, contract] of Object.entries<Contract>(contracts)) {
    const [method = '', path = ''] = route.split(' ')
    const address = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[address] = { ...paths[address], [method.toLowerCase()]: operationOf(route, contract) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Relais', version: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: '/relais' }],
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  }
}

export const OPENAPI_FILE = join(ROOT, 'docs', 'openapi.json')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(OPENAPI_FILE, `${JSON.stringify(openApi(), null, 2)}\n`)
