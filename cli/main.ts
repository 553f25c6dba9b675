import { UserError, systemCode } from './errors.ts'

interface Command { summary: string, run: (args: string[]) => Promise<void> }

const COMMANDS: Record<string, Command> = {
  start: { summary: 'démarre tout (npm start)', run: async () => (await import('./start.ts')).start() },
  test: { summary: 'lance tous les tests (npm test)', run: async args => (await import('./test.ts')).test(args) },
  doctor: { summary: 'diagnostique l’installation', run: async args => (await import('./doctor.ts')).doctor(args) },
  schema: { summary: 'schema plan|apply [--json] : ce que le produit changerait, ou le fait ; schema restore-point list|restore : défait la dernière mise à jour ; schema export-local|import-local : passe la configuration locale d’une instance à une autre', run: async args => (await import('./schema.ts')).schema(args) },
  kit: { summary: 'kit list|plan|install|remove [<kit>] [--demo] [--archive] [--json] : ajoute au produit ce qu’il faut à un métier, ou le retire', run: async args => (await import('./kit.ts')).kit(args) },
  seed: { summary: 'seed volume [--scale 1|0.1] [--database NOM] [--force] : base de volume, pour mesurer', run: async args => (await import('./seed.ts')).seed(args) },
  bench: { summary: 'bench [--json FICHIER] [--scale 0.1] [--clients 1,20] [--seconds 5] [--only MOT] [--explain] : mesure les lectures', run: async args => (await import('./bench/index.ts')).bench(args) },
  token: { summary: 'token <e-mail> | --list : jeton d’un compte de démonstration', run: async args => (await import('./token.ts')).token(args) },
  journal: { summary: 'journal verify|archive|install : vérifie la chaîne, archive les lignes anciennes', run: async args => (await import('./journal.ts')).journal(args) },
  config: { summary: 'affiche la configuration résolue, sans les secrets', run: async args => (await import('./config.ts')).config(args) },
  screenshots: { summary: 'refait les captures de docs/screenshots', run: async args => (await import('./screenshots.ts')).screenshots(args) },
  worker: { summary: 'lance les tâches de fond (production)', run: async () => (await import('./worker.ts')).worker() },
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map(name => name.length))
  return ['Usage : npx relais <commande>', '', ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)].join('\n')
}

async function main([name = 'help', ...args]: string[]) {
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${help()}\n`)
    return
  }
  const command = COMMANDS[name]
  if (!command) throw new UserError('UNKNOWN_COMMAND', `« ${name} » n’est pas une commande.\n\n${help()}`)
  try {
    await command.run(args)
  }
  catch (error: unknown) {
    // What Node says of an option is in English, and where in our code it was read helps nobody.
    if (!systemCode(error)?.startsWith('ERR_PARSE_ARGS')) throw error
    throw new UserError('USAGE', `Une option de cette commande n’est pas connue, ou n’a pas sa valeur.\n\n  ${name}  ${command.summary}`, { cause: error })
  }
}

// Whoever reads the output may stop reading it: `relais config | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof UserError ? error.message : error instanceof Error ? error.stack ?? error.message : String(error)
  process.stderr.write(`\n✖ ${message}\n`)
  process.exit(1)
})
