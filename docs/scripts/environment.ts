/** Writes docs/environment.md from the table of variables: `node docs/scripts/environment.ts`. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeConfig } from '../../directus.config.ts'
import { REFUSED_IN_PRODUCTION } from '../../schema/environment/production.ts'
import type { VariableDescription } from '../../directus.config.ts'

const TITLES: Record<string, string> = {
  addresses: 'Addresses',
  product: 'Product',
  database: 'Database',
  security: 'Sign-in, cookies and headers',
  limits: 'Limits',
  switchedOff: 'Kept off',
  running: 'Files, caches, retention, mail, logs',
}

function row({ name, default: fallback, meaning, secret, required }: VariableDescription): string {
  const shown = fallback ? `\`${fallback.replaceAll('`', '')}\`` : required ? '**required**' : ''
  return `| \`${name}\`${secret ? ' 🔑' : ''} | ${shown.replaceAll('|', '\\|')} | ${meaning.replaceAll('|', '\\|')} |`
}

/** Renders the page of every variable of the servers. */
export function renderEnvironment(): string {
  const groups = Map.groupBy(describeConfig(), ({ group }) => group)
  const sections = [...groups].map(([group, variables]) =>
    [`## ${TITLES[group] ?? group}`, '', '| Variable | Default | Meaning |', '|---|---|---|', ...variables.map(row)].join('\n'))
  return [
    '# Environment',
    '',
    '<!-- Written by docs/scripts/environment.ts from directus.config.ts. Do not edit. -->',
    '',
    'What Directus, the migration and the worker read. A value of the environment always wins over the default; `NAME_FILE` names a file that',
    'holds the value of `NAME`, as container secrets do. 🔑 marks secrets, which no command prints. A wrong value, [what production refuses](#what-production-refuses)',
    'and any other variable that Directus or Relais would read (`AUTH_…`, `CORS_…`, `RELAIS_…`, in any case) stop the start, all listed at once. `npx relais config` prints the result.',
    '',
    ...sections.flatMap(section => [section, '']),
    '## What production refuses',
    '',
    'With `NODE_ENV=production`, on top of what is refused everywhere:',
    '',
    '| Variable | Refused |',
    '|---|---|',
    ...REFUSED_IN_PRODUCTION.map(({ about, refused }) => `| ${about.split(', ').map(name => `\`${name}\``).join(', ')} | ${refused} |`),
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../environment.md', import.meta.url), renderEnvironment())
}
