import type { FullCase } from '~/types/case'

const NAMES = ['id', 'first_name', 'last_name']

/** One file and all that its page shows, in a single reading. */
export function useCaseFile(id: MaybeRefOrGetter<string>) {
  const items = useItems()
  const { form, load } = useForms()

  async function readFile(): Promise<FullCase> {
    await load()
    // The account is asked as a bare key: its name is not the adviser's to read, and would come back empty.
    const ofPerson = fieldsToRead((form('people')?.fields ?? []).filter(field => field.field !== 'user')).map(field => `person.${field}`)
    const files = await items.list<FullCase>('cases', {
      filter: { id: { _eq: toValue(id) } },
      limit: 1,
      fields: [
        ...fieldsToRead((form('cases')?.fields ?? []).filter(field => field.field !== 'person')),
        ...ofPerson, 'person.relatives.*', 'structure.time_zone', ...NAMES.map(name => `referent.${name}`),
        'needs.*', 'objectives.*', 'actions.*', 'interviews.*', ...NAMES.map(name => `interviews.user.${name}`),
        'referrals.*', 'referrals.offer.id', 'referrals.offer.title', 'referrals.organization.id', 'referrals.organization.name', 'referrals.steps.*',
      ],
      deep: {
        needs: { _limit: -1 },
        objectives: { _limit: -1 },
        actions: { _limit: -1 },
        interviews: { _limit: -1, _sort: ['-happened_at'] },
        referrals: { _limit: -1, _sort: ['-sent_at'] },
      },
    })
    const [file] = files
    if (!file) throw createError({ statusCode: 404, message: useNuxtApp().$i18n.t('case.not_found') })
    return file
  }

  return useAsyncData(() => `case-${toValue(id)}`, readFile, { server: false, lazy: true })
}
