import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SPACES } from './shared/types/session'

/** One file an area and a language, found by its name, so that a new area needs no change here. */
function localeFiles(code: string): string[] {
  return readdirSync(fileURLToPath(new URL(`./i18n/locales/${code}`, import.meta.url)))
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => `${code}/${name}`)
}

// A space shows personal data: nothing of it is rendered or kept on the server.
const spaceRules = Object.fromEntries(
  SPACES.flatMap(space => [`/${space}`, `/${space}/**`, `/en/${space}`, `/en/${space}/**`])
    .map(path => [path, { ssr: false, headers: { 'cache-control': 'no-store' } }]),
)

export default defineNuxtConfig({
  modules: ['@nuxt/ui', '@nuxtjs/i18n'],
  // Names are unique in the whole portal: the folder says the area, not the name.
  components: [{ path: '~/components', pathPrefix: false }],
  devtools: { enabled: false },
  app: {
    head: {
      viewport: 'width=device-width, initial-scale=1',
      link: [{ rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }],
    },
  },
  css: ['~/assets/css/main.css'],
  colorMode: { preference: 'system', fallback: 'light' },
  ui: { fonts: false },
  // Every value below is read from the environment when the server starts: no address is built in.
  runtimeConfig: {
    directusUrl: '',
    trustProxy: false,
    apiBodyLimitBytes: 1_000_000,
    public: {
      portalUrl: '',
      identityUrl: '',
      identityRealm: 'relais',
      identityClientId: 'relais-portal',
      mapStyleUrl: '/map/style.json',
      productName: 'Relais',
    },
  },
  build: { transpile: ['@relais/schema'] },
  routeRules: {
    ...spaceRules,
    '/map/**': { headers: { 'cache-control': 'public, max-age=86400' } },
  },
  experimental: { payloadExtraction: false },
  compatibilityDate: '2026-01-01',
  nitro: { preset: 'node-server', compressPublicAssets: true },
  vite: {
    resolve: { dedupe: ['vue', 'vue-router', '@vueuse/core', '@vueuse/shared'] },
    // A first visit on a slow line waits for each file: what its page is made of comes in few, and nothing else with it.
    $client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [
      { name: 'time', priority: 3, test: /[\\/]schema[\\/]time[\\/]/, entriesAware: true },
      { name: 'libraries', priority: 2, test: /[\\/]node_modules[\\/]/, minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 3_000 },
      { name: 'first-page', priority: 1, test: /[\\/](?:Directory(?!Map)\w+|Map(?:Loading|Legend)|TerritoryInput|ThemeTag|HomePages|ListState|ChoiceSelect)\.vue/ },
    ] } } } } },
  },
  telemetry: { enabled: false },
  typescript: { strict: true, tsConfig: { compilerOptions: { noUncheckedIndexedAccess: true } } },
  hooks: {
    // Nothing is fetched before it is needed: the map alone weighs more than the rest of a public page.
    'build:manifest': (manifest) => {
      for (const item of Object.values(manifest)) {
        item.prefetch = false
        item.dynamicImports = []
      }
    },
  },
  i18n: {
    strategy: 'prefix_except_default',
    defaultLocale: 'fr',
    detectBrowserLanguage: false,
    locales: [
      { code: 'fr', language: 'fr-FR', name: 'Français', files: localeFiles('fr') },
      { code: 'en', language: 'en-GB', name: 'English', files: localeFiles('en') },
    ],
  },
  icon: {
    mode: 'svg',
    provider: 'server',
    localApiEndpoint: '/_icons',
    fallbackToApi: false,
    serverBundle: { collections: ['lucide'] },
    // Public pages carry their own icons; those of the spaces come from our server when they are shown.
    clientBundle: {
      scan: {
        globInclude: [
          'app/{error,app}.vue', 'app/layouts/**', 'app/components/{directory,shell}/**', 'app/components/base/{ListState,PageHeader}.vue',
          'app/composables/useSpaces.ts', 'app/utils/directory-look.ts',
          'app/pages/{index,accessibilite,mentions-legales,donnees-personnelles}.vue', 'app/pages/{offres,organisations,invitation}/**',
        ],
      },
      sizeLimitKb: 128,
    },
  },
})
