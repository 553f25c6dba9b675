import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { checkHome, homesOf, readTarget, readableTiles } from '@relais/schema/homes'
import { AUDIENCES } from '@relais/schema'
import type { HomeAudience } from '@relais/schema/homes'
import { heldToQuery } from '../../../../portal/app/utils/held.ts'
import { portfolioToQuery } from '../../../../portal/app/utils/portfolio.ts'
import type { PortfolioView } from '../../../../portal/app/utils/portfolio.ts'

const page = { audience: 'prescriber', title_fr: 'Bienvenue', tiles: [{ label_fr: 'Chercher', target: '/prescripteur' }] }
const withTile = (tile: unknown) => ({ ...page, tiles: [tile] })
const said = (row: Record<string, unknown>, reports: string[] = []) => checkHome(row, reports).map(({ field, message }) => `${field} ${message.fr}`).join('\n')

describe('a home page that is wrong', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no space', { ...page, audience: 'manager' }, /^audience Choisissez un des espaces/],
    ['the public page for one structure', { ...page, audience: 'public', structure: 'x', tiles: [] }, /^structure La page publique est la même pour tous/],
    ['markup in its text', { ...page, text_fr: 'Bonjour <b>vous</b>' }, /^text_fr Écrivez un texte simple/],
    ['markup in its English title', { ...page, title_en: '<img src=x>' }, /^title_en/],
    ['tiles that are no list', { ...page, tiles: { label_fr: 'x' } }, /^tiles Donnez une liste/],
    ['thirteen tiles', { ...page, tiles: Array.from({ length: 13 }, () => page.tiles[0]) }, /13 tuiles, 12 au plus/],
    ['a tile that is a text', withTile('/prescripteur'), /Tuile 1 : donnez un libellé/],
    ['a tile without words', withTile({ label_fr: '  ', target: '/' }), /il manque le libellé en français/],
    ['words that are too long', withTile({ label_fr: 'é'.repeat(81), target: '/' }), /« label_fr » n’est pas accepté, ou trop long/],
    ['words that are a number', withTile({ label_fr: 7, target: '/' }), /« label_fr » n’est pas accepté/],
    ['something else in a tile', withTile({ label_fr: 'A', target: '/', onclick: 'x' }), /« onclick » n’est pas accepté/],
    ['markup in the help of a tile', withTile({ label_fr: 'A', help_fr: '</p>', target: '/' }), /Tuile 1 : écrivez un texte simple/],
    ['a picture that is not in the list', withTile({ label_fr: 'A', icon: 'skull', target: '/' }), /choisissez une icône de la liste/],
    ['a page of another space', withTile({ label_fr: 'A', target: '/conseiller' }), /la destination n’est pas une page que cet accueil peut ouvrir.*\/prescripteur/],
    ['a table that nobody brings', { ...page, audience: 'steering', tiles: [{ label_fr: 'A', target: '/pilotage?tableau=nowhere' }] }, /le tableau « nowhere » n’existe pas/],
  ])('is refused for %s', (_name, row, message) => {
    expect(said(row)).toMatch(message)
  })

  it('says each thing that is wrong, in both languages, with the rank of the tile', () => {
    const problems = checkHome({ ...page, title_fr: '<b>', tiles: [page.tiles[0], { label_fr: '', target: 'x' }] }, [])

    expect(problems.map(({ field }) => field)).toEqual(['title_fr', 'tiles', 'tiles'])
    for (const { message } of problems.slice(1)) expect([message.fr, message.en]).toEqual([expect.stringMatching(/^Tuile 2 : /), expect.stringMatching(/^Tile 2: /)])
  })
})

describe('a home page that is right', () => {
  it('has no tile, or tiles with filters, help and pictures', () => {
    expect(said({ audience: 'public', title_fr: 'Bienvenue', tiles: null })).toBe('')
    expect(said(withTile({ label_fr: 'Mandataires', label_en: null, help_fr: 'Moins de 20 < 30', icon: 'scale', target: '/prescripteur?nature=guardianship&critere=offers.mjpm_profiles:older' }))).toBe('')
    expect(said({ ...page, audience: 'steering', tiles: [{ label_fr: 'A', target: '/pilotage?tableau=mjpm_territory' }] }, ['mjpm_territory'])).toBe('')
  })
})

