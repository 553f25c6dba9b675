import { HOME_AUDIENCES, HOME_ICONS, MAX_TILES } from './define.ts'
import { pathsOf, readTarget } from './targets.ts'
import type { Label } from '../define.ts'
import { hasMarkup } from '../forms/text.ts'
import type { HomeAudience, Tile } from './define.ts'

/** What is wrong with a home page, and the field that says it. */
export interface HomeProblem { field: 'audience' | 'structure' | 'title_fr' | 'title_en' | 'text_fr' | 'text_en' | 'tiles', message: Label }

type Values = Record<string, unknown>

const TEXTS = ['title_fr', 'title_en', 'text_fr', 'text_en'] as const
const TILE_TEXTS = { label_fr: 80, label_en: 80, help_fr: 200, help_en: 200, icon: 40, target: 500 } as const

/** Whether a value is one of the homes. */
export function isHomeAudience(value: unknown): value is HomeAudience {
  return HOME_AUDIENCES.some(audience => audience === value)
}

/**
 * Everything that is wrong with a home page, as its row says it; empty when it can be shown. Lengths of the columns are those of
 * its form.
 */
export function checkHome(row: Values, reports: readonly string[]): HomeProblem[] {
  const { audience, structure, tiles } = row
  if (!isHomeAudience(audience)) return [{ field: 'audience', message: { fr: 'Choisissez un des espaces du portail.', en: 'Choose one of the spaces of the portal.' } }]
  return [
    ...audience === 'public' && typeof structure === 'string'
      ? [{ field: 'structure', message: { fr: 'La page publique est la même pour tous : laissez la structure vide.', en: 'The public page is the same for everybody: leave the structure empty.' } } as const] : [],
    ...TEXTS.filter(field => hasMarkup(row[field])).map(field => ({ field, message: { fr: 'Écrivez un texte simple, sans balise.', en: 'Write plain text, without markup.' } })),
    ...checkTiles(tiles ?? [], audience, reports).map(message => ({ field: 'tiles' as const, message })),
  ]
}

function checkTiles(tiles: unknown, audience: HomeAudience, reports: readonly string[]): Label[] {
  if (!Array.isArray(tiles)) return [{ fr: 'Donnez une liste de tuiles.', en: 'Give a list of tiles.' }]
  if (tiles.length > MAX_TILES) return [{ fr: `Il y a ${tiles.length} tuiles, ${MAX_TILES} au plus : gardez celles qui servent chaque jour.`, en: `There are ${tiles.length} tiles, at most ${MAX_TILES}: keep those of every day.` }]
  return tiles.flatMap((tile: unknown, index) => checkTile(tile, audience, reports).map(({ fr, en }) => ({ fr: `Tuile ${index + 1} : ${fr}`, en: `Tile ${index + 1}: ${en}` })))
}

function checkTile(tile: unknown, audience: HomeAudience, reports: readonly string[]): Label[] {
  if (!isValues(tile)) return [{ fr: 'donnez un libellé et une destination.', en: 'give a label and a target.' }]
  const unknown = Object.keys(tile).filter(name => !Object.hasOwn(TILE_TEXTS, name))
  const wrong = Object.entries(TILE_TEXTS).filter(([name, max]) => !isText(tile[name], max)).map(([name]) => name)
  if (unknown.length || wrong.length) return [...unknown, ...wrong].map(name => ({ fr: `« ${name} » n’est pas accepté, ou trop long.`, en: `“${name}” is not accepted, or too long.` }))
  const target = readTarget(tile.target, audience)
  const report = target?.path === '/pilotage' ? target.query.tableau?.find(key => !reports.includes(key)) : undefined
  return [
    ...typeof tile.label_fr === 'string' && tile.label_fr.trim() ? [] : [{ fr: 'il manque le libellé en français.', en: 'the French label is missing.' }],
    ...Object.keys(TILE_TEXTS).some(name => name !== 'target' && hasMarkup(tile[name])) ? [{ fr: 'écrivez un texte simple, sans balise.', en: 'write plain text, without markup.' }] : [],
    ...tile.icon === null || tile.icon === undefined || HOME_ICONS.some(({ value }) => value === tile.icon) ? [] : [{ fr: 'choisissez une icône de la liste.', en: 'choose an icon of the list.' }],
    ...target ? [] : [{
      fr: `la destination n’est pas une page que cet accueil peut ouvrir. Écrivez une de celles-ci, avec ses filtres si besoin : ${pathsOf(audience).join(', ')}.`,
      en: `the target is not a page that this home may open. Write one of these, with its filters if needed: ${pathsOf(audience).join(', ')}.`,
    }],
    ...report === undefined ? [] : [{ fr: `le tableau « ${report} » n’existe pas.`, en: `the table “${report}” does not exist.` }],
  ]
}

function isText(value: unknown, max: number): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.length <= max)
}

function isValues(value: unknown): value is Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The tiles of a row that can be shown; what somebody wrote around the checks is left out. */
export function readableTiles(tiles: unknown, audience: HomeAudience): Tile[] {
  return Array.isArray(tiles) ? tiles.filter((tile: unknown): tile is Tile => isValues(tile) && checkTile(tile, audience, reportsOf([tile])).length === 0).slice(0, MAX_TILES) : []
}

/** The tables that tiles name; one that is gone leads to the page of the tables. */
export function reportsOf(tiles: unknown): string[] {
  return Array.isArray(tiles) ? tiles.flatMap((tile: unknown) => (isValues(tile) ? readTarget(tile.target, 'steering')?.query.tableau ?? [] : [])) : []
}
