/** What a refusal names. */
export interface RefusalDetail {
  collection?: string
  /** The label of the field, or its name. */
  field?: string
  other?: string
  choice?: string
  count?: number
  max?: number
  path?: string
}

interface Told { status: 400 | 403 | 404 | 409, say: (detail: RefusalDetail) => string }

/** Why the configurator does nothing: a code that never changes, and a sentence that names the field and the remedy. */
export const REFUSALS = {
  COLLECTION_NOT_OPEN: { status: 403, say: ({ collection }) => `La liste « ${collection} » n’est pas ouverte à la configuration. Rien n’a été modifié. Choisissez une liste du Configurateur.` },
  LAYER_NOT_OPEN: { status: 403, say: ({ other }) => `Rien n’a été modifié : ${other} ne fait pas partie de ce que vous configurez. Choisissez une de vos structures.` },
  NOT_IN_LAYER: { status: 409, say: ({ field }) => `Rien n’a été modifié : « ${field} » vient du réseau ou d’une structure au-dessus. Ici, vous pouvez changer son libellé, son aide, ses choix, ses règles, ou le masquer.` },
  INPUT_INVALID: { status: 400, say: ({ path }) => `Rien n’a été modifié : « ${path} » n’est pas de la forme attendue. Vérifiez cette réponse, puis réessayez.` },
  LABEL_EMPTY: { status: 400, say: () => 'Rien n’a été modifié : il manque le libellé en français, avec au moins une lettre. Écrivez la question telle que les personnes la liront.' },
  LABEL_TOO_LONG: { status: 400, say: ({ field, count, max }) => `Rien n’a été modifié : le libellé « ${field} » a ${count} caractères, ${max} au plus. Raccourcissez-le, et mettez le reste dans l’aide.` },
  MARKUP: { status: 400, say: ({ field }) => `Rien n’a été modifié : « ${field} » contient une balise. Écrivez un texte simple, sans signe « < » devant une lettre.` },
  LABEL_TAKEN: { status: 409, say: ({ field, other }) => `Rien n’a été modifié : « ${field} » existe déjà dans cette liste (« ${other} »), aux accents et majuscules près. Choisissez un autre libellé.` },
  DATA_FORBIDDEN: { status: 400, say: ({ field, other }) => `« ${field} » n’a pas été enregistré : cette donnée n’a pas le droit d’être gardée ici (${other}). Demandez autre chose, ou rien.` },
  LINK_CLOSED: { status: 403, say: ({ field, other, path }) => `« ${field} » n’a pas été enregistré : ${other} ne voit rien de « ${path} », sa liste serait vide. Mettez « Ne voit pas » pour ce public, ou choisissez une autre liste.` },
  READS_RETIRED: { status: 409, say: ({ field, other }) => `« ${field} » n’a pas été remis : ses règles lisent ${other}, qui est retiré. Remettez d’abord ce qu’elles lisent.` },
  NAME_TAKEN: { status: 409, say: ({ field, other }) => `Rien n’a été modifié : « ${field} » donnerait le nom « ${other} », déjà pris dans cette liste, peut-être par un champ retiré. Remettez ce champ, ou choisissez un autre libellé.` },
  TOO_MANY_FIELDS: { status: 409, say: ({ field, max }) => `« ${field} » n’a pas été ajouté : cette liste a déjà ${max} champs locaux. Réutilisez un champ retiré, ou demandez une évolution du produit.` },
  LINK_NOT_OPEN: { status: 403, say: ({ field, other }) => `« ${field} » n’a pas été ajouté : un champ local ne peut pas mener à « ${other || 'aucune liste'} ». Choisissez une des listes proposées.` },
  CHOICES_MISSING: { status: 400, say: ({ field }) => `Rien n’a été modifié : « ${field} » doit garder au moins un choix. Ajoutez-en un, ou retirez le champ.` },
  CHOICES_NOT_ASKED: { status: 400, say: ({ field }) => `Rien n’a été modifié : « ${field} » n’est pas une liste de choix. Ajoutez un champ de ce type.` },
  CHOICE_LABEL_TAKEN: { status: 409, say: ({ field, choice }) => `Rien n’a été modifié : « ${field} » a deux choix « ${choice} », aux accents et majuscules près. Renommez l’un des deux.` },
  CHOICE_KEPT: { status: 409, say: ({ field, choice }) => `Rien n’a été modifié : le choix « ${choice} » de « ${field} » ne se supprime pas, des fiches peuvent l’avoir. Retirez-le : il ne sera plus proposé.` },
  CHOICE_UNKNOWN: { status: 400, say: ({ field, choice }) => `Rien n’a été modifié : « ${field} » n’a pas de choix « ${choice} ». Rechargez la page, puis choisissez dans la liste.` },
  CHOICE_LABEL_INVALID: { status: 400, say: ({ field, max }) => `Rien n’a été modifié : un choix de « ${field} » n’a pas de libellé en français, ou en a un de plus de ${max} caractères. Corrigez-le.` },
  TOO_MANY_CHOICES: { status: 400, say: ({ field, max }) => `Rien n’a été modifié : « ${field} » aurait plus de ${max} choix. Regroupez-en, ou faites-en un lien vers une liste.` },
  MERGE_TOO_BIG: { status: 409, say: ({ field, max }) => `Rien n’a été modifié : la fusion toucherait plus de ${max} fiches de « ${field} ». Retirez plutôt l’ancien choix.` },
  FIELD_UNKNOWN: { status: 404, say: ({ field }) => `Rien n’a été modifié : le champ « ${field} » n’existe pas, ou n’est pas ouvert à la configuration. Rechargez la page.` },
  FIELD_CHANGED: { status: 409, say: ({ field }) => `Rien n’a été modifié : quelqu’un d’autre vient de changer « ${field} ». Rechargez la page pour voir ce changement, puis refaites le vôtre.` },
  FIELD_OF_PRODUCT: { status: 409, say: ({ field }) => `« ${field} » fait partie du produit : il n’a pas été retiré. Masquez-le si vous n’en avez pas l’usage.` },
  FIELD_REQUIRED: { status: 409, say: ({ field }) => `« ${field} » n’a pas été masqué : le produit l’exige dans chaque fiche. Déplacez-le dans une autre section.` },
  FIELD_CONDITIONAL: { status: 409, say: ({ field }) => `« ${field} » n’a pas été masqué : le produit décide quand il s’affiche. Donnez-lui une règle « Affiché si ».` },
  FIELD_IN_USE: { status: 409, say: ({ field, other }) => `« ${field} » n’a pas été retiré : les règles de ${other} en dépendent. Changez d’abord ces règles.` },
  FIELD_HELD: { status: 409, say: ({ field, other }) => `« ${field} » n’a pas été retiré : le parcours « ${other} » en tient les étapes. Cessez d’abord de l’appliquer.` },
  AT_EDGE: { status: 409, say: ({ field }) => `« ${field} » n’a pas bougé : rien ne le précède ou ne le suit à cet endroit. Rechargez la page pour voir l’ordre d’aujourd’hui.` },
  ALREADY_RETIRED: { status: 409, say: ({ field }) => `« ${field} » est retiré : rien n’a été modifié. Remettez-le d’abord.` },
  NOT_RETIRED: { status: 409, say: ({ field }) => `« ${field} » n’est pas retiré : rien n’a été modifié. Rechargez la page.` },
  SECTION_UNKNOWN: { status: 400, say: ({ field, other }) => `« ${field} » n’a pas été déplacé : cette liste n’a pas de section « ${other} ». Choisissez une des sections proposées.` },
  JUSTICE_KEPT: { status: 409, say: ({ field }) => `« ${field} » n’a pas été déplacé : des fiches en ont une valeur, que des structures sans données de justice liraient. Videz-le d’abord, ou retirez-le et ajoutez un autre champ.` },
  SECTION_MISSING: { status: 404, say: ({ field }) => `Rien n’a été modifié : la section « ${field} » n’existe pas. Rechargez la page.` },
  SECTION_OF_PRODUCT: { status: 409, say: ({ field }) => `La section « ${field} » fait partie du produit : elle n’a pas été retirée. Renommez-la, ou déplacez ses champs : une section vide ne s’affiche pas.` },
  SECTION_NOT_EMPTY: { status: 409, say: ({ field, count }) => `La section « ${field} » n’a pas été retirée : elle contient ${count === 1 ? 'un champ' : `${count} champs`}. Déplacez-les d’abord dans une autre section.` },
  SECTION_RETIRED: { status: 409, say: ({ field }) => `La section « ${field} » est retirée : rien n’a été modifié. Remettez-la d’abord.` },
  SECTION_NOT_RETIRED: { status: 409, say: ({ field }) => `La section « ${field} » n’est pas retirée : rien n’a été modifié. Rechargez la page.` },
  TOO_MANY_SECTIONS: { status: 409, say: ({ field, max }) => `« ${field} » n’a pas été ajoutée : cette liste a déjà ${max} sections locales. Renommez une section retirée.` },
  LEVEL_NOT_OPEN: { status: 403, say: ({ field, other }) => `Le droit de « ${other} » sur « ${field} » n’a pas été modifié : le produit ne l’ouvre pas autant à ce public. Choisissez un droit proposé.` },
  NOTHING_TO_CHANGE: { status: 400, say: ({ field }) => `Rien n’a été modifié : « ${field} » est déjà ainsi. Changez une réponse, puis enregistrez.` },
  CHANGE_UNKNOWN: { status: 404, say: () => 'Rien n’a été annulé : ce changement n’existe pas. Rechargez la page.' },
  CHANGE_UNDONE: { status: 409, say: ({ field }) => `Rien n’a été annulé : ce changement de « ${field} » l’est déjà. Rechargez la page.` },
  CHANGE_FOLLOWED: { status: 409, say: ({ field }) => `Rien n’a été annulé : « ${field} » a encore changé depuis. Annulez d’abord le changement le plus récent.` },
  CHANGE_FINAL: { status: 409, say: ({ field }) => `Rien n’a été annulé : la séparation des choix de « ${field} » ne s’annule pas. Refaites la fusion.` },
} as const satisfies Record<string, Told>

export type RefusalCode = keyof typeof REFUSALS

/** What a rule answers when it refuses. */
export interface Refusal { code: RefusalCode, detail: RefusalDetail }

/** A refusal, as rules return it. */
export function refusal(code: RefusalCode, detail: RefusalDetail = {}): { refusal: Refusal } {
  return { refusal: { code, detail } }
}
