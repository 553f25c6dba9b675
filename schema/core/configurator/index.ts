export { field_rules } from './field-rules.ts'
export { local_changes } from './local-changes.ts'
export { manifest } from './manifest.ts'
export { saved_views } from './saved-views.ts'
