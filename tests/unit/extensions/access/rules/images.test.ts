import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import { orientationIn } from '../../../../../extensions/access/src/rules/orientation.ts'
import { aHeic } from '../../../../support/files.ts'

type Colour = 'red' | 'green' | 'blue' | 'white'
const COLOURS: Record<Colour, [number, number, number]> = { red: [220, 20, 20], green: [20, 160, 20], blue: [20, 20, 220], white: [250, 250, 250] }
const SIDE = 32
const WIDTH = 96

/** A picture whose four corners differ: red, green, then blue and white below. */
const corners = () => sharp(Buffer.from(Array.from({ length: SIDE * WIDTH }, (_, at) => {
  const [isRight, isLow] = [at % WIDTH >= WIDTH / 2, at >= SIDE * WIDTH / 2]
  return COLOURS[isLow ? isRight ? 'white' : 'blue' : isRight ? 'green' : 'red']
}).flat()), { raw: { width: WIDTH, height: SIDE, channels: 3 } })

async function seen(bytes: Buffer) {
  const { data, info: { width, height, channels } } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number): string => {
    const pixel = [...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3)]
    return Object.entries(COLOURS).find(([, colour]) => colour.every((value, index) => Math.abs(value - (pixel[index] ?? 0)) < 40))?.[0] ?? pixel.join()
  }
  return { width, height, corners: [at(4, 4), at(width - 5, 4), at(4, height - 5), at(width - 5, height - 5)] }
}

async function kept(bytes: Buffer, name = 'photo.jpg') {
  const checked = await checkFile(bytes, name)
  if (typeof checked === 'string') throw new Error(checked)
  return checked
}

describe('row 17: a photo', () => {
  // What each turn makes of the four corners, as viewers show them.
  const turned: [number, Colour[]][] = [
    [1, ['red', 'green', 'blue', 'white']], [2, ['green', 'red', 'white', 'blue']], [3, ['white', 'blue', 'green', 'red']], [4, ['blue', 'white', 'red', 'green']],
    [5, ['red', 'blue', 'green', 'white']], [6, ['blue', 'red', 'white', 'green']], [7, ['white', 'green', 'blue', 'red']], [8, ['green', 'white', 'red', 'blue']],
  ]

  it.each(turned)('is upright, however the camera was held (%i)', async (orientation, colours) => {
    const isLying = orientation >= 5
    for (const source of [corners().jpeg({ quality: 95 }), corners().webp({ quality: 95 }), corners().png()]) {
      const { bytes } = await kept(await source.withMetadata({ orientation }).toBuffer())

      expect(await seen(bytes)).toEqual({ width: isLying ? SIDE : WIDTH, height: isLying ? WIDTH : SIDE, corners: colours })
      expect(await sharp(bytes).metadata()).not.toHaveProperty('orientation')
      expect((await kept(bytes)).bytes.equals(bytes)).toBe(true)
    }
  })

  it('with a profile of colours is in those of screens, and keeps no profile', async () => {
    for (const source of [corners().jpeg({ quality: 95 }), corners().png()]) {
      const wide = await source.withIccProfile('p3').toBuffer()
      const { bytes } = await kept(wide)

      expect([(await sharp(wide).metadata()).hasProfile, (await sharp(bytes).metadata()).hasProfile]).toEqual([true, false])
      expect((await seen(bytes)).corners).toEqual(['red', 'green', 'blue', 'white'])
    }
  })

  it('that is upright keeps its pixels as they were sent', async () => {
    const sent = await corners().jpeg().toBuffer()

    expect((await kept(sent)).bytes.equals(sent)).toBe(true)
  })

  it('leaves behind what follows it', async () => {
    const { bytes } = await kept(Buffer.concat([await corners().withMetadata({ orientation: 6 }).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]))

    expect(bytes.includes('script')).toBe(false)
  })

  it('whose camera fills the room before a marker is kept', async () => {
    const sent = await corners().jpeg().toBuffer()
    const table = sent.indexOf(Buffer.from('ffdb', 'hex'))
    const filled = Buffer.concat([sent.subarray(0, table), Buffer.alloc(7, 0xff), sent.subarray(table)])

    expect((await kept(filled)).bytes.equals((await kept(sent)).bytes)).toBe(true)
    expect(await checkFile(Buffer.alloc(64, 0xff).fill(0xd8, 1, 2), 'x.jpg')).toBe('damaged')
  })

  it('that cannot be drawn again is refused', async () => {
    const sent = await corners().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const cut = Buffer.concat([sent.subarray(0, sent.length - 300), Buffer.from('ffd9', 'hex')])

    expect(await checkFile(cut, 'x.jpg')).toBe('damaged')
  })
})

describe('row 17: a photo of a phone in HEIC', () => {
  it('becomes a JPEG that everybody can open', async () => {
    const { type, extension, bytes } = await kept(aHeic(), 'IMG_0001.HEIC')

    expect([type, extension]).toEqual(['image/jpeg', 'jpg'])
    expect(await seen(bytes)).toEqual({ width: 64, height: 32, corners: ['red', 'blue', 'red', 'blue'] })
  })

  it('that cannot be read is refused, and says what to do', async () => {
    expect(await checkFile(Buffer.from(aHeic()).fill(0, 100), 'IMG_0001.HEIC')).toBe('heic')
    expect(await checkFile(aHeic().subarray(0, 40), 'IMG_0001.HEIC')).toBe('heic')
  })
})

describe('the notes of a camera', () => {
  it.each([['', 1], ['Exif\0\0', 1], ['Exif\0\0II*\0\xff\xff\xff\xff\0\0\0\0', 1], ['MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0', 6], ['II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0', 8], ['II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0', 1]])('%j say how it was held: %i', (notes, orientation) => {
    expect(orientationIn(Buffer.from(notes, 'latin1'))).toBe(orientation)
  })
})
