import { THEMES } from '../../schema/core/choices.ts'
import { fictionLandline } from '../lib/identifiers.ts'
import { normalizeWords } from '@relais/schema/names'
import { draw, keyOf, pick } from './keys.ts'
import { structureOf } from './network.ts'
import type { VolumeTable } from './copy.ts'
import type { Place, VolumeWorld } from './world.ts'

const themes = THEMES.map(({ value }) => value)
const BODIES = ['Association', 'Régie de quartier', 'Atelier', 'Maison', 'Centre', 'Coopérative', 'Chantier', 'Foyer', 'Collectif', 'Comptoir'] as const
const NAMES = ['Horizon', 'Passerelle', 'Tremplin', 'Arc-en-ciel', 'Nouvel élan', 'Les Tilleuls', 'Terre d’accueil', 'Cap vers l’emploi', 'Premiers pas', 'L’Éclaircie', 'Le Relais vert', 'Mobilis', 'Clés en main', 'Trait d’union', 'La Fabrique'] as const
const KINDS = ['association', 'company', 'social_enterprise', 'local_authority', 'training_body', 'health', 'other'] as const
const OFFERS = [
  ['workshop', 'Atelier de recherche d’emploi'], ['training', 'Formation aux métiers du bâtiment'], ['service', 'Aide au logement des jeunes'],
  ['job', 'Agent d’entretien des espaces verts'], ['immersion', 'Découverte des métiers de la cuisine'], ['tig_post', 'Entretien du patrimoine communal'],
  ['care_place', 'Place en foyer de jeunes travailleurs'], ['service', 'Accès aux droits et aide aux démarches'], ['workshop', 'Prise en main de l’ordinateur'],
  ['service', 'Permis de conduire et mobilité'], ['training', 'Remise à niveau en français'], ['service', 'Écoute et santé des jeunes'],
] as const
const DESCRIPTION = 'Accueil sur rendez-vous par une équipe de professionnels, avec un premier entretien pour comprendre la situation, puis un parcours adapté et un point régulier avec la personne et celle ou celui qui l’oriente.'

function placeOf({ places }: VolumeWorld, organization: number): Place {
  return pick(places, organization, 20)
}

/** The organisation that an offer belongs to; the last ones have two. */
const ownerOf = ({ sizes }: VolumeWorld, offer: number): number => offer % sizes.partners

function organizations(world: VolumeWorld): VolumeTable {
  const { sizes, calendar } = world
  return {
    table: 'organizations', count: sizes.partners,
    columns: ['id', 'name', 'kind', 'themes', 'description', 'phone', 'status', 'visibility', 'structure', 'normalized_name', 'date_created', 'date_updated'],
    row: (index) => {
      const name = `${pick(BODIES, index, 21)} ${pick(NAMES, index, 22)} de ${placeOf(world, index).name}`
      const day = -draw(index, 23, 700)
      return [
        keyOf('organization', index), name, pick(KINDS, index, 24), [pick(themes, index, 25)], DESCRIPTION, fictionLandline(index), 'active', 'public',
        structureOf(world, index % sizes.structures), normalizeWords(name), calendar.at(-720, '08:00'), calendar.at(day, '14:00'),
      ]
    },
  }
}

function sites(world: VolumeWorld): VolumeTable {
  return {
    table: 'sites', count: world.sizes.partners, columns: ['id', 'organization', 'name', 'is_main', 'address', 'postal_code', 'city', 'commune_code', 'latitude', 'longitude', 'status', 'date_created'],
    row: (index) => {
      const place = placeOf(world, index)
      // Around the town hall, never on top of one another.
      const shift = (salt: number) => (draw(index, salt, 2_000) - 1_000) / 50_000
      return [
        keyOf('site', index), keyOf('organization', index), 'Site principal', true, `${1 + draw(index, 26, 90)} rue de la République`, place.postalCode, place.name, place.code,
        place.latitude + shift(27), place.longitude + shift(28), 'active', world.calendar.at(-720, '08:00'),
      ]
    },
  }
}

function offers(world: VolumeWorld): VolumeTable {
  const { sizes, calendar } = world
  return {
    table: 'offers', count: sizes.offers,
    columns: ['id', 'organization', 'site', 'kind', 'title', 'summary', 'description', 'themes', 'fees', 'status', 'visibility', 'structure', 'normalized_name', 'date_created', 'date_updated'],
    row: (index) => {
      const owner = ownerOf(world, index)
      const [kind, subject] = pick(OFFERS, index, 29)
      const title = `${subject}, ${placeOf(world, owner).name}`
      return [
        keyOf('offer', index), keyOf('organization', owner), keyOf('site', owner), kind, title, 'Pour les personnes de 16 à 30 ans, sans condition de diplôme.', DESCRIPTION,
        [pick(themes, index, 30)], 'free', 'active', 'public', structureOf(world, owner % sizes.structures), normalizeWords(title), calendar.at(-600, '08:00'), calendar.at(-draw(index, 31, 600), '15:00'),
      ]
    },
  }
}

function places(world: VolumeWorld): VolumeTable {
  return {
    table: 'offer_places', count: world.sizes.offers, columns: ['id', 'offer', 'organization', 'capacity', 'reserved', 'available', 'confirmed_at', 'date_created'],
    row: (index) => {
      const capacity = 20 + draw(index, 32, 200)
      return [keyOf('places', index), keyOf('offer', index), keyOf('organization', ownerOf(world, index)), capacity, 0, capacity, world.calendar.at(-draw(index, 33, 60), '10:00'), world.calendar.at(-600, '08:00')]
    },
  }
}

/** The partners, where they are and what they offer. */
export function directoryTables(world: VolumeWorld): VolumeTable[] {
  return [organizations(world), sites(world), offers(world), places(world)]
}
