import { createServer } from 'node:http'
import postgres from 'postgres'
import { z } from 'zod'

/**
 * The best that one Node process can do: `node:http`, `postgres`, one statement, its JSON sent as it comes. Run by
 * `relais bench` with the database and the statements on its input; it answers `/<n>` by the n-th of them.
 */
const InputSchema = z.object({
  database: z.object({ host: z.string(), port: z.number(), user: z.string(), password: z.string(), database: z.string() }),
  statements: z.array(z.object({ text: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])) })),
})

const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
const { database, statements } = InputSchema.parse(JSON.parse(Buffer.concat(chunks).toString()))
const sql = postgres({ ...database, max: 10 })

const server = createServer((request, response) => {
  const statement = statements[Number(request.url?.slice(1))]
  if (!statement) {
    response.writeHead(404).end()
    return
  }
  sql.unsafe(statement.text, statement.values, { prepare: true }).then(([row]) => {
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end(`{"data":${Object.values(row ?? {}).join()}}`)
  }, (error: unknown) => {
    response.writeHead(500).end(String(error))
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(server.address())}\n`))
