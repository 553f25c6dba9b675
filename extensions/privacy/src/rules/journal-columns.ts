import type { CollectionDefinition, Label } from '@relais/schema'
import { getCollection } from '@relais/schema'
import { humanise } from '@relais/schema/forms'
import type { Column, SheetReader, ValueKind } from '@relais/schema/sheets'
import { cellOf, sayCell } from '@relais/schema/sheets'
import { textsFor } from '../app/texts.ts'
import type { Entry } from '../service/search.ts'

/** A line of the export, or what is said in place of those that are left out. */
export type Exported = Entry | { stopped: string }

type Values = Readonly<Record<string, unknown>>
type Word = 'at' | 'by' | 'author' | 'deed' | 'channel' | 'collection' | 'record' | 'concerned' | 'before' | 'after' | 'reason' | 'exceptional' | 'more_said' | 'clock_back'

const KINDS: Readonly<Record<string, ValueKind>> = { integer: 'integer', float: 'decimal', date: 'date', timestamp: 'instant' }

const labelled = (word: Word): Label => ({ fr: capital(textsFor('fr')[word]), en: capital(textsFor('en')[word]) })
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The columns of the journal as a sheet, in the words of its page. */
export function journalColumns(reader: SheetReader): Column<Exported>[] {
  const words = textsFor(reader.language)
  const column = (word: Word, kind: ValueKind, value: (entry: Entry) => unknown): Column<Exported> =>
    ({ label: labelled(word), kind, value: line => ('stopped' in line ? word === 'at' && line.stopped : value(line)) || null })
  return [
    column('at', 'instant', ({ at }) => at),
    column('deed', 'text', ({ kind }) => words.kinds[kind] ?? kind),
    column('by', 'text', ({ author, author_name: name }) => name ?? (author === null ? words.system : null)),
    column('author', 'text', ({ author }) => author),
    column('channel', 'text', ({ channel }) => channel && (words.channels[channel] ?? channel)),
    column('collection', 'text', ({ collection }) => collection && (getCollection(collection)?.label[reader.language] ?? collection)),
    column('record', 'text', ({ item }) => item),
    column('concerned', 'text', ({ people }) => people.map(({ name }) => name)),
    column('before', 'text', ({ collection, before }) => sayValues(before, collection, reader)),
    column('after', 'text', ({ collection, after }) => sayValues(after, collection, reader)),
    column('reason', 'text', ({ reason }) => reason),
    column('exceptional', 'text', ({ exceptional }) => exceptional),
    column('more_said', 'text', ({ details }) => sayDetails(details, words.details, reader)),
    column('clock_back', 'boolean', ({ clock_back: isBack }) => isBack),
  ]
}

/** Fields and what they hold, in words: « Ville : Quetigny », one a line. */
function sayValues(values: Values | null, collection: string | null, reader: SheetReader): string | null {
  const fields: CollectionDefinition['fields'] = (collection && getCollection(collection)?.fields) || {}
  return values && Object.entries(values).map(([name, value]) => {
    const field = fields[name]
    const said = sayCell(cellOf(value, { label: labelled('before'), kind: KINDS[field?.type ?? ''] ?? 'text', choices: field?.choices ?? null, value: one => one }, reader))
    return sayPair(field?.label[reader.language] ?? humanise(name), said, reader)
  }).join('\n')
}

const sayDetails = (details: Values | null, words: Readonly<Record<string, string>>, reader: SheetReader): string | null =>
  details && Object.entries(details).map(([name, value]) => sayPair(words[name] ?? humanise(name), typeof value === 'object' ? JSON.stringify(value) : String(value), reader)).join('\n')

const sayPair = (name: string, value: string, { language }: SheetReader): string => `${name}${language === 'fr' ? '\u00A0:' : ':'} ${value || '∅'}`
