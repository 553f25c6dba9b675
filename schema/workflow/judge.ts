import type { Audience, Label } from '../define.ts'
import { holds } from '../forms/rules/evaluate.ts'
import type { Moment } from '../forms/rules/evaluate.ts'
import type { Values } from '../forms/values.ts'
import { isEmpty } from '../forms/values.ts'
import type { Definition, Transition, Who } from './types.ts'

/** What ties somebody to an object. */
export interface ActorFacts {
  audience: Audience
  /** Functions held now in the team of the file. */
  functions: readonly string[]
  editsForOrganization: boolean
  isPerson: boolean
  /** Sees the file to which the object belongs, without a right to act on it: named by audience, it is not meant. */
  isBystander?: boolean
  /** Took the previous step. */
  isPreviousAuthor: boolean
}

export interface Attempt {
  actor: ActorFacts
  state: string
  /** The object as it will be: what is stored, replaced by what is sent. */
  values: Values
  /** Fields whose file is missing or empty. */
  emptyFiles: readonly string[]
  comment: string | null
  /** The steps of this workflow are done on a screen of their own. */
  isElsewhere?: boolean
  moment: Date | Moment
}

const both = (fr: string, en: string): Label => ({ fr, en })

const SENTENCES = {
  NOT_FROM_HERE: both('L’étape actuelle ne le permet pas.', 'The present state does not allow it.'),
  NOT_YOURS: both('Cette décision ne revient pas à votre profil ou à votre fonction dans ce dossier.', 'This decision does not belong to your profile or to your function on this file.'),
  ELSEWHERE: both('Ce passage fait plus que changer l’étape : il se fait depuis l’écran qui lui est propre.', 'This transition does more than change the state: it is done on the screen made for it.'),
  FOUR_EYES: both('Vous avez fait l’étape précédente : une autre personne doit faire celle-ci.', 'You took the previous step: somebody else has to take this one.'),
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

/** Every reason why somebody may not do a transition now; none when it may be done. */
export function judgeTransition(transition: Transition, attempt: Attempt): Refusal[] {
  const { actor, state, values, emptyFiles, comment, moment } = attempt
  const refusals: Refusal[] = []
  const refuse = (code: keyof typeof SENTENCES, field?: string): void => {
    refusals.push({ code, message: SENTENCES[code], ...(field === undefined ? {} : { field }) })
  }
  if (attempt.isElsewhere) refuse('ELSEWHERE')
  if (!transition.from.includes(state)) refuse('NOT_FROM_HERE')
  if (!includes(transition.who, actor)) refuse('NOT_YOURS')
  if (transition.fourEyes && actor.isPreviousAuthor && !includes(transition.fourEyes.selfApproval ?? {}, actor)) refuse('FOUR_EYES')
  if (transition.guard && !holds(transition.guard.rule, values, moment)) refusals.push({ code: 'GUARD', message: transition.guard.message })
  for (const field of transition.fields ?? []) {
    if (isEmpty(values[field])) refuse('FIELD_MISSING', field)
  }
  for (const field of transition.files ?? []) {
    if (isEmpty(values[field]) || emptyFiles.includes(field)) refuse('FILE_MISSING', field)
  }
  if (transition.comment === 'required' && isEmpty(comment)) refuse('COMMENT_MISSING')
  if ((transition.comment ?? 'none') === 'none' && !isEmpty(comment)) refuse('COMMENT_NOT_ASKED')
  return refusals
}

/** Whether somebody is one of those named. */
export function includes({ audiences = [], functions = [], organization = false, person = false }: Who, actor: ActorFacts): boolean {
  return (audiences.includes(actor.audience) && !actor.isBystander)
    || functions.some(name => actor.functions.includes(name))
    || (organization && actor.editsForOrganization)
    || (person && actor.isPerson)
}
