import { fictionLandline, fictionMobile } from '../lib/identifiers.ts'
import { randomFor } from '../lib/prng.ts'
import { slug } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import { namePools } from './content/names.ts'
import { siteIds } from './sites.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { Partner } from './partners.ts'

/** The people to call at each partner: one to three, the first one first. */
export function contactRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'contacts'>[] {
  return partners.flatMap((partner) => {
    const random = randomFor(`contacts ${partner.key}`)
    const jobs = random.sample(partner.family.jobs, partner.status === 'prospect' ? 1 : random.int(1, 3))
    const sites = siteIds(partner)
    return jobs.map((job, index): SeedRow<'contacts'> => {
      const pool = namePools[random.pick(partner.place.origins)]
      const isWoman = isFeminine(job) ?? random.chance(0.5)
      const firstName = random.pick(isWoman ? pool.female : pool.male)
      const lastName = random.pick(pool.last)
      return {
        id: contactId(partner, index),
        organization: partner.id,
        site: random.pick(sites),
        first_name: firstName,
        last_name: lastName,
        job_title: job,
        phone: random.chance(0.5) ? fictionLandline(3000 + partner.rank * 3 + index) : fictionMobile(3000 + partner.rank * 3 + index),
        email: `${slug(firstName)}.${slug(lastName)}@${slug(partner.name)}.example`,
        themes: random.sample(partner.family.themes, random.int(1, partner.family.themes.length)),
        preferred_channel: random.pick(['phone', 'email', 'email']),
        is_public: index === 0 && random.chance(0.6),
        status: index === 2 && random.chance(0.3) ? 'archived' : 'active',
        date_created: calendar.at(-random.int(60, 600), '11:30'),
      }
    })
  })
}

/** The identifier of the n-th contact of a partner. */
export function contactId({ key }: Partner, index = 0): string {
  return uuidOf('contact', key, index)
}

/** Whether the title says so: `Directrice`, `Chef de cuisine`; some titles say nothing. */
function isFeminine(job: string): boolean | undefined {
  if (/^(?:Directrice|Cheffe|Coordinatrice|Conseillère|Encadrante|Chargée|Secrétaire|Animatrice|Conductrice|Travailleuse|Maîtresse|Gérante|Assistante|Adjointe|Accompagnatrice|Éducatrice|Présidente|Médiatrice|Agente|Tutrice|Proviseure|Formatrice)/.test(job)) return true
  if (/^(?:Directeur|Chef|Coordinateur|Conseiller|Encadrant|Chargé|Moniteur|Animateur|Gérant|Adjoint|Éducateur|Entraîneur|Formateur|Développeur)(?: |$)/.test(job)) return false
  return undefined
}
