import { getCollection } from '../index.ts'
import { mandateOf } from './audiences.ts'
import type { Audience, Label } from '../define.ts'
import type { Condition, RuleNode } from './explain-conditions.ts'
import { holds, leavesOf } from './explain-conditions.ts'
import type { Moment } from '../time/index.ts'
import type { Finding } from './explain-texts.ts'
import { LEVEL_LABELS, audienceLabel, changeOf, reasonOf } from './explain-texts.ts'
import { levelOf, reaches } from './levels.ts'
import type { FieldSetting } from './levels.ts'
import type { PermissionAction } from './permissions.ts'

export const EXPLAINED_ACTIONS = ['read', 'create', 'update', 'delete', 'share'] as const
export type ExplainedAction = (typeof EXPLAINED_ACTIONS)[number]

/**
 * The account that is asked about. `audience` is null when its role is none of the product's, or when it has none; `hasMandate`
 * is false when its audience needs a mandate in force and none is left.
 */
export interface AccountFacts { status: string, isAdmin: boolean, audience: Audience | null, hasMandate: boolean }

/** A permission as it is enforced: its rows as a tree of conditions, its fields. `*` opens every field. */
export interface EnforcedRule { rows: RuleNode, fields: readonly string[] | null }

export interface Reason { about: 'account' | 'record' | 'field', isMet: boolean, text: Label }

export interface Explanation { decision: 'granted' | 'refused', reasons: Reason[], changes: Label[] }

export interface Question { collection: string, action: ExplainedAction, field: string | null }

const both = (fr: string, en: string): Label => ({ fr, en })
const isActive = ({ status }: AccountFacts): boolean => status === 'active'
const opens = ({ fields }: EnforcedRule, field: string | null): boolean => field === null || fields === null || fields.includes('*') || fields.includes(field)

/** The decision alone, the same one that `explain` gives its reasons for. */
export function isGranted(account: AccountFacts, { action, field }: Question, rules: readonly EnforcedRule[], isMet: (condition: Condition) => boolean): boolean {
  if (!isActive(account) || !account.hasMandate) return false
  if (account.isAdmin) return true
  // Sharing is closed to everybody but administrators, whatever the rows.
  if (action === 'share') return false
  return rules.some(rule => opens(rule, field) && (action === 'create' || holds(rule.rows, isMet)))
}

interface Known {
  account: AccountFacts
  question: Question
  rules: readonly EnforcedRule[]
  findings: ReadonlyMap<Condition, Finding>
  settings: readonly FieldSetting[]
  /** Name of the only structure that has the field. */
  owner?: string | null
  clock: Moment
}

/** Which rules grant or refuse, in the words of the people who ask, and what would change the answer. */
export function explain(known: Known): Explanation {
  const { account, question, rules, findings } = known
  const granted = isGranted(account, question, rules, condition => findings.get(condition)?.isMet ?? false)
  const parts = [aboutAccount(known)]
  if (isActive(account) && account.hasMandate && !account.isAdmin && account.audience !== null) {
    parts.push(aboutRecord(known))
    if (question.field !== null && question.action !== 'share') parts.push(aboutField(known, question.field))
  }
  return {
    decision: granted ? 'granted' : 'refused',
    reasons: parts.flatMap(({ reasons }) => reasons),
    changes: granted ? [] : unique(parts.flatMap(({ changes }) => changes)),
  }
}

interface Part { reasons: Reason[], changes: Label[] }

const unique = (labels: readonly Label[]): Label[] => labels.filter((label, index) => labels.findIndex(({ fr }) => fr === label.fr) === index)

function aboutAccount({ account }: Known): Part {
  const reason = (isMet: boolean, text: Label): Reason[] => [{ about: 'account', isMet, text }]
  if (!isActive(account)) {
    return { reasons: reason(false, both('le compte est suspendu', 'the account is suspended')), changes: [both('Réactiver le compte.', 'Activate the account again.')] }
  }
  if (account.isAdmin) {
    return { reasons: reason(true, both('administrateur de l’instance, par le Studio seulement', 'administrator of the instance, in the Studio only')), changes: [] }
  }
  if (account.audience === null) {
    return { reasons: reason(false, both('le compte n’a aucun profil du produit', 'the account has no profile of the product')), changes: [both('L’inviter, ce qui lui donne un profil.', 'Invite them, which gives them a profile.')] }
  }
  const { fr, en } = audienceLabel(account.audience)
  if (!account.hasMandate) {
    return mandateOf(account.audience) === 'organizations'
      ? { reasons: reason(false, both(`profil « ${fr} », dans aucune organisation aujourd’hui`, `profile “${en}”, in no organisation today`)), changes: [both('L’inviter dans une organisation.', 'Invite them to an organisation.')] }
      : { reasons: reason(false, both(`profil « ${fr} », dans aucune structure aujourd’hui`, `profile “${en}”, in no structure today`)), changes: [both('L’inviter dans une structure, ou prolonger son appartenance.', 'Invite them to a structure, or extend their membership.')] }
  }
  return { reasons: reason(true, both(`profil « ${fr} », compte actif`, `profile “${en}”, active account`)), changes: [] }
}

const ACTION_WORDS: Record<ExplainedAction, Label> = {
  read: both('consulter', 'read'), create: both('créer', 'create'), update: both('modifier', 'change'), delete: both('supprimer', 'delete'), share: both('partager', 'share'),
}

