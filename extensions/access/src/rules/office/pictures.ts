/** The first bytes of the pictures that office documents hold. */
const PICTURES = [/^89504e470d0a1a0a/, /^ffd8ff/, /^47494638/, /^424d/, /^49492a00/, /^4d4d002a/, /^4949bc01/, /^52494646.{8}57454250/, /^d7cdc69a/, /^0[12]0009000[03]/, /^01000000.{72}20454d46/, /^56434c4d5446/, /^00000100/]
const PROGRAMS = [/^d0cf11e0/, /^4d5a/, /^7f454c46/, /^504b0304/, /^7b5c727466/, /^cafebabe/, /^2321/, /^4d494d452d/]

const head = (bytes: Buffer): string => bytes.toString('hex', 0, 44)

/** A picture, by what it begins with. */
export const isPicture = (bytes: Buffer): boolean => bytes.length === 0 || PICTURES.some(mark => mark.test(head(bytes)))

/** A program, an object of another program, an archive or a document of another kind, whatever it is called. */
export const isProgram = (bytes: Buffer): boolean => PROGRAMS.some(mark => mark.test(head(bytes)))
