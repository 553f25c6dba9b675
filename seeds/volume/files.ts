import { THEMES } from '../../schema/core/choices.ts'
import { fictionMobile } from '../lib/identifiers.ts'
import { normalizeName } from '@relais/schema/names'
import { draw, keyOf, pick } from './keys.ts'
import { STAFF_PER_STRUCTURE, female, last, male, structureOf } from './network.ts'
import { ADVISER_CASES } from './sizes.ts'
import type { VolumeTable } from './copy.ts'
import type { VolumeWorld } from './world.ts'

const themes = THEMES.map(({ value }) => value)
const PROGRAMMES = ['accompagnement', 'cej', 'pacea', 'tig', 'spip_followup', 'protection'] as const
const STATUSES = ['reception', 'diagnosis', 'support', 'support', 'support', 'suspended', 'closed', 'closed', 'closed'] as const
const URGENCIES = ['none', 'none', 'none', 'low', 'medium', 'high'] as const
const STEPS = ['Préparer le dossier de logement', 'Appeler l’employeur', 'Relire le curriculum vitæ', 'Rencontrer la formatrice', 'Faire le point sur la santé', 'Préparer l’audience'] as const
const SUMMARY = 'Sortie de scolarité sans diplôme, hébergement chez un proche, motivation pour un métier manuel. Les démarches de santé sont engagées, la mobilité reste à travailler.'
const PRESCRIBED = 60

/** The structure of a file is that of its person: people are dealt one by one to the structures. */
const personOf = ({ sizes }: VolumeWorld, file: number): number => file % sizes.people
const rankOf = (world: VolumeWorld, file: number): number => personOf(world, file) % world.sizes.structures

/** The rank of a file among those of its structure. */
function rankInside(world: VolumeWorld, file: number): number {
  const { people, structures } = world.sizes
  return Math.floor(personOf(world, file) / structures) + Math.floor(file / people) * Math.ceil(people / structures)
}

function colleague(world: VolumeWorld, file: number, salt: number): string {
  const { staff } = world.sizes
  return keyOf('user', Math.min(staff - 1, rankOf(world, file) * STAFF_PER_STRUCTURE + 1 + draw(file, salt, STAFF_PER_STRUCTURE - 1)))
}

/** Who follows a file: the demo adviser has the first of the first structure. */
export function referentOf(world: VolumeWorld, file: number): string {
  return rankOf(world, file) === 0 && rankInside(world, file) < ADVISER_CASES ? world.adviser : colleague(world, file, 40)
}

function people(world: VolumeWorld): VolumeTable {
  const { sizes, calendar } = world
  return {
    table: 'people', count: sizes.people,
    columns: ['id', 'last_name', 'first_name', 'birth_date', 'gender', 'structure', 'phone', 'city', 'postal_code', 'commune_code', 'disability_worker', 'normalized_name', 'date_created', 'date_updated'],
    row: (index) => {
      const isFemale = draw(index, 41, 2) === 0
      const first = pick(isFemale ? female : male, index, 42)
      const family = `${pick(last, index, 43)}${draw(index, 44, 3) === 0 ? `-${pick(last, index, 45)}` : ''}`
      const place = pick(world.places, index % sizes.structures, 46)
      return [
        keyOf('person', index), family, first, calendar.day(-365 * 16 - draw(index, 47, 365 * 14)), isFemale ? 'female' : 'male', structureOf(world, index % sizes.structures),
        fictionMobile(index), place.name, place.postalCode, place.code, false, normalizeName([family, first]), calendar.at(-800, '09:00'), calendar.at(-draw(index, 48, 700), '11:00'),
      ]
    },
  }
}