function aboutRecord(known: Known): Part {
  const { account, question: { collection, action }, rules } = known
  if (rules.length === 0 || action === 'share') {
    const name = getCollection(collection)?.label ?? both(collection, collection)
    const { fr, en } = ACTION_WORDS[action]
    const profile = audienceLabel(account.audience ?? 'public')
    return {
      reasons: [{ about: 'record', isMet: false, text: action === 'share'
        ? both('personne ne partage une fiche par un lien', 'nobody shares a record by a link')
        : both(`le profil « ${profile.fr} » ne peut ${fr} aucune fiche de « ${name.fr} » ici`, `the profile “${profile.en}” can ${en} no record of “${name.en}” here`) }],
      changes: action === 'share' ? [] : [both('Aucun réglage ne l’ouvre : il faut un autre profil.', 'No setting opens it: it takes another profile.')],
    }
  }
  if (action === 'create') return { reasons: [{ about: 'record', isMet: true, text: both('le profil crée ici des fiches rattachées à ce qu’il peut modifier', 'the profile creates records here, attached to what it may change') }], changes: [] }
  const parts = rules.map(rule => branch(known, rule.rows))
  const met = parts.find(({ isMet }) => isMet)
  if (met) return met
  return { reasons: parts.flatMap(({ reasons }) => reasons), changes: parts.flatMap(({ changes }) => changes) }
}

/** Of a rule that holds, what makes it hold; of one that does not, everything that is missing. */
function branch(known: Known, node: RuleNode): Part & { isMet: boolean } {
  const isMet = (part: RuleNode) => holds(part, condition => known.findings.get(condition)?.isMet ?? false)
  const met = isMet(node)
  if (node.kind === 'all' && node.of.length === 0) return { isMet: true, reasons: [{ about: 'record', isMet: true, text: both('toutes les fiches de cette liste sont ouvertes à ce profil', 'every record of this list is open to this profile') }], changes: [] }
  if (node.kind === 'any') {
    const shown = met ? node.of.filter(isMet).slice(0, 1) : node.of
    return { isMet: met, ...gather(shown.map(part => branch(known, part))) }
  }
  if (node.kind === 'all') return { isMet: met, ...gather(node.of.map(part => branch(known, part))) }
  return { isMet: met, ...leaf(known, node) }
}

function gather(parts: readonly Part[]): Part {
  return { reasons: parts.flatMap(({ reasons }) => reasons), changes: parts.flatMap(({ changes }) => changes) }
}

function leaf({ findings, clock }: Known, condition: Condition): Part {
  const finding = findings.get(condition) ?? { isMet: false, facts: [], carriers: [] }
  const change = finding.isMet ? null : changeOf(condition, finding)
  return { reasons: [{ about: 'record', isMet: finding.isMet, text: reasonOf(condition, finding, clock) }], changes: change ? [change] : [] }
}

const NEEDED: Record<PermissionAction, 'read' | 'write'> = { read: 'read', create: 'write', update: 'write', delete: 'read' }

function aboutField({ account, question, rules, settings, owner }: Known, field: string): Part {
  const { collection, action } = question
  if (action === 'delete' || action === 'share' || rules.length === 0 || account.audience === null) return { reasons: [], changes: [] }
  const isMet = rules.some(rule => opens(rule, field))
  const definition = getCollection(collection)
  if (!definition || field === 'id') return { reasons: [{ about: 'field', isMet, text: both('l’identifiant suit la fiche', 'the identifier follows the record') }], changes: [] }
  const declared = definition.fields[field]
  const profile = audienceLabel(account.audience)
  const level = levelOf(definition, field, account.audience, settings)
  const shipped = levelOf(definition, field, account.audience)
  const name = declared?.label ?? both(field, field)
  const setting = settings.find(row => row.collection === collection && row.field === field && row.audience === account.audience)
  const why = setting ? both('réglage local', 'local setting') : declared ? both('règle du produit', 'rule of the product') : both('champ local', 'local field')
  const reasons: Reason[] = [{
    about: 'field', isMet,
    text: both(`champ « ${name.fr} » : le profil « ${profile.fr} » ${LEVEL_LABELS[level].fr} (${why.fr})`, `field “${name.en}”: the profile “${profile.en}” ${LEVEL_LABELS[level].en} (${why.en})`),
  }]
  if (owner) reasons.push({ about: 'field', isMet, text: both(`ce champ est propre à la structure « ${owner} »`, `only the structure “${owner}” has this field`) })
  if (isMet) return { reasons, changes: [] }
  if (owner && reaches(level, NEEDED[action])) return { reasons, changes: [both(`Rattacher le compte à « ${owner} ».`, `Attach the account to “${owner}”.`)] }
  if (reaches(level, NEEDED[action])) {
    const text = declared?.immutable || definition.owner === field
      ? both('ce champ se choisit à la création et ne change plus', 'this field is chosen on creation and does not change')
      : both('une règle écrite à la main dans le Studio restreint ce champ', 'a rule written by hand in the Studio restricts this field')
    return { reasons: [...reasons, { about: 'field', isMet: false, text }], changes: [] }
  }
  const canOpen = declared ? reaches(shipped, NEEDED[action]) || (shipped !== 'none' && action !== 'read' && !declared.readonly) : true
  const changes = canOpen
    ? [both(`Ouvrir le champ « ${name.fr} » au profil « ${profile.fr} » dans « Droits par champ ».`, `Open the field “${name.en}” to the profile “${profile.en}” in “Field rights”.`)]
    : declared?.readonly && action !== 'read'
      ? [both('Le serveur seul remplit ce champ.', 'Only the server fills this field in.')]
      : [both('Le produit ferme ce champ à ce profil : aucun réglage ne l’ouvre.', 'The product closes this field to this profile: no setting opens it.')]
  return { reasons, changes }
}

/** Every condition of some rules, each once. */
export function conditionsToTry(rules: readonly EnforcedRule[]): Condition[] {
  return rules.flatMap(({ rows }) => leavesOf(rows))
}
