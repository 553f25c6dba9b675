import { audiences } from '@relais/schema/access'
import type { Language } from './texts.ts'

/** How an audience is called; those who do not sign in are the public in both languages. */
export function audienceName(audience: string, language: Language): string {
  return audiences.find(known => known.audience === audience)?.label[language] ?? 'Public'
}
