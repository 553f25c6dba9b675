import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const COMPONENTS = new URL('../../../../portal/app/components/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, COMPONENTS), 'utf8')
const components = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.vue'))
const texts = (language: string, name: string): string => readFileSync(new URL(`../../../../portal/i18n/locales/${language}/${name}.json`, import.meta.url), 'utf8')

/** Components that send a comment about a referral, which the person reads. */
const writing = components.filter(path => /\/cases\/referrals\/\$\{[^}]+\}\/(?:answer|finish|cancel)/.test(read(path)))

describe('row 21: a comment that the person reads', () => {
  it('is written in three places, and in the dialog of steps', () => {
    expect(writing.toSorted()).toEqual(['case/CaseReferralCancel.vue', 'partner/PartnerReferralCard.vue', 'partner/PartnerReferralFinish.vue'])
    expect(read('step/StepDialog.vue')).toMatch(/collection === 'referrals' \? both\(t\('step\.comment_read'\)\)/)
  })

  it.each(writing)('is announced as such by %s, in both languages', (path) => {
    const [, key = ''] = /<UFormField [^>]*:description="\$t\('([\w.]+)'\)">\s*<UTextarea/.exec(read(path)) ?? []
    const [file = '', name = ''] = [key.split('.')[0], key.split('.').at(-1)]
    const said = (language: string) => new RegExp(`"${name}": "([^"]+)"`).exec(texts(language, file))?.[1]

    expect(said('fr')).toMatch(/la personne.*(?:lira|si son espace est ouvert)/i)
    expect(said('en')).toMatch(/the person/i)
  })
})
