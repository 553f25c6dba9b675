import { language } from './browser.ts'

type Words = Record<string, string>

const FRENCH = {
  title: 'Journal',
  intro: 'Qui a fait quoi, quand, par où, sur le dossier de qui. Chaque recherche est elle-même inscrite au journal.',
  person: 'Personne suivie ou compte (nom)', find: 'Chercher', people: 'Personnes suivies :', accounts: 'Comptes :', nobody: 'Personne de ce nom.',
  chosen: { person: 'Dossier de', author: 'Actes de', item: 'Fiche' },
  kind: 'Acte', any_kind: 'Tous les actes', channel: 'Par où', any_channel: 'Partout', collection: 'Objet', any_collection: 'Tous les objets',
  since: 'Du', until: 'Jusqu’au', apply: 'Afficher', export: 'Exporter tout ce qui correspond', formats: { xlsx: 'Excel (XLSX)', ods: 'LibreOffice (ODS)', csv: 'CSV' }, more: 'Lignes plus anciennes', history_of: 'Voir toutes les lignes de cette fiche',
  loading: 'Lecture du journal…', empty: 'Aucune ligne ne correspond. Élargissez la période ou retirez un filtre.',
  failed: 'Le journal n’a pas pu être lu. Réessayez.', retry: 'Réessayer', remove: 'Retirer le filtre',
  at: 'Quand', who: 'Qui, par où', what: 'Acte et objet', deed: 'Acte', by: 'Qui', values: 'Personnes concernées et détail', author: 'Compte', record: 'Identifiant de la fiche', concerned: 'Personnes concernées', before: 'Avant', after: 'Après', reason: 'Motif', more_said: 'Détail',
  stopped: 'Export arrêté à {count} lignes : resserrez la période ou ajoutez un filtre, puis exportez de nouveau.', system: 'système', clock_back: 'horloge reculée', exceptional: 'accès exceptionnel', given: 'Motif donné :',
  kinds: {
    create: 'création', update: 'modification', delete: 'suppression', load: 'chargement', truncate: 'vidage', upgrade: 'mise à jour', schema: 'structure de la base',
    archive: 'archivage', read: 'consultation', list: 'liste', export: 'export', download: 'téléchargement', sign_in: 'connexion', refusal: 'refus', search: 'recherche au journal',
  } as Words,
  channels: { portal: 'portail', studio: 'Studio', api: 'API', job: 'tâche de fond', command: 'ligne de commande', database: 'base de données' } as Words,
  details: {
    rows: 'fiches', parts: 'vu avec', path: 'adresse', method: 'méthode', status: 'réponse', command: 'commande', objects: 'objets', lines: 'lignes', until: 'jusqu’au', file: 'fichier', sign_in: 'connexion par', refused_tokens: 'jetons refusés',
  } as Words,
}

type Texts = typeof FRENCH

const ENGLISH: Texts = {
  title: 'Journal',
  intro: 'Who did what, when, through which door, on whose file. Every search is itself written in the journal.',
  person: 'Person or account (name)', find: 'Find', people: 'People:', accounts: 'Accounts:', nobody: 'Nobody of that name.',
  chosen: { person: 'File of', author: 'Deeds of', item: 'Record' },
  kind: 'Deed', any_kind: 'All deeds', channel: 'Door', any_channel: 'All doors', collection: 'Object', any_collection: 'All objects',
  since: 'From', until: 'Until', apply: 'Show', export: 'Export all that matches', formats: { xlsx: 'Excel (XLSX)', ods: 'LibreOffice (ODS)', csv: 'CSV' }, more: 'Older lines', history_of: 'Show every line of this record',
  loading: 'Reading the journal…', empty: 'No line matches. Widen the period or remove a filter.',
  failed: 'The journal could not be read. Try again.', retry: 'Try again', remove: 'Remove the filter',
  at: 'When', who: 'Who, through which door', what: 'Deed and object', deed: 'Deed', by: 'Who', values: 'People concerned and details', author: 'Account', record: 'Identifier of the record', concerned: 'People concerned', before: 'Before', after: 'After', reason: 'Reason', more_said: 'Details',
  stopped: 'Export stopped at {count} lines: shorten the period or add a filter, then export again.', system: 'system', clock_back: 'clock went back', exceptional: 'exceptional access', given: 'Reason given:',
  kinds: {
    create: 'creation', update: 'change', delete: 'deletion', load: 'load', truncate: 'emptying', upgrade: 'upgrade', schema: 'structure of the database',
    archive: 'archiving', read: 'reading', list: 'list', export: 'export', download: 'download', sign_in: 'sign-in', refusal: 'refusal', search: 'search in the journal',
  },
  channels: { portal: 'portal', studio: 'Studio', api: 'API', job: 'background task', command: 'command line', database: 'database' },
  details: {
    rows: 'records', parts: 'seen with', path: 'address', method: 'method', status: 'answer', command: 'command', objects: 'objects', lines: 'lines', until: 'until', file: 'file', sign_in: 'signed in by', refused_tokens: 'tokens refused',
  },
}

/** The words of the journal in a language. */
export const textsFor = (locale: string): Texts => (locale.startsWith('en') ? ENGLISH : FRENCH)

/** The words of the module, in the language of the Studio. */
export const texts = (): Texts => textsFor(language())
