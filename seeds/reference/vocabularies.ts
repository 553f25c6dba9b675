import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { uuidOf } from '../lib/uuid.ts'
import { ENGLISH, FAMILIES, OFFER_KINDS, THEMES } from './product-vocabularies.ts'

export interface VocabularyTerm {
  id: string
  vocabulary: string
  code: string
  label: string
  label_en: string | null
  parent: string | null
  description: string | null
  color: string | null
  icon: string | null
  sort: number
  status: 'active'
  source: string
  uri: string | null
}

const SOURCE = 'data·inclusion 1.0.8'
const LIST_URL = 'https://github.com/gip-inclusion/data-inclusion-schema/blob/v1.0.8/schemas/v1/extra'

/** Our vocabularies that are lists of data·inclusion, and the file of each. */
const PUBLISHED: Record<string, string> = {
  public: 'publics',
  network: 'reseaux-porteurs',
  service_type: 'types-de-services',
  service_theme: 'thematiques',
  access_mode: 'modes-accueil',
  mobilisation_mode: 'modes-mobilisation',
  mobilised_by: 'personnes-mobilisatrices',
  fees: 'frais',
}

const ListSchema = z.array(z.object({ value: z.string(), label: z.string(), description: z.string().nullable() }))

/** The identifier of a term. */
function termId(vocabulary: string, code: string): string {
  return uuidOf('term', vocabulary, code)
}

/** Every term shipped with the product: its own themes and kinds of offers, and the lists of data·inclusion v1. */
export function vocabularyTerms(): VocabularyTerm[] {
  return [
    ...THEMES.map((theme, index) => term('theme', index, { ...theme, source: 'Relais' })),
    ...OFFER_KINDS.map((kind, index) => term('offer_kind', index, { ...kind, source: 'Relais' })),
    ...FAMILIES.map((family, index) => term('service_theme', index, { ...family, source: SOURCE })),
    ...Object.entries(PUBLISHED).flatMap(([vocabulary, file]) => publishedTerms(vocabulary, file)),
  ]
}

function publishedTerms(vocabulary: string, file: string): VocabularyTerm[] {
  return publishedList(file).map(({ value, label, description }, index) => term(vocabulary, index, {
    code: value,
    label,
    labelEn: ENGLISH[value],
    description,
    // Sub-themes are spelled `family--sub-theme`.
    parent: value.includes('--') ? termId(vocabulary, value.split('--')[0] ?? '') : null,
    source: SOURCE,
    uri: `${LIST_URL}/${file}.json`,
  }))
}

/** One list of data·inclusion, as published. */
function publishedList(file: string): z.output<typeof ListSchema> {
  return ListSchema.parse(JSON.parse(readFileSync(new URL(`data-inclusion/${file}.json`, import.meta.url), 'utf8')))
}

interface TermSource {
  code: string
  label: string
  labelEn?: string
  description?: string | null
  parent?: string | null
  color?: string
  icon?: string
  source: string
  uri?: string
}

function term(vocabulary: string, index: number, { code, label, labelEn, source, ...rest }: TermSource): VocabularyTerm {
  return {
    id: termId(vocabulary, code),
    vocabulary,
    code,
    label,
    label_en: labelEn ?? null,
    parent: rest.parent ?? null,
    description: rest.description ?? null,
    color: rest.color ?? null,
    icon: rest.icon ?? null,
    sort: index + 1,
    status: 'active',
    source,
    uri: rest.uri ?? null,
  }
}
