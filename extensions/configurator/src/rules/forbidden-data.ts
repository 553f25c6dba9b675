import { folded } from './field-names.ts'

interface Forbidden { words: readonly string[], reason: string }

/** Data that no law lets a file of support hold: words of a label, folded, and why. */
const FORBIDDEN: readonly Forbidden[] = [
  {
    words: ['nir', 'nirpp', 'insee_nir', 'numero_insee', 'numero_de_securite_sociale', 'numero_securite_sociale', 'no_de_securite_sociale', 'n_de_securite_sociale', 'n_securite_sociale', 'numero_secu', 'numero_de_secu', 'num_secu', 'n_secu', 'n_i_r', 'n_insee', 'no_insee', 'nss', 'numero_de_carte_vitale', 'n_de_carte_vitale', 'n_carte_vitale'],
    reason: 'le numéro de sécurité sociale n’est permis qu’aux traitements que nomme le décret n° 2019-341',
  },
  {
    words: ['casier_judiciaire', 'bulletin_n_1', 'bulletin_n_2', 'bulletin_n_3', 'b1_b2_b3', 'antecedents_judiciaires', 'antecedent_judiciaire', 'casiers_judiciaires', 'condamnations_penales', 'condamnation_penale'],
    reason: 'les condamnations et le casier ne se gardent que dans les traitements de l’article 10 du RGPD et de l’article 46 de la loi Informatique et Libertés',
  },
  {
    words: ['religion', 'religions', 'confession_religieuse', 'appartenance_religieuse', 'conviction_religieuse', 'convictions_religieuses', 'origine_ethnique', 'origines_ethniques', 'origine_raciale', 'ethnie', 'race', 'opinion_politique', 'opinions_politiques', 'appartenance_syndicale', 'orientation_sexuelle', 'vie_sexuelle'],
    reason: 'l’article 9 du RGPD interdit de garder les origines, les opinions, les convictions et la vie sexuelle',
  },
]

/** Why what a label asks may not be held, in a clause; null when nothing forbids it. */
export function forbiddenReason(label: string): string | null {
  const words = `_${folded(label)}_`
  return FORBIDDEN.find(forbidden => forbidden.words.some(word => words.includes(`_${word}_`)))?.reason ?? null
}
