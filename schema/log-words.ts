/**
 * Words that an address may show in a log: those of routes, of collections and of pages that every instance has. Any other is
 * somebody's: a name typed in the place of a key, a local field, the key of a report. A test compares with the routes and the collections.
 */
const ROUTES = `
  accept access accounts accreditations actions answer application board break-glass cancel cases changes configurator confirm counts device-key directory draft effects explain facets
  fields files finish forms history home identity impact invitations journal map me measures members migrate mine notes offers organizations partner person places portfolio privacy proposals publish
  referrals refuse relais replay reports restore retire rules search secret sections seen session simulation states territories transfers transitions undo versions view vocabularies walk
  webhooks withdraw workflow workflows workload`
const COLLECTIONS = `
  people cases case_members needs objectives actions interviews milestones referrals referral_steps transfers documents relatives person_identifiers organizations sites contacts offers
  offer_sessions offer_places commitments interactions accreditations organization_members change_proposals break_glass_accesses saved_views structures memberships vocabulary_terms territories
  field_settings field_rules field_layers home_pages templates invitations access_grants person_grants person_structures structure_scopes value_history local_changes manifest kits workflows
  workflow_versions workflow_objects workflow_events workflow_effects webhooks directus_users directus_files directus_revisions directus_activity directus_comments`
const DIRECTUS = `
  access activity admin assets auth cache clear collections comments compare content dashboard dashboards deploy deployment diff disable enable apply export extensions fields files flows folder folders
  generate globals graphql hash health import info install invite items keycloak login logout mcp me metrics notifications oas openid openapi operations page panels password permissions ping
  policies presets promote random refresh register registry reinstall relations request reset revert revisions roles runs save schema server settings setup shares snapshot sort sources specs
  stats string system tfa track translations trigger tus users utils verify verify-email versions websocket`
const PAGES = `
  _fonts _icons _nuxt _payload accessibilite acces actions api conseiller consultations coordonnees donnees-personnelles dossiers habilitations healthz index invitation lucide mentions-legales mesures
  offres organisations orientations partenaire pilotage prescripteur relecture studio transferts usager callback certs oauth openid-connect protocol realms relais-portal relais-studio token userinfo well-known`

/** Every word that is nobody's. */
export const LOG_WORDS: ReadonlySet<string> = new Set([ROUTES, COLLECTIONS, DIRECTUS, PAGES].flatMap(words => words.trim().split(/\s+/)))
