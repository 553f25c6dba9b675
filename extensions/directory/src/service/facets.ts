import type { Host } from '@relais/extensions/platform'
import { refuseField } from '@relais/extensions/platform'
import type { Viewer } from '@relais/extensions/configurator'
import { isShown } from '@relais/schema/forms'
import type { FormField } from '@relais/schema/forms'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Facet } from '../rules/search-params.ts'
import { formOf } from './forms.ts'

/**
 * What the caller asks of fields that filter searches, checked against the caller's forms: a field that the caller does not
 * read, or that is no filter, is refused like one that does not exist.
 */
export async function resolveFacets(host: Host, viewer: Viewer, asked: readonly string[] = []): Promise<Facet[]> {
  const values = Map.groupBy(asked, entry => entry.slice(0, entry.indexOf(':')))
  return Promise.all([...values].map(async ([path, entries]): Promise<Facet> => {
    const [name, field = ''] = path.split('.')
    const collection = name === 'offers' ? 'offers' : 'organizations'
    const { fields } = await formOf(host, collection, viewer)
    const found = fields.find(each => each.field === field && each.facet && each.choices)
    const chosen = entries.map(entry => entry.slice(path.length + 1))
    const known = new Set(found?.choices?.map(({ value }) => String(value)))
    const stranger = chosen.find(value => !known.has(value))
    if (!found || stranger !== undefined) {
      refuseField('facet', 'NOT_A_CHOICE', {
        fr: `« ${path}:${stranger ?? ''} » n’est pas un filtre de cette recherche : retirez-le.`, en: `"${path}:${stranger ?? ''}" is not a filter of this search: remove it.`,
      })
    }
    return { collection, field, storage: storageOf(found), values: chosen, ...found.emptyMeansAll ? { openKinds: openKinds(found, fields) } : {} }
  }))
}

interface ListedFacet { path: string, label: FormField['label'], choices: NonNullable<FormField['choices']>, kinds?: readonly string[] }

/** The fields that narrow somebody's searches, with their choices. */
export async function listFacets(host: Host, viewer: Viewer): Promise<ListedFacet[]> {
  const forms = await Promise.all(['offers', 'organizations'].map(collection => formOf(host, collection, viewer)))
  return forms.flatMap(({ collection, fields }) => fields.flatMap(({ field, facet, facetKinds, label, choices }) =>
    facet && choices ? [{ path: `${collection}.${field}`, label, choices: choices.filter(({ retired }) => !retired), ...facetKinds && { kinds: facetKinds } }] : []))
}

/** Where the field is asked: elsewhere it is empty without meaning anything. */
function openKinds(field: FormField, fields: readonly FormField[]): string[] {
  const kinds = fields.find(each => each.field === 'kind')?.choices ?? []
  return kinds.map(({ value }) => String(value)).filter(kind => isShown(field, { kind }, { now: new Date(), zone: DEFAULT_ZONE }))
}

const storageOf = ({ kind, type }: FormField): Facet['storage'] => kind !== 'choices' ? 'value' : type === 'csv' ? 'words' : 'list'
