import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { Sharp, SharpOptions } from 'sharp'

// Compiled parts: they stay in their own folder.
const require = createRequire(import.meta.url)
const draw: (input: Buffer, options: SharpOptions) => Sharp = require('sharp')

export const MAX_PIXELS = 25_000_000
const QUALITY = 92
const DECODING_MS = 30_000
/** Brands of the pictures of phones whose pixels are in HEVC. */
const HEIC = /^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/

export type Drawn = 'png' | 'jpg' | 'webp'

/** Draws an image again, upright and in the colours of screens; undefined when its pixels cannot be read. */
export async function redrawn(bytes: Buffer, kind: Drawn): Promise<Buffer | undefined> {
  const image = draw(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', autoOrient: true }).toColourspace('srgb')
  const written = kind === 'png' ? image.png() : kind === 'webp' ? image.webp({ quality: QUALITY }) : image.jpeg({ quality: QUALITY })
  return written.toBuffer().catch(() => undefined)
}

/** Whether a file is a photo of a recent phone. */
export const isHeic = (bytes: Buffer): boolean => bytes.toString('latin1', 4, 8) === 'ftyp' && HEIC.test(bytes.toString('latin1', 8, 12))

interface Pixels { width: number, height: number, data: Uint8Array | undefined }

/** In a thread of its own: pixels are decoded in one go, which would hold everybody else back. */
const DECODER = `
const { parentPort, workerData } = require('node:worker_threads')
const { HeifDecoder } = require(workerData.library)
const [image] = new HeifDecoder().decode(workerData.bytes)
if (!image) throw new Error('no image')
const width = image.get_width()
const height = image.get_height()
if (width * height > workerData.most) parentPort.postMessage({ width, height })
else image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, (drawn) => {
  if (!drawn) throw new Error('no pixels')
  parentPort.postMessage({ width, height, data: drawn.data })
})
`

let last: Promise<unknown> = Promise.resolve()

/** A photo of a phone as a JPEG that everybody can open; `dimensions` when it is too large, undefined when it cannot be read. */
export function fromHeic(bytes: Buffer): Promise<Buffer | 'dimensions' | undefined> {
  // One at a time: each takes hundreds of megabytes while it is decoded.
  const next = last.then(() => toJpeg(bytes)).catch(() => undefined)
  last = next
  return next
}

async function toJpeg(bytes: Buffer): Promise<Buffer | 'dimensions' | undefined> {
  const pixels = await decoded(bytes).catch(() => undefined)
  if (!pixels) return undefined
  const { width, height, data } = pixels
  if (!data) return 'dimensions'
  const raw = draw(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 }, limitInputPixels: MAX_PIXELS }).removeAlpha()
  const profile = profileOf(bytes)
  if (!profile) return raw.jpeg({ quality: QUALITY }).toBuffer()
  return redrawn(withProfile(await raw.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(), profile), 'jpg')
}

async function decoded(bytes: Buffer): Promise<Pixels> {
  const worker = new Worker(DECODER, { eval: true, workerData: { library: require.resolve('libheif-js/wasm-bundle'), bytes: new Uint8Array(bytes), most: MAX_PIXELS }, resourceLimits: { maxOldGenerationSizeMb: 256 }, stderr: true, stdout: true, env: {} })
  const timer = setTimeout(() => { void worker.terminate() }, DECODING_MS)
  try {
    return await new Promise<Pixels>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject).once('exit', () => reject(new Error('stopped')))
    })
  }
  finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}

/** The profile of colours that a phone puts beside its pixels. */
function profileOf(bytes: Buffer): Buffer | undefined {
  const at = bytes.subarray(0, 256 * 1024).indexOf('colrprof')
  if (at < 4) return undefined
  const profile = bytes.subarray(at + 8, at - 4 + bytes.readUInt32BE(at - 4))
  return profile.toString('latin1', 36, 40) === 'acsp' && profile.length < 60_000 ? profile : undefined
}

function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile])
  const head = Buffer.from([0xff, 0xe2, (body.length + 2) >> 8, (body.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}