function cases(world: VolumeWorld): VolumeTable {
  const { sizes, calendar } = world
  return {
    table: 'cases', count: sizes.cases,
    columns: ['id', 'person', 'structure', 'programme', 'reference', 'status', 'referent', 'opened_on', 'closed_on', 'closing_reason', 'legal_basis', 'referred_by_kind', 'urgency', 'urgency_themes', 'summary', 'next_step', 'next_step_on', 'last_contact_on', 'date_created', 'date_updated'],
    row: (index) => {
      const status = pick(STATUSES, index, 49)
      const isClosed = status === 'closed'
      const opened = -60 - draw(index, 50, 700)
      const urgency = pick(URGENCIES, index, 51)
      return [
        keyOf('case', index), keyOf('person', personOf(world, index)), structureOf(world, rankOf(world, index)), pick(PROGRAMMES, index, 52), `V-${String(index).padStart(6, '0')}`,
        status, referentOf(world, index), calendar.day(opened), isClosed ? calendar.day(-draw(index, 53, 50)) : null, isClosed ? 'job' : null, 'public_task', 'school',
        urgency, urgency === 'none' ? null : [pick(themes, index, 54)], SUMMARY, isClosed ? null : pick(STEPS, index, 55), isClosed ? null : calendar.day(draw(index, 56, 120) - 20),
        draw(index, 57, 12) === 0 ? null : calendar.day(-draw(index, 58, 90)), calendar.at(opened, '09:00'), calendar.at(-draw(index, 59, 50), '16:00'),
      ]
    },
  }
}

/** A colleague of the referent on three files out of ten, and the demo prescriber on some of the first structure. */
function members(world: VolumeWorld): VolumeTable {
  const { sizes, calendar } = world
  const shared = Math.floor(sizes.cases * 0.3)
  const valid = [calendar.day(-50), calendar.at(-50, '09:00')] as const
  return {
    table: 'case_members', count: shared + Math.min(PRESCRIBED, Math.floor(sizes.cases / sizes.structures)), columns: ['id', 'case', 'user', 'function', 'valid_from', 'date_created'],
    row: (index) => {
      if (index >= shared) return [keyOf('member', index), keyOf('case', (index - shared) * sizes.structures), world.prescriber, 'prescriber', ...valid]
      const file = Math.floor(index / 0.3)
      const other = colleague(world, file, 60)
      // The manager of the structure stands in where the draw gives the referent again.
      const user = other === referentOf(world, file) ? keyOf('user', rankOf(world, file) * STAFF_PER_STRUCTURE) : other
      return [keyOf('member', index), keyOf('case', file), user, 'co_referent', ...valid]
    },
  }
}

interface Spread { file: number, key: string }

/** Deals the n-th event to a file: every file gets about as many, none in order. */
function fileOf({ sizes }: VolumeWorld, index: number): Spread {
  const file = index % sizes.cases
  return { file, key: keyOf('case', file) }
}

