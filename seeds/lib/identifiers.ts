/** The Luhn key digit of a string of digits. */
function luhnKey(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const value = Number(digits.charAt(digits.length - 1 - index))
    const doubled = index % 2 === 0 ? value * 2 : value
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}

/** A SIREN with a right key that belongs to nobody: below the smallest number of the national register. */
export function inventedSiren(rank: number): string {
  const body = `0000${String(rank).padStart(4, '0')}`
  if (body.length !== 8) throw new RangeError(`no invented SIREN of rank ${rank}`)
  return `${body}${luhnKey(body)}`
}

/** The SIRET of the n-th establishment of an invented SIREN. */
export function inventedSiret(siren: string, establishment = 1): string {
  const body = `${siren}${String(establishment).padStart(4, '0')}`
  return `${body}${luhnKey(body)}`
}

/** A landline number of the range that Arcep keeps for works of fiction, in E.164. */
export function fictionLandline(rank: number): string {
  return `+3319900${String(rank % 10_000).padStart(4, '0')}`
}

/** A mobile number of the range that Arcep keeps for works of fiction, in E.164. */
export function fictionMobile(rank: number): string {
  return `+3363998${String(rank % 10_000).padStart(4, '0')}`
}
