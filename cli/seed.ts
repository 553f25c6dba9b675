import { parseArgs } from 'node:util'
import { UserError } from './errors.ts'
import { readSettings } from './settings.ts'
import { stepper } from './start.ts'
import { createVolume, onDatabase, volumeDatabase, withPostgres } from './volume.ts'

const USAGE = 'Usage : npx relais seed volume [--scale 1|0.1] [--database NOM] [--force]'

/** `relais seed volume`: the sizes of the budgets, in a database of its own. */
export async function seed(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true, options: { scale: { type: 'string', default: '1' }, database: { type: 'string' }, force: { type: 'boolean', default: false } },
  })
  const scale = Number(values.scale)
  if (positionals.join() !== 'volume' || !(scale > 0 && scale <= 1)) throw new UserError('USAGE', USAGE)
  const settings = onDatabase(readSettings(), values.database ?? volumeDatabase(scale))
  const started = Date.now()
  await withPostgres(settings, () => createVolume(settings, { scale, force: values.force }, stepper()))
  process.stdout.write(`\nLa base « ${settings.database.database} » est prête en ${Math.round((Date.now() - started) / 1000)} s.\n`)
}