describe('where a tile leads', () => {
  it.each([
    'https://ailleurs.example/', '//ailleurs.example', '/\\ailleurs.example', 'javascript:alert(1)', 'prescripteur', '/prescripteur/', '/PRESCRIPTEUR', '/prescripteur#x', '/prescripteur?retour=//x',
    '/prescripteur?nature=', '/prescripteur?nature=a?b=c', '/prescripteur?q=a%00b', `/prescripteur?q=${'a'.repeat(201)}`, `/prescripteur?${'critere=offers.a:b&'.repeat(21)}`, '/conseiller/dossiers/1',
    '/api/items/people', '/invitation/x', '/constructor', '/__proto__', '', ' /prescripteur', '/prescripteur\n', null, 7,
  ])('is never %j', (target) => {
    expect(readTarget(target, 'prescriber')).toBeUndefined()
  })

  it('is a page and its filters, as the address bar says them', () => {
    expect(readTarget('/prescripteur?nature=guardianship&critere=offers.a:b&critere=offers.c:d%C3%A9', 'prescriber')).toEqual({ path: '/prescripteur', query: { nature: ['guardianship'], critere: ['offers.a:b', 'offers.c:dé'] } })
    expect(readTarget('/', 'beneficiary')).toEqual({ path: '/', query: {} })
  })

  it('is what the portfolio, the lists of records and the map write in the address, but for one account', () => {
    const seen: PortfolioView = {
      scope: 'all', programmes: ['cej'], statuses: ['support'], urgencies: ['high'], theme: 'housing', isQuiet: true, isLate: true, isToTakeOver: true, referent: null,
      isBoard: true, column: 'support', sort: 'name', isDescending: true, columns: ['status'], page: 1,
    }
    const target = (path: string, query: object): string => {
      const said = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      return `${path}?${said.join('&')}`
    }

    expect(readTarget(target('/conseiller', portfolioToQuery(seen, 'mine')), 'adviser')).toBeDefined()
    expect(readTarget(target('/conseiller', portfolioToQuery({ ...seen, referent: '9e59b205-d59a-5cc6-b2ac-616d47667a8f' }, 'mine')), 'adviser')).toBeUndefined()
    expect(readTarget(target('/conseiller/habilitations', heldToQuery({ state: 'submitted', sort: '-since', page: 1 })), 'adviser')).toBeDefined()
    expect(readTarget('/?box=-1.5,48.1,2.4,49&view=map', 'public')).toBeDefined()
  })

  it('stays in the portal, whatever is written', () => {
    fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string().map(text => `/${text}`), fc.webUrl().map(url => `/?q=${url}`)), (target) => {
      const read = readTarget(target, 'adviser')
      return read === undefined || new URL(read.path, 'https://portail.example').origin === 'https://portail.example'
    }))
  })
})

describe('what is shown', () => {
  it('leaves out tiles that were written around the checks', () => {
    const good = { label_fr: 'Chercher', target: '/' }

    expect(readableTiles([{ label_fr: 'x', target: 'https://ailleurs.example' }, 'x', null, good], 'public')).toEqual([good])
    expect(readableTiles('cn01a', 'public')).toEqual([])
    expect(readableTiles(Array.from({ length: 20 }, () => good), 'public')).toHaveLength(12)
  })

  it('keeps the way to the tables when one of them is gone', () => {
    const tile = { label_fr: 'Tableau', target: '/pilotage?tableau=parti' }

    expect(readableTiles([tile], 'steering')).toEqual([tile])
  })
})

describe('the homes of an audience', () => {
  it('are the public page and those of its spaces', () => {
    const homes = (audience: (typeof AUDIENCES)[number]): readonly HomeAudience[] => homesOf(audience)

    expect(homes('manager')).toEqual(['public', 'adviser', 'prescriber'])
    expect(AUDIENCES.filter(audience => homes(audience).length === 1)).toEqual(['public', 'configurator', 'service', 'admin'])
  })
})
