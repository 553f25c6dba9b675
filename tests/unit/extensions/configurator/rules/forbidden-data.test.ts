import { describe, expect, it } from 'vitest'
import { forbiddenReason } from '../../../../../extensions/configurator/src/rules/forbidden-data.ts'

describe('data that may not be held (« NIR », « casier judiciaire » as fields)', () => {
  it.each([
    ['NIR', /décret/], ['N° de sécurité sociale', /décret/], ['Numéro de Sécurité sociale', /décret/], ['NIR du demandeur', /décret/],
    ['Casier judiciaire', /article 10/], ['Extrait de casier judiciaire (B2)', /article 10/], ['Religion', /article 9/], ['N.I.R.', /décret/], ['N° INSEE', /décret/], ['N° de carte Vitale', /décret/],
    ['Antécédent judiciaire', /article 10/], ['Convictions religieuses', /article 9/], ['Origines ethniques', /article 9/], ['Orientation sexuelle', /article 9/],
  ])('is told with its reason: %s', (label, reason) => {
    expect(forbiddenReason(label)).toMatch(reason)
  })

  it.each(['Nirvana', 'Casier du vestiaire', 'Organisme de sécurité sociale', 'Souvenirs', 'Tracé de la course', 'Terrain', 'Code INSEE de la commune', 'N° de casier', 'A une carte Vitale'])('lets what only looks like it: %s', (label) => {
    expect(forbiddenReason(label)).toBeNull()
  })
})
