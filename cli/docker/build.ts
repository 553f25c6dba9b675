/** Builds the extensions and the portal inside the image. */
import { ensureBuilt } from '../build.ts'

await ensureBuilt(message => process.stdout.write(`${message}\n`))
