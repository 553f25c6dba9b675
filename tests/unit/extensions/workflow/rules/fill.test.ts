import { describe, expect, it } from 'vitest'
import { fill, strangeGaps } from '../../../../../extensions/workflow/src/rules/fill.ts'

const values = { reference: 'D-12', programme: 'cej', ouvert_le: '12/03/2026', prenom: 'Inès', nom: '{{reference}}', structure: 'Mission locale', date: '13/03/2026' }

describe('a template', () => {
  it('is filled once: a value that looks like a gap stays as it is', () => {
    expect(fill('Dossier {{reference}} de {{ prenom }} {{nom}}, le {{date}}.', values)).toBe('Dossier D-12 de Inès {{reference}}, le 13/03/2026.')
    expect(fill('{reference} {{}} {{constructor}} {{__proto__}}$&', values)).toBe('{reference}   $&')
  })

  it('says which gaps nothing fills', () => {
    expect(strangeGaps('{{reference}} {{person.health}} {{ Date }} {{person.health}} {{}}')).toEqual(['person.health', 'Date', ''])
    expect(strangeGaps('Sans blanc, { ni } {{reference}}')).toEqual([])
  })
})
