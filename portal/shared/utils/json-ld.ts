import type { PublicOffer, PublicOrganization, PublicSite } from '../types/directory'

function addressOf(site: PublicSite | null | undefined): object | undefined {
  if (!site?.city) return undefined
  return {
    '@type': 'PostalAddress',
    'streetAddress': [site.address, site.address_complement].filter(Boolean).join(', ') || undefined,
    'postalCode': site.postal_code ?? undefined,
    'addressLocality': site.city,
    'addressCountry': 'FR',
  }
}

/** Describes an organisation to search engines, in the words of schema.org. */
export function organizationJsonLd(organization: PublicOrganization, sites: readonly PublicSite[], url: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    'name': organization.name,
    'alternateName': organization.alternate_name ?? undefined,
    'description': organization.description ?? undefined,
    'telephone': organization.phone ?? undefined,
    'email': organization.email ?? undefined,
    url,
    'sameAs': organization.website ?? undefined,
    'address': addressOf(sites[0]),
  }
}

/** Describes an offer to search engines, in the words of schema.org. */
export function offerJsonLd(offer: PublicOffer, organization: PublicOrganization | null, site: PublicSite | null, url: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'Service',
    'name': offer.title,
    'description': offer.summary ?? offer.description ?? undefined,
    url,
    'provider': organization ? { '@type': 'Organization', 'name': organization.name, 'address': addressOf(site) } : undefined,
  }
}

/** Writes structured data so that no text in it can end the script that carries it. */
export function toScript(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
