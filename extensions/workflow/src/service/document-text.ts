import type { Label } from '@relais/schema'
import { collections } from '@relais/schema'
import { formatPhone } from '@relais/schema/forms'
import type { TemplateValues } from '@relais/schema/templates'
import { TEMPLATE_VARIABLES, variablesIn } from '@relais/schema/templates'
import type { Knex } from 'knex'
import type { Template } from './templates.ts'
import { dayOf, fillBoth, same } from './templates.ts'

const MOST_TITLE = 200

/** What a document says of a file, and who writes it. */
export interface About {
  reference: string | null
  programme: string
  opened_on: string | null
  first_name: string
  last_name: string
  language: string | null
  structure: string
  zone: string
  address: string | null
  postal_code: string | null
  city: string | null
  phone: string | null
  email: string | null
  color: string | null
  logo: string | null
}

const ABOUT = `select c.reference, c.programme, c.opened_on::text as opened_on, p.first_name, p.last_name, p.preferred_language as language,
    s.name as structure, s.time_zone as zone, s.address, s.postal_code, s.city, s.phone, s.email, s.color, s.logo
  from cases c join people p on p.id = c.person join structures s on s.id = c.structure where c.id = ?`

/** Reads what a document of a file may say; nothing when there is no such file. */
export async function readAbout(knex: Knex, file: string | null): Promise<About | undefined> {
  const { rows: [about] } = await knex.raw<{ rows: About[] }>(ABOUT, [file])
  return about
}

/** A document as it will be written, and what it cites that the file does not say. */
export interface Filled { title: string, body: string, language: 'fr' | 'en', missing: Label[] }

/** Fills a template, in English for people who prefer it when the template has it. What is missing is said in its place: never a hole. */
export function fillDocument(template: Template, about: About, at: Date): Filled {
  const language = about.language === 'en' && template.message_en !== null ? 'en' : 'fr'
  const values: TemplateValues<'document'> = {
    reference: same(about.reference ?? ''), programme: programmeOf(about.programme), ouvert_le: about.opened_on ? dayOf(about.opened_on, about.zone) : same(''),
    prenom: same(about.first_name), nom: same(about.last_name), structure: same(about.structure), date: dayOf(at, about.zone),
  }
  const missing = TEMPLATE_VARIABLES.document.filter(({ value }) => values[value].fr.trim() === '')
  const said = Object.fromEntries(missing.map(({ value, label }) => [value, { fr: `[${label.fr} : à compléter]`, en: `[${label.en}: to be completed]` }]))
  const text = fillBoth<'document'>(template, { ...values, ...said })
  const cited = variablesIn(language === 'en' ? `${template.subject_en ?? ''} ${template.message_en ?? ''}` : `${template.subject_fr} ${template.message_fr}`)
  return {
    title: text.subject[language].slice(0, MOST_TITLE), body: text.message[language], language,
    missing: missing.filter(({ value }) => cited.includes(value)).map(({ label }) => label),
  }
}

/** The lines of a letterhead: the name of the structure, where it is, how to reach it. */
export function linesOf({ structure, address, postal_code: code, city, phone, email }: About): string[] {
  const where = [address, [code, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return [structure, where, [phone && formatPhone(phone), email].filter(Boolean).join(' · ')].filter(line => line !== '')
}

function programmeOf(value: string): Label {
  return collections.cases.fields.programme.choices?.find(choice => choice.value === value)?.label ?? same(value)
}
