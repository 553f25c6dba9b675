import { defineHook } from '@directus/extensions-sdk'
import { DOMAINS } from './domains.ts'

export default defineHook((register, context) => {
  for (const { hook } of DOMAINS) hook?.(register, context)
})
