import { readFileSync } from 'node:fs'
import stylistic from '@stylistic/eslint-plugin'
import jsdoc from 'eslint-plugin-jsdoc'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const ours = ['**/*.{ts,mts,js,mjs,vue}']
const tests = ['tests/**']
const ERASABLE_ONLY = [
  { selector: 'TSEnumDeclaration', message: 'Node strips types and does not compile enums: use a const array.' },
  { selector: 'TSParameterProperty', message: 'Node strips types and does not compile parameter properties.' },
]

const NAMED_BY_EXTENSION = {
  selector: ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration)[source.value=/^\\.{1,2}\\u002F(?!.*\\.(?:ts|js|mjs|json|vue)$)/]',
  message: 'Node does not guess extensions: end the path in .ts.',
}
/** Days and hours are those of a place: schema/time says which, for the server, the database and the browser alike. */
const BY_THE_PLACE = [
  { selector: 'MemberExpression[object.name="Intl"][property.name="DateTimeFormat"]', message: 'Say dates with @relais/schema/time, in the zone of the place.' },
  { selector: 'CallExpression[callee.property.name=/^toLocale(?:Date|Time)String$/]', message: 'Say dates with @relais/schema/time, in the zone of the place.' },
  { selector: 'CallExpression[callee.property.name=/^(?:get|set)(?:Date|Day|Month|FullYear|Hours|Minutes|TimezoneOffset)$/]', message: 'Count in the zone of the place, with @relais/schema/time.' },
  { selector: 'CallExpression[callee.property.name=/^(?:slice|substring|split)$/][callee.object.callee.property.name="toISOString"]', message: 'The day of Greenwich is nobody’s: use today() or dayAt() of @relais/schema/time.' },
  { selector: 'Literal[value="Europe/Paris"]', message: 'Nothing is in Paris by default but DEFAULT_ZONE of @relais/schema/time.' },
  { selector: ':matches(Literal[value=/current_date|now\\(\\)::date/i], TemplateElement[value.raw=/current_date|now\\(\\)::date/i])', message: 'A day of the database is relais_today(zone).' },
]

/** Which domain may use the public file of which; every one of them stands on the platform, which knows none. */
const MAY_USE = JSON.parse(readFileSync(new URL('extensions/may-use.json', import.meta.url), 'utf8'))
const OUTSIDE = { regex: '^(?:\\.\\./)+(?:extensions|portal|cli|seeds|tests)/', message: 'A floor knows nothing of those above it (docs/architecture.md).' }

