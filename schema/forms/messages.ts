import type { Label } from '../define.ts'
import type { ErrorCode } from './types.ts'

/** What can be filled in a message: a bound, a length, the words before what is wrong. */
export interface MessageDetail { min?: number | null, max?: number | null, count?: number, before?: string }

const number = (value: number | null | undefined, language: 'fr' | 'en'): string => (value ?? 0).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')

function range({ min, max }: MessageDetail): Label {
  const [hasMin, hasMax] = [typeof min === 'number', typeof max === 'number']
  if (hasMin && hasMax) return { fr: `Indiquez un nombre entre ${number(min, 'fr')} et ${number(max, 'fr')}.`, en: `Enter a number between ${number(min, 'en')} and ${number(max, 'en')}.` }
  if (hasMin) return { fr: `Indiquez un nombre supérieur ou égal à ${number(min, 'fr')}.`, en: `Enter a number of at least ${number(min, 'en')}.` }
  return { fr: `Indiquez un nombre inférieur ou égal à ${number(max, 'fr')}.`, en: `Enter a number of at most ${number(max, 'en')}.` }
}

const MESSAGES: Record<ErrorCode, Label | ((detail: MessageDetail) => Label)> = {
  REQUIRED: { fr: 'Cette réponse est obligatoire.', en: 'This answer is required.' },
  TOO_LONG: ({ max, count }) => ({
    fr: `Ce texte est trop long : ${number(count, 'fr')} caractères pour ${number(max, 'fr')} au plus. Raccourcissez-le.`,
    en: `This text is too long: ${number(count, 'en')} characters for a maximum of ${number(max, 'en')}. Shorten it.`,
  }),
  TOO_SHORT: ({ min }) => ({ fr: `Ce texte est trop court : écrivez au moins ${number(min, 'fr')} caractères.`, en: `This text is too short: write at least ${number(min, 'en')} characters.` }),
  NOT_A_NUMBER: { fr: 'Indiquez un nombre, en chiffres.', en: 'Enter a number, in digits.' },
  OUT_OF_RANGE: range,
  NOT_A_CHOICE: { fr: 'Cette réponse n’est pas dans la liste. Choisissez-en une autre.', en: 'This answer is not in the list. Choose another one.' },
  WRONG_TYPE: { fr: 'Cette réponse n’a pas la forme attendue.', en: 'This answer does not have the expected form.' },
  JUSTICE_NOT_HELD: { fr: 'La structure de cette fiche n’est pas autorisée à tenir des données de justice. Effacez cette réponse, ou demandez à l’administrateur d’ouvrir « Données de justice autorisées » avec son fondement légal.', en: 'The structure of this record may not hold justice data. Clear this answer, or ask the administrator to open “Justice data allowed” with its legal basis.' },
  UNKNOWN_FIELD: { fr: 'Ce champ n’existe pas dans ce formulaire.', en: 'This field does not exist in this form.' },
  READ_ONLY: { fr: 'Ce champ ne peut pas être modifié.', en: 'This field cannot be changed.' },
  BAD_SIRET: { fr: 'Ce SIRET n’est pas valable : vérifiez ses 14 chiffres.', en: 'This SIRET is not valid: check its 14 digits.' },
  BAD_SIREN: { fr: 'Ce SIREN n’est pas valable : vérifiez ses 9 chiffres.', en: 'This SIREN is not valid: check its 9 digits.' },
  OTHER_FIRM: { fr: 'Le SIREN et le SIRET ne sont pas de la même entreprise : un SIRET commence par le SIREN. Corrigez l’un des deux, ou confirmez s’ils sont justes.', en: 'The SIREN and the SIRET are not of the same firm: a SIRET begins with the SIREN. Correct one of them, or confirm if they are right.' },
  BAD_RNA: { fr: 'Ce numéro d’association est inhabituel : il s’écrit le plus souvent W suivi de 9 chiffres.', en: 'This association number is unusual: it is mostly written W followed by 9 digits.' },
  BAD_FINESS: { fr: 'Ce numéro FINESS est à vérifier : il compte 9 caractères.', en: 'Check this FINESS number: it has 9 characters.' },
  BAD_NAF: { fr: 'Ce code d’activité n’est pas valable : il s’écrit comme 88.99B.', en: 'This activity code is not valid: it is written like 88.99B.' },
  BAD_PHONE: {
    fr: 'Ce numéro de téléphone n’est pas valable. Écrivez-le comme 01 99 00 12 34, ou avec son indicatif : +262 692 12 34 56.',
    en: 'This phone number is not valid. Write it like 01 99 00 12 34, or with its country code: +262 692 12 34 56.',
  },
  TWO_PHONES: { fr: 'Il y a deux numéros dans cette case. Gardez-en un ici, et mettez l’autre dans une autre case ou dans la description.', en: 'There are two numbers in this box. Keep one here, and put the other one in another box or in the description.' },
  BAD_EMAIL: { fr: 'Cette adresse de courriel n’est pas valable. Écrivez-la comme nom@exemple.fr.', en: 'This e-mail address is not valid. Write it like name@example.org.' },
  BAD_URL: { fr: 'Cette adresse de site n’est pas valable. Elle commence par https:// ou http://.', en: 'This web address is not valid. It starts with https:// or http://.' },
  BAD_HOURS: { fr: 'Ces horaires ne sont pas compris. Écrivez-les comme Mo-Fr 09:00-12:00,14:00-18:00.', en: 'These opening hours are not understood. Write them like Mo-Fr 09:00-12:00,14:00-18:00.' },
  BACKWARD_HOURS: { fr: 'L’heure de fermeture vient avant celle d’ouverture. Échangez-les, ou corrigez l’une des deux.', en: 'The closing time comes before the opening time. Swap them, or correct one of them.' },
  FAR_DATE: { fr: 'Cette date est trop lointaine : vérifiez l’année.', en: 'This date is too far away: check the year.' },
  BAD_DATE: { fr: 'Cette date n’existe pas ou n’est pas complète. Écrivez-la comme 12/03/2026.', en: 'This date does not exist or is not complete. Write it like 2026-03-12.' },
  BAD_TIME: { fr: 'Cette heure n’est pas valable. Écrivez-la comme 14:30.', en: 'This time is not valid. Write it like 14:30.' },
  BAD_POSTAL_CODE: { fr: 'Ce code postal n’est pas valable : il compte 5 chiffres.', en: 'This postal code is not valid: it has 5 digits.' },
  BAD_COMMUNE_CODE: { fr: 'Ce code de commune n’est pas valable : c’est le code INSEE à 5 caractères, pas le code postal.', en: 'This commune code is not valid: it is the 5-character INSEE code, not the postal code.' },
  BAD_COLOR: { fr: 'Cette couleur n’est pas valable. Écrivez-la comme #1A6DAA.', en: 'This colour is not valid. Write it like #1A6DAA.' },
  BAD_TIME_ZONE: { fr: 'Ce fuseau horaire n’existe pas. Écrivez-le comme Europe/Paris ou Indian/Reunion.', en: 'This time zone does not exist. Write it like Europe/Paris or Indian/Reunion.' },
  FORBIDDEN_CHARACTERS: ({ before }) => before
    ? { fr: `Il y a un caractère invisible après « ${before} ». Effacez ce qui le suit et retapez-le, ou collez le texte sans mise en forme.`, en: `There is an invisible character after “${before}”. Delete what follows and type it again, or paste the text without formatting.` }
    : { fr: 'Ce texte contient des caractères invisibles qui ne sont pas acceptés. Retapez-le ou collez-le sans mise en forme.', en: 'This text contains invisible characters that are not accepted. Type it again or paste it without formatting.' },
  NOT_VALID: { fr: 'Cette réponse ne respecte pas la règle de ce champ.', en: 'This answer does not follow the rule of this field.' },
  OUTSIDE_FRANCE: { fr: 'Ce lieu est en dehors de la France, outre-mer compris. Confirmez s’il est juste.', en: 'This place is outside France, overseas included. Confirm if it is right.' },
  LOOKS_LIKE_NIR: { fr: 'Ce texte semble contenir un numéro de sécurité sociale, qui ne doit pas être conservé ici. Retirez-le, ou confirmez qu’il n’en est pas un.', en: 'This text seems to contain a social security number, which must not be kept here. Remove it, or confirm that it is not one.' },
}

/** The sentence shown under a field, in both languages: what is wrong and how to put it right. */
export function messageOf(code: ErrorCode, detail: MessageDetail = {}): Label {
  const message = MESSAGES[code]
  return typeof message === 'function' ? message(detail) : message
}
