/** Whether the text is a French postal code, overseas included. */
export function isValidPostalCode(value: string): boolean {
  return /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(value)
}

/** Whether the text is the official code of a French commune or of a municipal arrondissement. */
export function isValidCommuneCode(value: string): boolean {
  return /^(?:(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[46-9]\d{2})$/.test(value)
}

/** The country or the territory at the end of an address, as maps copy it; « Fort-de-France » and « Roissy-en-France » are towns. */
const COUNTRY = /(?:(?<!\b(?:de|en)\s*)[\s,(]+france|\s*[,(]\s*(?:(?:la )?réunion|guadeloupe|martinique|guyane(?: française)?|mayotte|nouvelle-calédonie|polynésie française))\)?$/iu

/** The parts of an address typed on one line, « 12 rue de Belleville 75020 Paris »; null when it holds no postal code followed by a city. */
export function splitAddress(text: string): { address: string, postal_code: string, city: string } | null {
  const [, street = '', code = '', city = ''] = /^(.*?)[\s,–-]*\b(\d{5})\s+(\p{L}[\p{L}\d\s'’.-]*)$/su.exec(text.trim().replace(COUNTRY, '').replace(COUNTRY, '')) ?? []
  return isValidPostalCode(code) ? { address: street.trim(), postal_code: code, city: city.replace(/\s*cedex\b.*$/i, '').trim() } : null
}

interface Box { south: number, north: number, west: number, east: number }

/** Rough frames of the French territories: metropolitan France and Corsica first, then overseas. */
const FRANCE: readonly Box[] = [
  { south: 41.2, north: 51.2, west: -5.3, east: 9.7 },
  { south: 15.7, north: 16.6, west: -61.9, east: -60.9 }, // Guadeloupe
  { south: 14.3, north: 15.0, west: -61.3, east: -60.7 }, // Martinique
  { south: 2.0, north: 5.9, west: -54.7, east: -51.5 }, // Guyane
  { south: -21.5, north: -20.8, west: 55.1, east: 55.9 }, // La Réunion
  { south: -13.1, north: -12.5, west: 44.9, east: 45.4 }, // Mayotte
  { south: 46.7, north: 47.2, west: -56.5, east: -56.0 }, // Saint-Pierre-et-Miquelon
  { south: 17.8, north: 18.2, west: -63.2, east: -62.7 }, // Saint-Martin, Saint-Barthélemy
  { south: -23.2, north: -17.5, west: 158.0, east: 172.2 }, // Nouvelle-Calédonie
  { south: -28.2, north: -7.5, west: -155.0, east: -134.0 }, // Polynésie française
  { south: -14.6, north: -13.0, west: -178.4, east: -176.0 }, // Wallis-et-Futuna
  { south: -50.2, north: -37.5, west: 50.0, east: 78.0 }, // Terres australes
]

/** Whether a point lies in the frame of a French territory, overseas included. */
export function isInFrance(latitude: number, longitude: number): boolean {
  return FRANCE.some(box => latitude >= box.south && latitude <= box.north && longitude >= box.west && longitude <= box.east)
}
