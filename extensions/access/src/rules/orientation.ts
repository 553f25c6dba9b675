const ORIENTATION = 0x0112
const SHORT = 3
const MAX_ENTRIES = 500

/** How a camera was held, 1 (upright) to 8, as its notes tell (EXIF, a TIFF directory); 1 where they do not. */
export function orientationIn(exif: Buffer): number {
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  const order = tiff.toString('latin1', 0, 2)
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return 1
  const short = (at: number): number => at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const start = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let index = 0; index < Math.min(short(start), MAX_ENTRIES); index += 1) {
    const entry = start + 2 + index * 12
    if (short(entry) !== ORIENTATION) continue
    const value = short(entry + 2) === SHORT ? short(entry + 8) : 1
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}
