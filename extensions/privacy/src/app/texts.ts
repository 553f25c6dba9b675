import { language } from './browser.ts'

const FRENCH = {
  title: 'Journal',
  intro: 'Qui a fait quoi, quand, sur le dossier de qui. Chaque recherche est elle-même inscrite au journal.',
  person: 'Personne (nom)', find: 'Chercher', all_people: 'Toutes les personnes', author: 'Compte', everybody: 'Tous les comptes', collection: 'Collection',
  kind: 'Acte', any_kind: 'Tous les actes', since: 'Du', until: 'Jusqu’au', apply: 'Afficher', csv: 'Exporter en CSV', more: 'Lignes plus anciennes',
  loading: 'Lecture du journal…', empty: 'Aucune ligne ne correspond. Élargissez la période ou retirez un filtre.', nobody: 'Personne de ce nom.',
  failed: 'Le journal n’a pas pu être lu. Réessayez.', retry: 'Réessayer', remove: 'Retirer le filtre',
  at: 'Quand', who: 'Qui', what: 'Acte', object: 'Objet', concerned: 'Personnes concernées', values: 'Détail', system: 'système', clock_back: 'horloge reculée',
  kinds: {
    create: 'création', update: 'modification', delete: 'suppression', load: 'chargement', truncate: 'vidage', upgrade: 'mise à jour', schema: 'structure de la base',
    archive: 'archivage', read: 'consultation', list: 'liste', export: 'export', download: 'téléchargement', sign_in: 'connexion', refusal: 'refus', search: 'recherche au journal',
  } as Record<string, string>,
}

type Texts = typeof FRENCH

const ENGLISH: Texts = {
  title: 'Journal',
  intro: 'Who did what, when, on whose file. Every search is itself written in the journal.',
  person: 'Person (name)', find: 'Find', all_people: 'All people', author: 'Account', everybody: 'All accounts', collection: 'Collection',
  kind: 'Deed', any_kind: 'All deeds', since: 'From', until: 'Until', apply: 'Show', csv: 'Export as CSV', more: 'Older lines',
  loading: 'Reading the journal…', empty: 'No line matches. Widen the period or remove a filter.', nobody: 'Nobody of that name.',
  failed: 'The journal could not be read. Try again.', retry: 'Try again', remove: 'Remove the filter',
  at: 'When', who: 'Who', what: 'Deed', object: 'Object', concerned: 'People concerned', values: 'Details', system: 'system', clock_back: 'clock went back',
  kinds: {
    create: 'creation', update: 'change', delete: 'deletion', load: 'load', truncate: 'emptying', upgrade: 'upgrade', schema: 'structure of the database',
    archive: 'archiving', read: 'reading', list: 'list', export: 'export', download: 'download', sign_in: 'sign-in', refusal: 'refusal', search: 'search in the journal',
  },
}

/** The words of the module, in the language of the Studio. */
export function texts(): Texts {
  return language().startsWith('en') ? ENGLISH : FRENCH
}
