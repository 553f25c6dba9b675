/** What a row is called by, when it is not by its `name`. */
const CALLED: Record<string, readonly string[]> = {
  directus_users: ['first_name', 'last_name'], people: ['first_name', 'last_name'], contacts: ['first_name', 'last_name'], relatives: ['first_name', 'last_name'],
  vocabulary_terms: ['label'], offers: ['title'], objectives: ['title'], actions: ['title'], cases: ['reference'], needs: ['description'],
  directus_files: ['title'], workflows: ['label_fr'], templates: ['subject_fr'],
}

/** The columns that say the name of a row, among those that its collection has; none when nothing does. */
export function namingColumns(collection: string, columns: readonly string[]): string[] {
  return (CALLED[collection] ?? ['name']).filter(column => columns.includes(column))
}
