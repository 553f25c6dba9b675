import type { Audience, Label } from '../define.ts'
import { fieldsOf } from '../forms/rules/ast.ts'
import { holds } from '../forms/rules/evaluate.ts'
import { parseRule } from '../forms/rules/parse.ts'
import type { Values } from '../forms/values.ts'
import { isEmpty } from '../forms/values.ts'
import type { Moment } from '../time/index.ts'
import type { Definition, Transition, Who } from './types.ts'

/** What ties somebody to an object. */
export interface ActorFacts {
  audience: Audience
  /** Functions held now in the team of the file. */
  functions: readonly string[]
  editsForOrganization: boolean
  isPerson: boolean
  /** Sees the file to which the object belongs, without a right to act on it: named by audience, or by a function that they do no more, it is not meant. */
  isBystander?: boolean
  /** Took the previous step. */
  isPreviousAuthor: boolean
}

export interface Attempt {
  /** Who asks; null when nobody does, and a delay that is over moves the object. */
  actor: ActorFacts | null
  state: string
  /** The object as it will be: what is stored, replaced by what is sent. */
  values: Values
  /** Fields whose file is missing or empty. */
  emptyFiles: readonly string[]
  /** Fields whose values the actor cannot read: nothing that depends on them is told. */
  unreadable?: readonly string[]
  comment: string | null
  /** The steps of this workflow are done on a screen of their own. */
  isElsewhere?: boolean
  moment: Moment
}

const both = (fr: string, en: string): Label => ({ fr, en })

const SENTENCES = {
  NOT_FROM_HERE: both('L’étape actuelle ne le permet pas.', 'The present state does not allow it.'),
  NOT_YOURS: both('Cette décision ne revient pas à votre profil ou à votre fonction dans ce dossier.', 'This decision does not belong to your profile or to your function on this file.'),
  ELSEWHERE: both('Ce passage fait plus que changer l’étape : il se fait depuis l’écran qui lui est propre.', 'This transition does more than change the state: it is done on the screen made for it.'),
  FOUR_EYES: both('Vous avez fait l’étape précédente : une autre personne doit faire celle-ci.', 'You took the previous step: somebody else has to take this one.'),
  UNREADABLE: both('Ce passage dépend d’une information que vous ne voyez pas : demandez à une personne qui la voit de le faire.', 'This transition depends on information that you do not see: ask somebody who sees it to do it.'),
  FIELD_MISSING: both('Cette réponse est demandée pour ce passage.', 'This answer is required by the transition.'),
  FILE_MISSING: both('Une pièce jointe qui n’est pas vide est demandée pour ce passage.', 'A file that is not empty is required by the transition.'),
  COMMENT_MISSING: both('Un commentaire est demandé pour ce passage.', 'A comment is required by the transition.'),
  COMMENT_NOT_ASKED: both('Ce passage ne prend pas de commentaire.', 'This transition takes no comment.'),
} satisfies Record<string, Label>

export type RefusalCode = keyof typeof SENTENCES | 'GUARD'
/** Why a transition is not done; `field` is the one to answer. */
export interface Refusal { code: RefusalCode, message: Label, field?: string }

/** The transitions that leave a state. */
export function possible({ transitions }: Definition, state: string): Transition[] {
  return transitions.filter(({ from }) => from.includes(state))
}

/** The fields that a transition reads: those of its guard, and those that it asks for. */
export function fieldsRead({ guard, fields = [], files = [] }: Pick<Transition, 'guard' | 'fields' | 'files'>): string[] {
  const parsed = guard ? parseRule(guard.rule) : null
  return [...new Set([...parsed && 'rule' in parsed ? fieldsOf(parsed.rule) : [], ...fields, ...files])]
}

/**
 * Every reason why somebody may not do a transition now; none when it may be done. To whom it does not belong, that alone is
 * said; and what depends on a field that the actor cannot read is refused whatever the field holds.
 */
export function judgeTransition(transition: Transition, attempt: Attempt): Refusal[] {
  const { actor, state, unreadable = [] } = attempt
  if (actor && !includes(transition.who, actor)) return [refusal('NOT_YOURS')]
  const isBlind = actor !== null && fieldsRead(transition).some(field => unreadable.includes(field))
  return [
    ...(attempt.isElsewhere ? [refusal('ELSEWHERE')] : []),
    ...(transition.from.includes(state) ? [] : [refusal('NOT_FROM_HERE')]),
    ...(actor && isSecondOfTwo(transition, actor) ? [refusal('FOUR_EYES')] : []),
    ...(isBlind ? [refusal('UNREADABLE')] : missing(transition, attempt)),
    ...(actor ? commentRefusals(transition, attempt) : []),
  ]
}

const refusal = (code: keyof typeof SENTENCES, field?: string): Refusal => ({ code, message: SENTENCES[code], ...(field === undefined ? {} : { field }) })

function isSecondOfTwo({ fourEyes }: Transition, actor: ActorFacts): boolean {
  return fourEyes !== undefined && actor.isPreviousAuthor && !includes(fourEyes.selfApproval ?? {}, actor)
}

/** What the object lacks: its condition, its answers, its files. */
function missing({ guard, fields = [], files = [] }: Transition, { values, emptyFiles, moment }: Attempt): Refusal[] {
  return [
    ...(guard && !holds(guard.rule, values, moment) ? [{ code: 'GUARD' as const, message: guard.message }] : []),
    ...fields.filter(field => isEmpty(values[field])).map(field => refusal('FIELD_MISSING', field)),
    ...files.filter(field => isEmpty(values[field]) || emptyFiles.includes(field)).map(field => refusal('FILE_MISSING', field)),
  ]
}

function commentRefusals({ comment: rule = 'none' }: Transition, { comment }: Attempt): Refusal[] {
  if (rule === 'required' && isEmpty(comment)) return [refusal('COMMENT_MISSING')]
  return rule === 'none' && !isEmpty(comment) ? [refusal('COMMENT_NOT_ASKED')] : []
}

/** The one function in a team that only reads. */
const READER = 'reader'

/** Whether somebody is one of those named: a function counts for as long as the right that it gives. */
export function includes({ audiences = [], functions = [], organization = false, person = false }: Who, actor: ActorFacts): boolean {
  return (audiences.includes(actor.audience) && !actor.isBystander)
    || functions.some(name => actor.functions.includes(name) && (name === READER || !actor.isBystander))
    || (organization && actor.editsForOrganization)
    || (person && actor.isPerson)
}
