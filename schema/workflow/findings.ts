import type { Label } from '../define.ts'

/** What a message names. */
interface Detail { name?: string, other?: string, count?: number, max?: number, list?: string, why?: Label }

const both = (fr: string, en: string): Label => ({ fr, en })

const MESSAGES = {
  NO_INITIAL: () => both('Aucune étape de départ : indiquez l’étape où commence un nouveau dossier.', 'No initial state: say in which state a new object begins.'),
  TOO_MANY_STATES: ({ count, max }: Detail) => both(`${count} étapes, ${max} au plus. Regroupez-en.`, `${count} states, ${max} at most. Group some of them.`),
  TOO_MANY_TRANSITIONS: ({ count, max }: Detail) => both(`${count} passages, ${max} au plus. Regroupez-en.`, `${count} transitions, ${max} at most. Group some of them.`),
  BAD_KEY: ({ name }: Detail) => both(`La clé « ${name} » n’est pas permise : lettres minuscules sans accent, chiffres et _, une lettre d’abord, 40 caractères au plus.`, `The key “${name}” is not allowed: lower-case letters, digits and _, a letter first, 40 characters at most.`),
  DUPLICATE_STATE: ({ name }: Detail) => both(`Deux étapes ont la clé « ${name} ». Renommez l’une des deux.`, `Two states have the key “${name}”. Rename one of them.`),
  DUPLICATE_TRANSITION: ({ name }: Detail) => both(`Deux passages ont la clé « ${name} ». Renommez l’un des deux.`, `Two transitions have the key “${name}”. Rename one of them.`),
  LABEL_MISSING: ({ name }: Detail) => both(`« ${name} » n’a pas de libellé en français et en anglais. Écrivez-les.`, `“${name}” lacks a label in French or in English. Write both.`),
  MARKUP: ({ name, other }: Detail) => both(`« ${name} » contient une balise (« ${other} »). Écrivez un texte simple.`, `“${name}” holds markup (“${other}”). Write plain text.`),
  NOT_A_CHOICE: ({ name }: Detail) => both(`« ${name} » n’est pas un choix du champ d’état. Ajoutez ce choix au champ, ou retirez l’étape.`, `“${name}” is not a choice of the state field. Add the choice to the field, or remove the state.`),
  MISSING_STATE: ({ name, other }: Detail) => both(`« ${name} » mène à « ${other} », ou en part, et cette étape n’existe pas. Choisissez une étape de la liste.`, `“${name}” goes to or comes from “${other}”, which is not a state. Choose one of the states.`),
  NO_ORIGIN: ({ name }: Detail) => both(`« ${name} » ne part d’aucune étape. Choisissez-en au moins une.`, `“${name}” comes from no state. Choose at least one.`),
  TO_ITSELF: ({ name, other }: Detail) => both(`« ${name} » part de « ${other} » et y revient aussitôt. Choisissez une autre étape d’arrivée.`, `“${name}” leaves “${other}” for itself. Choose another destination.`),
  UNREACHABLE_STATE: ({ name }: Detail) => both(`Rien ne mène à « ${name} » depuis une étape de départ. Ajoutez un passage vers elle, ou retirez-la.`, `Nothing leads to “${name}” from an initial state. Add a transition to it, or remove it.`),
  DEAD_END: ({ name }: Detail) => both(`De « ${name} », aucune étape finale ne peut être atteinte. Ajoutez un passage qui en sort, ou faites-en une étape finale.`, `From “${name}” no final state can be reached. Add a transition out of it, or make it final.`),
  AUTOMATIC_LOOP: ({ list }: Detail) => both(`Ces passages automatiques tournent en rond sans que personne n’agisse : ${list}. Retirez le délai de l’un d’eux.`, `These automatic transitions go round without anybody acting: ${list}. Remove the delay of one of them.`),
  TWO_TIMERS: ({ name, list }: Detail) => both(`« ${name} » a plusieurs passages automatiques avec le même délai : ${list}. Gardez-en un.`, `“${name}” has several automatic transitions with the same delay: ${list}. Keep one.`),
  NOBODY: ({ name }: Detail) => both(`Personne ne peut faire « ${name} » et rien ne le déclenche. Choisissez qui agit, ou donnez un délai.`, `Nobody can do “${name}” and nothing triggers it. Choose who acts, or give a delay.`),
  UNKNOWN_ACTOR: ({ name, other }: Detail) => both(`« ${other} », à qui « ${name} » est confié, n’existe pas ou ne voit pas ces fiches. Choisissez dans la liste.`, `“${other}”, who is given “${name}”, does not exist or does not see these records. Choose in the list.`),
  GUARD_INVALID: ({ why }: Detail) => both(`La condition n’est pas acceptée. ${why?.fr ?? ''}`, `The condition is refused. ${why?.en ?? ''}`),
  GUARD_UNREADABLE: ({ why }: Detail) => both(`La condition lit un champ que l’un de ceux qui agissent ne voit pas. ${why?.fr ?? ''}`, `The condition reads a field that some of those who act cannot see. ${why?.en ?? ''}`),
  GUARD_NEVER: ({ name }: Detail) => both(`La condition de « ${name} » ne peut jamais être remplie : deux de ses parties se contredisent. Corrigez-la.`, `The condition of “${name}” can never hold: two parts of it contradict each other. Correct it.`),
  GUARD_UNSETTLED: ({ name, list }: Detail) => both(`« ${name} » se fait tout seul selon : ${list}. Une fiche peut y revenir sans qu’aucun passage n’écrive cette réponse : il se referait aussitôt. Remplissez-la par l’effet « Remplir un champ », ou demandez-la.`, `“${name}” is done by itself depending on: ${list}. A record may come back without any transition writing that answer: it would be done again at once. Fill it with the effect “Fill a field”, or ask for it.`),
  UNKNOWN_FIELD: ({ name, other }: Detail) => both(`« ${name} » demande le champ « ${other} », qui n’existe pas, que le produit remplit lui-même ou qui ne change plus une fois la fiche créée. Choisissez un autre champ de la fiche.`, `“${name}” asks for the field “${other}”, which does not exist, is filled by the product, or does not change once the record is made. Choose another field of the record.`),
  NOT_A_FILE: ({ name, other }: Detail) => both(`« ${name} » demande une pièce jointe dans « ${other} », qui n’est pas un champ de fichier. Choisissez un champ de fichier.`, `“${name}” asks for a file in “${other}”, which is not a file field. Choose a file field.`),
  FIELD_HIDDEN: ({ name, other, list }: Detail) => both(`« ${name} » demande « ${other} », que ne voient pas : ${list}. Ouvrez-leur ce champ, ou ne le demandez pas.`, `“${name}” asks for “${other}”, which is hidden from: ${list}. Open the field to them, or do not ask for it.`),
  FIELD_CLOSED: ({ name, other, list }: Detail) => both(`« ${name} » demande « ${other} », que n’écrivent pas : ${list}. Donnez-leur le droit d’écrire ce champ, ou ne le demandez pas.`, `“${name}” asks for “${other}”, which these do not write: ${list}. Give them the right to write the field, or do not ask for it.`),
  BAD_DELAY: ({ name, max }: Detail) => both(`Le délai de « ${name} » n’est pas permis : un nombre entier de jours, de 1 à ${max}, et des rappels avant la fin.`, `The delay of “${name}” is not allowed: a whole number of days, from 1 to ${max}, and reminders before its end.`),
  EFFECT_UNAVAILABLE: ({ name, other }: Detail) => both(`L’effet « ${other} » de « ${name} » n’est pas disponible sur cette installation. Retirez-le.`, `The effect “${other}” of “${name}” is not available on this installation. Remove it.`),
  EFFECT_INVALID: ({ name, other }: Detail) => both(`L’effet « ${other} » de « ${name} » nomme un champ, une liste ou une adresse qui n’existe pas, ou qu’un effet n’écrit jamais : ce qui donne un droit, relie une fiche ou la montre. Choisissez-en d’autres.`, `The effect “${other}” of “${name}” names a field, a list or an address that does not exist, or that no effect ever writes: what gives a right, links a record or shows it. Choose others.`),
  WORD_UNKNOWN: ({ name, other, list }: Detail) => both(`Le message de « ${name} » cite ${other}, que personne ne remplit. Utilisez ${list}.`, `The message of “${name}” quotes ${other}, which nothing fills in. Use ${list}.`),
} satisfies Record<string, (detail: Detail) => Label>

export type DefinitionFindingCode = keyof typeof MESSAGES

/** What is wrong in a definition, where (`transitions.close.guard`), and how to put it right. */
export interface DefinitionFinding { code: DefinitionFindingCode, path: string, message: Label }

/** A finding with its sentences. */
export function finding(code: DefinitionFindingCode, path: string, detail: Detail = {}): DefinitionFinding {
  return { code, path, message: MESSAGES[code](detail) }
}