/** What a file of a domain may import: its own folder, the platform, and the public files of those named. */
function boundariesOf(domain) {
  const others = ['platform', ...(MAY_USE[domain] ?? [])].filter(name => name !== domain)
  const open = domain === 'platform' ? '(?!)' : others.map(name => `${name}(?:/app(?:/[a-z.-]+)?)?`).join('|')
  return [
    { regex: `^@relais/extensions/(?!(?:${open})$)`, message: `${domain} uses the platform and the public files of: ${others.join(', ') || 'nobody'} (extensions/may-use.json).` },
    { regex: `^(?:\\.\\./)+(?!src/)[a-z]+/src/`, message: 'Another domain is used by its public file: @relais/extensions/<domain>.' },
    OUTSIDE,
  ]
}

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '**/.nuxt/**', '**/.output/**', '.data/**', '.runtime/**', 'coverage/**', 'portal/public/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'],
  stylistic.configs.customize({ indent: 2, quotes: 'single', semi: false, commaDangle: 'always-multiline', braceStyle: 'stroustrup', arrowParens: false }),
  {
    name: 'relais/code',
    files: ours,
    rules: {
      '@stylistic/max-statements-per-line': 'off',
      '@stylistic/member-delimiter-style': ['error', { multiline: { delimiter: 'none' }, singleline: { delimiter: 'comma', requireLast: false } }],
      '@stylistic/multiline-ternary': 'off',
      '@stylistic/operator-linebreak': ['error', 'before', { overrides: { '=': 'after' } }],
      '@stylistic/quote-props': ['error', 'consistent-as-needed'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Both spellings are clear; forcing one rewrites code for nothing.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/array-type': 'off',
      'eqeqeq': ['error', 'always'],
      'no-async-promise-executor': 'error',
      'no-cond-assign': 'error',
      'no-console': 'error',
      'no-constant-condition': 'error',
      'no-control-regex': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-fallthrough': 'error',
      'no-irregular-whitespace': ['error', { skipStrings: true, skipRegExps: true, skipTemplates: true }],
      'no-loss-of-precision': 'error',
      'no-misleading-character-class': 'error',
      'no-self-assign': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-escape': 'error',
      'no-restricted-syntax': ['error', ...ERASABLE_ONLY],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    name: 'relais/run-by-node',
    files: ['schema/**/*.ts', 'cli/**/*.ts', 'extensions/**/*.ts', 'seeds/**/*.ts', 'tests/**/*.ts', 'docs/**/*.ts', 'directus.config.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...ERASABLE_ONLY, NAMED_BY_EXTENSION],
    },
  },
  {
    name: 'relais/typed',
    files: ['schema/**/*.ts', 'cli/**/*.ts', 'extensions/**/*.ts', 'seeds/**/*.ts', 'tests/**/*.ts', 'docs/**/*.ts', 'directus.config.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    name: 'relais/time',
    files: ['schema/**/*.ts', 'extensions/**/*.ts', 'cli/**/*.ts'],
    ignores: ['schema/time/**'],
    rules: { 'no-restricted-syntax': ['error', ...ERASABLE_ONLY, NAMED_BY_EXTENSION, ...BY_THE_PLACE] },
  },
  {
    name: 'relais/time-in-the-browser',
    files: ['extensions/**/*.vue', 'portal/{app,shared,server}/**/*.{ts,vue}'],
    rules: { 'no-restricted-syntax': ['error', ...ERASABLE_ONLY, ...BY_THE_PLACE] },
  },
  ...['platform', ...Object.keys(MAY_USE)].map(domain => ({
    name: `relais/boundaries-of-${domain}`,
    files: [`extensions/${domain}/**/*.{ts,vue}`],
    rules: { 'no-restricted-imports': ['error', { patterns: boundariesOf(domain) }] },
  })),
  {
    name: 'relais/boundaries-of-the-schema',
    files: ['schema/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^@relais/(?!schema)', message: OUTSIDE.message }, OUTSIDE] }] },
  },
  {
    name: 'relais/boundaries-of-the-portal',
    files: ['portal/{app,shared,server}/**/*.{ts,vue}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^@relais/(?!schema)|^(?:\\.\\./)+(?:extensions|cli|seeds|tests)/', message: 'The portal speaks HTTP.' }] }] },
  },
  {
    name: 'relais/boundaries-of-the-command',
    files: ['cli/**/*.ts', 'seeds/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '(?:^|/)extensions/[a-z]+/src/', message: 'The command uses a domain by its public file: @relais/extensions/<domain>.' }] }] },
  },
  {
    name: 'relais/storage-of-the-browser',
    files: ['portal/app/**/*.{ts,vue}'],
    ignores: ['portal/app/utils/storage.ts'],
    rules: {
      'no-restricted-globals': ['error', ...['localStorage', 'sessionStorage', 'indexedDB'].map(name => ({ name, message: 'It may be absent, refuse or be full: use utils/storage.' }))],
      'no-restricted-properties': ['error', ...['localStorage', 'sessionStorage', 'indexedDB'].map(property => ({ property, message: 'It may be absent, refuse or be full: use utils/storage.' }))],
    },
  },
  {
    name: 'relais/exports-documented',
    files: ['schema/**/*.ts', 'cli/**/*.ts', 'extensions/**/*.ts', 'seeds/**/*.ts', 'portal/{app,shared,server}/**/*.ts', 'directus.config.ts'],
    ignores: ['schema/core/**', '**/*.d.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': ['warn', { publicOnly: true, require: { FunctionDeclaration: true, ClassDeclaration: true }, contexts: [] }],
      'jsdoc/no-types': 'error',
    },
  },
  {
    name: 'relais/vue',
    files: ['portal/**/*.vue', 'extensions/**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, ecmaVersion: 'latest', sourceType: 'module' } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/require-default-prop': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-newline': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/no-v-html': 'error',
      'vue/no-restricted-syntax': ['error', {
        selector: 'VElement[name="a"] > VStartTag > VAttribute[key.name="href"][value.value=/^\\u002F/]',
        message: 'Use NuxtLink or ULink with a named route.',
      }],
    },
  },
  { name: 'relais/talks', files: ['cli/**', 'portal/scripts/**', 'portal/server/**', '**/scripts/**'], rules: { 'no-console': 'off' } },
  {
    name: 'relais/tests',
    files: tests,
    rules: { '@typescript-eslint/no-empty-function': 'off', 'jsdoc/require-jsdoc': 'off' },
  },
)
