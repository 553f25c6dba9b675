/** A number as a language writes it, with the decimals that it is kept with: « 22,50 ». A text that is none stays as it is. */
export function sayNumber(value: string | number, language: string): string {
  const number = Number(value)
  if (typeof value === 'number') return value.toLocaleString(language)
  if (!/^-?\d+(?:\.\d+)?$/.test(value) || Math.abs(number) > Number.MAX_SAFE_INTEGER) return value
  const decimals = value.split('.')[1]?.length ?? 0
  return number.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 3) })
}
