import { createDirectus, readItems, rest } from '@directus/sdk'
import type { DirectusUser } from '@directus/sdk'
import { describe, expectTypeOf, it } from 'vitest'
import type { kit as mjpm } from '../../../../schema/kits/mjpm/index.ts'
import type { ItemOf, RelaisSchema, RowOf, SchemaWithKit } from '@relais/schema/types'

describe('types derived from the declarations', () => {
  it('gives plain fields their type and their nullability', () => {
    expectTypeOf<ItemOf<'organizations'>['name']>().toEqualTypeOf<string>()
    expectTypeOf<ItemOf<'organizations'>['phone']>().toEqualTypeOf<string | null>()
    expectTypeOf<ItemOf<'people'>['disability_worker']>().toEqualTypeOf<boolean>()
    expectTypeOf<ItemOf<'offer_places'>['capacity']>().toEqualTypeOf<number | null>()
    expectTypeOf<ItemOf<'needs'>['urgency']>().toEqualTypeOf<'low' | 'medium' | 'high'>()
  })

  it('lists the values of a multiple choice', () => {
    expectTypeOf<'training'>().toExtend<NonNullable<ItemOf<'organizations'>['themes']>[number]>()
    expectTypeOf<'unknown-theme'>().not.toExtend<NonNullable<ItemOf<'organizations'>['themes']>[number]>()
  })

  it('turns relations into an identifier or the related row', () => {
    expectTypeOf<ItemOf<'cases'>['person']>().toEqualTypeOf<string | ItemOf<'people'>>()
    expectTypeOf<ItemOf<'cases'>['referred_by_organization']>().toEqualTypeOf<string | ItemOf<'organizations'> | null>()
    expectTypeOf<ItemOf<'cases'>['referent']>().toEqualTypeOf<string | DirectusUser<RelaisSchema> | null>()
    expectTypeOf<ItemOf<'organizations'>['offers']>().toEqualTypeOf<string[] | ItemOf<'offers'>[]>()
  })

  it('gives flat rows for the database side', () => {
    expectTypeOf<RowOf<'cases'>['person']>().toEqualTypeOf<string>()
    expectTypeOf<RowOf<'cases'>>().not.toHaveProperty('needs')
  })

  it('adds the fields of a kit to the rows of its collections', () => {
    type Guardian = SchemaWithKit<typeof mjpm>['organizations'][number]
    expectTypeOf<Guardian['mjpm_branch']>().toEqualTypeOf<'individual' | 'employee' | 'service' | null>()
    expectTypeOf<Guardian['name']>().toEqualTypeOf<string>()
    expectTypeOf<SchemaWithKit<typeof mjpm>['sites'][number]>().not.toHaveProperty('mjpm_branch')
  })

  it('types a nested query of the SDK', () => {
    const client = createDirectus<RelaisSchema>('http://localhost').with(rest())
    const _query = () => client.request(readItems('cases', {
      fields: ['id', 'status', { person: ['first_name', 'last_name'], referrals: ['status', { offer: ['title'] }] }],
      filter: { status: { _eq: 'support' } },
    }))
    type Row = Awaited<ReturnType<typeof _query>>[number]
    expectTypeOf<Row['person']['first_name']>().toEqualTypeOf<string>()
    expectTypeOf<Row['person']>().not.toHaveProperty('phone')
    expectTypeOf<Row['status']>().toEqualTypeOf<'reception' | 'diagnosis' | 'support' | 'suspended' | 'closed'>()
  })
})
