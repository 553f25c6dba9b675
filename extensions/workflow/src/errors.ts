import { createError } from '@directus/errors'
import type { DefinitionFinding, Refusal } from '@relais/schema/workflow'
import type { WhyNotHeld } from './rules/holdable.ts'
import { NOT_HELD } from './rules/holdable.ts'

const sentences = ({ reasons }: { reasons: readonly Refusal[] }): string => [...new Set(reasons.map(({ message }) => message.fr))].join(' ')

/** Somebody else moved the object meanwhile. */
export const StateChangedError = createError<{ state: string }>(
  'STATE_CHANGED',
  'Rien n’a été modifié : l’étape de cette fiche a changé entre-temps. Actualisez la page pour voir l’étape actuelle, puis recommencez si c’est encore utile.',
  409,
)

/** The transition is not for this person. */
export const NotYoursError = createError<{ reasons: readonly Refusal[] }>('TRANSITION_NOT_YOURS', detail => `Rien n’a été modifié. ${sentences(detail)}`, 403)

/** The transition cannot be done as asked; each reason says what to change. */
export const TransitionRefusedError = createError<{ reasons: readonly Refusal[] }>('TRANSITION_REFUSED', detail => `Rien n’a été modifié. ${sentences(detail)}`, 409)

export const TransitionUnknownError = createError(
  'TRANSITION_UNKNOWN',
  'Rien n’a été modifié : ce passage n’existe pas dans le parcours de cette fiche. Actualisez la page.',
  404,
)

/** Only transitions write a state, whatever the channel. */
export const StateByTransitionError = createError<{ collection: string, field: string }>(
  'STATE_BY_TRANSITION',
  'Rien n’a été modifié : l’étape ne s’écrit pas directement. Choisissez un des passages proposés sur la fiche.',
  409,
)

/** Where a record stands is kept by its own changes. */
export const ObjectKeptError = createError(
  'WORKFLOW_OBJECT_KEPT',
  'Rien n’a été modifié : la place d’une fiche dans son parcours se tient toute seule. Changez l’étape par un passage proposé sur la fiche.',
  400,
)

/** A new record begins where its workflow does. */
export const StateNotInitialError = createError<{ collection: string, field: string, initial: readonly string[] }>(
  'STATE_NOT_INITIAL',
  'Rien n’a été créé : une nouvelle fiche commence à la première étape de son parcours. Retirez l’étape, puis faites-la avancer.',
  409,
)

export const EffectUnknownError = createError('EFFECT_UNKNOWN', 'Rien n’a été relancé : cet effet n’existe pas, ou il est déjà fait.', 404)

/** Records stand in states that the version to which they would go does not have. */
export const MigrationIncompleteError = createError<{ states: readonly string[] }>(
  'MIGRATION_INCOMPLETE',
  ({ states }) => `Rien n’a été modifié : la nouvelle version n’a pas ces étapes, où se trouvent des fiches : ${states.join(', ')}. Dites pour chacune dans quelle étape elles vont.`,
  409,
)

/** An address that may not be called: `scheme`, `credentials`, `port`, `host`, `address`, or `not_allowed` by the operator. */
export const WebhookRefusedError = createError<{ reason: string }>(
  'WEBHOOK_REFUSED',
  'Rien n’a été enregistré : cette adresse ne peut pas être appelée. Elle doit commencer par https://, sans port ni mot de passe, et son site doit être public et permis par l’exploitant (RELAIS_WEBHOOK_HOSTS). Une adresse de votre réseau doit être nommée par l’exploitant avec son port (RELAIS_WEBHOOK_INTERNAL_HOSTS).',
  400,
)

/** A definition that could not be followed; each finding says where and how to put it right. */
export const WorkflowInvalidError = createError<{ findings: readonly DefinitionFinding[] }>(
  'WORKFLOW_INVALID',
  ({ findings }) => `Le parcours n’a pas été publié. ${findings.map(({ message }) => message.fr).join(' ')}`,
  400,
)

export const WorkflowMalformedError = createError<{ paths: readonly string[] }>(
  'WORKFLOW_MALFORMED',
  ({ paths }) => `Le parcours n’a pas été publié : ces parties n’ont pas la forme attendue : ${paths.join(', ') || 'toutes'}.`,
  400,
)

export const WorkflowUnknownError = createError('WORKFLOW_UNKNOWN', 'Rien n’a été modifié : ce parcours ou cette version n’existe pas. Revenez à la liste des parcours.', 404)

/** Somebody else saved the draft meanwhile; `draft` is what is there now, null when it is gone. */
export const DraftChangedError = createError<{ draft: { revision: string, definition: unknown } | null }>(
  'DRAFT_CHANGED',
  'Rien n’a été enregistré : quelqu’un d’autre vient de changer ce brouillon. Votre saisie est gardée : comparez, puis enregistrez.',
  409,
)

export const DraftMissingError = createError('DRAFT_MISSING', 'Rien n’a été publié : ce parcours n’a pas de brouillon. Modifiez-le d’abord.', 409)

export const NothingNewError = createError('DRAFT_UNCHANGED', 'Rien n’a été publié : le brouillon dit la même chose que la version publiée.', 409)

/** A field that no workflow may hold; `reason` says why. */
export const FieldNotHeldError = createError<{ reason: WhyNotHeld }>('FIELD_NOT_HELD', ({ reason }) => `Rien n’a été modifié : ${NOT_HELD[reason]}.`, 409)

const NOT_READY = {
  NOT_PUBLISHED: 'ce parcours n’a pas de version publiée. Publiez-le d’abord',
  ALREADY_APPLIED: 'ce parcours est déjà appliqué. Rechargez la page',
  NOT_APPLIED: 'ce parcours n’est pas appliqué. Rechargez la page',
  OF_PRODUCT: 'le produit s’appuie sur ce parcours : il reste, et reste appliqué. Modifiez ses étapes et ses passages',
  STILL_APPLIED: 'ce parcours est appliqué. Cessez d’abord de l’appliquer',
  USED: 'des fiches ont suivi ce parcours, et leur historique s’y lit. Il reste, sans être appliqué',
  DEFAULT_NOT_INITIAL: 'la valeur que prend ce champ dans une nouvelle fiche n’est pas une étape de départ. Faites-en une étape de départ, puis publiez',
}

/** A workflow that cannot be applied, let go, or removed, as it is. */
export const WorkflowNotReadyError = createError<{ reason: keyof typeof NOT_READY }>('WORKFLOW_NOT_READY', ({ reason }) => `Rien n’a été modifié : ${NOT_READY[reason]}.`, 409)

/** Records hold values that are no state. */
export const WorkflowStrangersError = createError<{ unknown: readonly { state: string, records: number | null }[] }>(
  'WORKFLOW_STRANGERS',
  ({ unknown }) => `Rien n’a été modifié : des fiches ont une valeur qui n’est pas une étape de ce parcours : ${unknown.map(({ state, records }) => `« ${state} » (${records ?? 'nombre non communiqué'})`).join(', ')}. Ajoutez ces étapes, ou changez d’abord ces fiches.`,
  409,
)

export const WorkflowBusyError = createError('WORKFLOW_BUSY', 'Rien n’a été modifié : ces fiches sont en cours d’écriture depuis plusieurs secondes. Recommencez dans un moment.', 409)
