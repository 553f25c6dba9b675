import { describe, expect, it } from 'vitest'
import { frenchTypography } from '../../../../schema/templates/index.ts'

/** Spaces that do not break, shown: ⍽ narrow, ␣ wide. */
const shown = (text: string) => frenchTypography(text).replaceAll('\u202F', '⍽').replaceAll('\u00A0', '␣')

describe('row 6: a French text as printers set it', () => {
  it.each([
    ['Objet : suivi ; quoi ? Oui ! Fin', 'Objet⍽: suivi⍽; quoi⍽? Oui⍽! Fin'],
    ['Objet: suivi', 'Objet⍽: suivi'],
    ['Quoi ?!', 'Quoi⍽?!'],
    ['dit « oui » et «non».', 'dit «⍽oui⍽» et «⍽non⍽».'],
    ['dit "oui".', 'dit «⍽oui⍽».'],
    ['« Vraiment ? »', '«⍽Vraiment⍽?⍽»'],
    ['l\'accueil d\'Inès', 'l’accueil d’Inès'],
    ['10 000 €, 1 234 567 et 20 %', '10⍽000⍽€, 1⍽234⍽567 et 20⍽%'],
    ['10\u202F000\u202F€', '10⍽000⍽€'],
    ['le 1 octobre 2026, le 1er mars, le 21 mai', 'le 1er␣octobre 2026, le 1er␣mars, le 21␣mai'],
    ['n° 12, № 12', 'n°␣12, №␣12'],
  ])('%j', (text, expected) => {
    expect(shown(text)).toBe(expected)
    expect(shown(frenchTypography(text))).toBe(expected)
  })

  it.each(['https://relais.example/x?a=1', '10:30', 'a:b', '01 99 00 12 34', '75020 Paris', 'N’Diaye', 'moi@relais.example', '3;4', 'Alix (jeune) et d’autres.'])('leaves %j alone', (text) => {
    expect(frenchTypography(text)).toBe(text)
  })
})
