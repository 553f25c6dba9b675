import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { ConfiguratorApi } from '../../../../../extensions/configurator/src/app/api.ts'
import { textsFor } from '../../../../../extensions/configurator/src/app/texts.ts'
import { useConfigurator } from '../../../../../extensions/configurator/src/app/use-configurator.ts'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import { aForm } from '../../../schema/forms/fields.ts'
import type { ShownCollection, ShownField } from '../../../../../extensions/configurator/src/service/overview.ts'

const state = (sort: number): FieldState => ({ label: { fr: 'Champ', en: 'Field' }, help: null, section: 'local', sort, width: 'full', hidden: false, retired: false, choices: null, levels: {}, rules: [] })
const soon = () => new Promise(resolve => setTimeout(resolve, 1))

/** A server that keeps the order of six fields, and refuses a version that is no more that of the field. */
function aServer() {
  const order = ['a', 'b', 'c', 'd', 'e', 'f']
  let changes = 0
  const shown = (): ShownCollection => ({
    collection: 'organizations', label: { fr: 'Partenaires', en: 'Partners' }, sections: [], newLevels: {}, newCeilings: {}, changes: [],
    fields: order.map((field, index): ShownField => ({ field, version: `${field} ${index}`, origin: 'local', isInherited: false, kind: 'text', state: state(index), levels: {}, shipped: {}, ceilings: {} })),
  })
  const unused = () => Promise.reject(new Error('not asked'))
  const api: ConfiguratorApi = {
    overview: () => Promise.resolve({ collections: [{ collection: 'organizations', label: { fr: '', en: '' } }], linkTargets: [], types: [], maxLocalFields: 1, layers: [] }),
    collection: async () => { await soon(); return shown() },
    preview: () => Promise.resolve(aForm()),
    change: async (_, field, body) => {
      await soon()
      const index = order.indexOf(field)
      if (Reflect.get(body, 'version') !== `${field} ${index}`) throw new Error('FIELD_CHANGED')
      order.splice(index - 1, 0, ...order.splice(index, 1))
      return { change: `change ${changes += 1}`, field }
    },
    impact: unused, workshop: unused, add: unused, turn: unused, addSection: unused, changeSection: unused, turnSection: unused, undo: unused,
  }
  return { api, order }
}

describe('moves of a field', () => {
  it('follow one another: five quick clicks on an arrow move it by five', async () => {
    const { api, order } = aServer()
    const page = useConfigurator({ api, layer: ref(null), texts: textsFor('fr'), language: 'fr', kept: { read: () => null, write: () => undefined }, onChange: soon })
    await page.start()

    await Promise.all(Array.from({ length: 5 }, () => page.move({ kind: 'field', name: 'f' }, 'up')))

    expect(order).toEqual(['f', 'a', 'b', 'c', 'd', 'e'])
    expect(page.notice.value?.kind).toBe('done')
  })
})
