import type { Label } from '../../define.ts'
import type { Range } from './ast.ts'

export const FINDING_CODES = [
  'SYNTAX', 'TOO_LONG', 'TOO_DEEP', 'NOT_ALLOWED', 'RESERVED_WORD', 'UNKNOWN_FUNCTION', 'WRONG_ARGUMENTS', 'UNKNOWN_FIELD', 'WRONG_TYPE',
  'NOT_A_CHOICE', 'RETIRED_CHOICE', 'NOT_READABLE', 'CIRCLE', 'ITSELF', 'NOT_A_CONDITION', 'WRONG_RESULT', 'NOT_COMPUTABLE',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** What is wrong in a rule, where, and how to put it right. */
export interface Finding extends Range { code: FindingCode, message: Label }

/** What a message names. `name` is a field, a function or a value; `other` is what to use instead. */
export interface FindingDetail {
  name?: string
  label?: Label
  other?: string | null
  expected?: Label
  found?: Label
  count?: number
  max?: number
  list?: Label
}

const orElse = (other: string | null | undefined, fr: string, en: string): Label =>
  other ? { fr: `Vouliez-vous dire « ${other} » ?`, en: `Did you mean “${other}”?` } : { fr, en }

const NAMES = 'today, age, days_between, add_days, is_empty, count, contains, startsWith, endsWith, lower, round'

const MESSAGES: Record<FindingCode, (detail: FindingDetail) => Label> = {
  SYNTAX: () => ({
    fr: 'La règle n’est pas comprise à cet endroit. Vérifiez les guillemets, les parenthèses, et qu’une égalité s’écrit avec deux signes : ==.',
    en: 'The rule is not understood here. Check quotes and parentheses, and that equality is written with two signs: ==.',
  }),
  TOO_LONG: ({ count, max }) => ({
    fr: `La règle est trop longue : ${count} caractères pour ${max} au plus. Découpez-la : calculez une partie dans un autre champ.`,
    en: `The rule is too long: ${count} characters for a maximum of ${max}. Split it: compute a part of it in another field.`,
  }),
  TOO_DEEP: () => ({
    fr: 'La règle est trop compliquée : trop de conditions ou de parenthèses. Découpez-la : calculez une partie dans un autre champ.',
    en: 'The rule is too complicated: too many conditions or parentheses. Split it: compute a part of it in another field.',
  }),
  NOT_ALLOWED: () => ({
    fr: 'Cette écriture n’est pas permise dans une règle. Utilisez des champs, des valeurs, des comparaisons et les fonctions proposées.',
    en: 'This is not allowed in a rule. Use fields, values, comparisons and the functions offered.',
  }),
  RESERVED_WORD: ({ name }) => ({ fr: `« ${name} » est un mot réservé. Pour le champ de ce nom, écrivez « this.${name} ».`, en: `“${name}” is a reserved word. For the field of that name, write “this.${name}”.` }),
  UNKNOWN_FUNCTION: ({ name }) => ({ fr: `La fonction « ${name} » n’existe pas dans les règles. Fonctions possibles : ${NAMES}.`, en: `There is no function “${name}” in rules. Possible functions: ${NAMES}.` }),
  WRONG_ARGUMENTS: ({ name, expected }) => ({ fr: `La fonction « ${name} » s’écrit ${expected?.fr}.`, en: `The function “${name}” is written ${expected?.en}.` }),
  UNKNOWN_FIELD: ({ name, other }) => {
    const remedy = orElse(other, 'Choisissez un champ de la liste ; un texte s’écrit entre guillemets.', 'Choose a field of the list; a text is written between quotes.')
    return { fr: `Le champ « ${name} » n’existe pas dans cette fiche. ${remedy.fr}`, en: `There is no field “${name}” in this record. ${remedy.en}` }
  },
  WRONG_TYPE: ({ label, expected, found }) => ({
    fr: `${label ? `« ${label.fr} » est ${found?.fr}` : `C’est ${found?.fr}`}, il faut ici ${expected?.fr}.`,
    en: `${label ? `“${label.en}” is ${found?.en}` : `This is ${found?.en}`}; ${expected?.en} is needed here.`,
  }),
  NOT_A_CHOICE: ({ name, label, other }) => {
    const remedy = orElse(other, 'Choisissez une réponse de sa liste.', 'Choose an answer of its list.')
    return { fr: `« ${name} » n’est pas une réponse de « ${label?.fr} ». ${remedy.fr}`, en: `“${name}” is not an answer of “${label?.en}”. ${remedy.en}` }
  },
  RETIRED_CHOICE: ({ name, label }) => ({
    fr: `La réponse « ${name} » de « ${label?.fr} » a été retirée : personne ne peut plus la choisir. Prenez-en une autre.`,
    en: `The answer “${name}” of “${label?.en}” was retired: nobody can choose it any more. Take another one.`,
  }),
  NOT_READABLE: ({ label, list }) => ({
    fr: `« ${label?.fr} » n’est pas visible pour : ${list?.fr}, à qui ce champ est posé. Ouvrez-le en lecture à ce public, ou retirez-le de la règle.`,
    en: `“${label?.en}” cannot be read by: ${list?.en}, who are asked this field. Let this audience read it, or remove it from the rule.`,
  }),
  CIRCLE: ({ list }) => ({ fr: `Ces champs dépendent les uns des autres en cercle : ${list?.fr}. Retirez l’un d’eux de la règle.`, en: `These fields depend on one another in a circle: ${list?.en}. Remove one of them from the rule.` }),
  ITSELF: ({ label }) => ({ fr: `La règle de « ${label?.fr} » dépend de sa propre réponse. Utilisez un autre champ.`, en: `The rule of “${label?.en}” depends on its own answer. Use another field.` }),
  NOT_A_CONDITION: ({ found }) => ({
    fr: `La règle doit dire oui ou non ; elle donne ${found?.fr}. Ajoutez une comparaison, par exemple « age(birth_date) < 18 ».`,
    en: `The rule must say yes or no; it gives ${found?.en}. Add a comparison, such as “age(birth_date) < 18”.`,
  }),
  WRONG_RESULT: ({ label, expected, found }) => ({
    fr: `« ${label?.fr} » attend ${expected?.fr} ; la règle donne ${found?.fr}. Changez la règle ou le type du champ.`,
    en: `“${label?.en}” expects ${expected?.en}; the rule gives ${found?.en}. Change the rule or the type of the field.`,
  }),
  NOT_COMPUTABLE: ({ label }) => ({
    fr: `« ${label?.fr} » ne peut pas être calculé : seuls un texte, un nombre, une date, un oui/non ou un choix unique peuvent l’être, et ni un lien ni un champ tenu par le produit.`,
    en: `“${label?.en}” cannot be computed: only a text, a number, a date, a yes/no or a single choice can, and neither a link nor a field that the product keeps.`,
  }),
}

/** A finding with its sentence in both languages. */
export function finding(code: FindingCode, { start, end }: Range, detail: FindingDetail = {}): Finding {
  return { code, start, end, message: MESSAGES[code](detail) }
}