function plan(world: VolumeWorld): VolumeTable[] {
  const { sizes, calendar } = world
  const created = calendar.at(-55, '10:00')
  return [
    {
      table: 'needs', count: sizes.needs, columns: ['id', 'case', 'theme', 'urgency', 'description', 'status', 'identified_on', 'origin', 'date_created'],
      row: index => [keyOf('need', index), fileOf(world, index).key, pick(themes, index, 61), 'low', 'Trouver une solution stable avant la fin de l’hébergement actuel.', pick(['open', 'in_progress', 'met', 'abandoned'], index, 62), calendar.day(-55), 'person', created],
    },
    {
      table: 'objectives', count: sizes.objectives, columns: ['id', 'case', 'theme', 'due_on', 'title', 'status', 'date_created'],
      row: index => [keyOf('objective', index), fileOf(world, index).key, pick(themes, index, 63), calendar.day(draw(index, 64, 200)), 'Être autonome dans ses démarches', pick(['open', 'open', 'reached', 'abandoned'], index, 65), created],
    },
    {
      table: 'actions', count: sizes.actions, columns: ['id', 'case', 'objective', 'theme', 'title', 'responsible', 'due_on', 'status', 'visible_to_beneficiary', 'date_created'],
      row: (index) => {
        const { file, key } = fileOf(world, index)
        const objective = file < sizes.objectives ? keyOf('objective', file) : null
        return [keyOf('action', index), key, objective, pick(themes, index, 66), pick(STEPS, index, 67), pick(['beneficiary', 'adviser'], index, 68), calendar.day(draw(index, 69, 120) - 60), pick(['todo', 'doing', 'cancelled'], index, 70), draw(index, 71, 4) > 0, created]
      },
    },
    {
      table: 'interviews', count: sizes.interviews, columns: ['id', 'case', 'user', 'kind', 'happened_at', 'place', 'summary', 'next_step', 'visible_to_beneficiary', 'date_created'],
      row: (index) => {
        const { file, key } = fileOf(world, index)
        const at = calendar.at(-1 - draw(index, 72, 400), '14:30')
        return [keyOf('interview', index), key, referentOf(world, file), pick(['meeting', 'phone', 'visit', 'video'], index, 73), at, 'Bureau', 'Point sur les démarches engagées. La personne a appelé deux employeurs et attend une réponse.', pick(STEPS, index, 74), draw(index, 75, 3) === 0, at]
      },
    },
    {
      table: 'milestones', count: sizes.milestones, columns: ['id', 'case', 'title', 'kind', 'due_on', 'status', 'date_created'],
      row: index => [keyOf('milestone', index), fileOf(world, index).key, 'Bilan d’étape', pick(['mandatory', 'optional'], index, 76), calendar.day(draw(index, 77, 300) - 60), pick(['planned', 'planned', 'late', 'cancelled'], index, 78), created],
    },
  ]
}

const REFERRAL_STATUSES = ['done', 'refused', 'abandoned', 'sent'] as const

function referrals(world: VolumeWorld): VolumeTable[] {
  const { sizes, calendar } = world
  const sentAt = (index: number) => calendar.at(-5 - draw(index, 79, 50), '10:00')
  const status = (index: number) => pick(REFERRAL_STATUSES, index, 80)
  // One in a hundred goes to the demo partner, the others all over the directory.
  const toPartner = (index: number) => index % 100 === 0
  const offerOf = (index: number) => draw(index, 81, sizes.offers)
  return [
    {
      table: 'referrals', count: sizes.referrals,
      columns: ['id', 'case', 'person', 'offer', 'organization', 'structure', 'status', 'message', 'person_display', 'person_age', 'origin_label', 'sent_at', 'answered_at', 'date_created', 'date_updated'],
      row: (index) => {
        const { file, key } = fileOf(world, index)
        const offer = offerOf(index)
        const target = toPartner(index) ? [world.partner.offer, world.partner.organization] : [keyOf('offer', offer), keyOf('organization', offer % sizes.partners)]
        const at = sentAt(index)
        return [
          keyOf('referral', index), key, keyOf('person', personOf(world, file)), target[0] ?? null, target[1] ?? null, structureOf(world, rankOf(world, file)), toPartner(index) && status(index) === 'sent' ? 'done' : status(index),
          'Bonjour, cette personne souhaite commencer dès que possible.', 'Camille V.', 22, 'Mission locale', at, status(index) === 'sent' ? null : at, at, at,
        ]
      },
    },
    {
      table: 'referral_steps', count: sizes.referrals * 2, columns: ['id', 'referral', 'status', 'at', 'audience'],
      row: (index) => {
        const referral = index >> 1
        return [keyOf('step', index), keyOf('referral', referral), index % 2 === 0 ? 'sent' : status(referral) === 'sent' ? 'received' : status(referral), sentAt(referral), index % 2 === 0 ? 'adviser' : 'partner']
      },
    },
  ]
}

/** People, their files and the timeline of each. */
export function fileTables(world: VolumeWorld): VolumeTable[] {
  return [people(world), cases(world), members(world), ...plan(world), ...referrals(world)]
}
