export type Language = 'fr' | 'en'

/** Reads the wanted language from `ui_locales` or `Accept-Language`; French unless English comes first. */
export function languageOf(locales: unknown): Language {
  if (typeof locales !== 'string') return 'fr'
  const wanted = locales.toLowerCase().split(/[\s,]+/).find(locale => locale.startsWith('fr') || locale.startsWith('en'))
  return wanted?.startsWith('en') ? 'en' : 'fr'
}

const fr = {
  login_title: 'Se connecter à Relais',
  login_intro: 'Environnement de démonstration : tous les comptes et toutes les personnes sont inventés.',
  login_label: 'Adresse e-mail ou identifiant',
  password_label: 'Mot de passe',
  sign_in: 'Se connecter',
  accounts_title: 'Comptes de démonstration',
  accounts_intro: 'Choisissez un profil pour entrer sans mot de passe.',
  more_accounts: 'Conseillers des territoires ultramarins',
  bad_credentials: 'Connexion impossible : l’identifiant ou le mot de passe n’est pas le bon. Vérifiez-les, puis réessayez.',
  too_many: (seconds: number) => `Trop d’essais : attendez ${seconds} secondes avant de réessayer.`,
  expired_title: 'Cette page de connexion n’est plus valable',
  expired_text: 'Elle a expiré ou a déjà servi. Retournez au site et demandez à nouveau à vous connecter.',
  error_title: 'La connexion n’a pas abouti',
  error_text: 'Rien n’a été changé. Retournez au site et réessayez ; si cela se répète, transmettez ce code à votre administrateur :',
  logout_title: 'Se déconnecter de Relais ?',
  logout_text: 'Vous serez déconnecté de toutes les pages de Relais ouvertes dans ce navigateur.',
  logout: 'Me déconnecter',
  stay: 'Rester connecté',
  logging_out: 'Déconnexion en cours',
  logged_out_title: 'Vous êtes déconnecté',
  logged_out_text: 'Vous pouvez fermer cette page.',
}

const en: typeof fr = {
  login_title: 'Sign in to Relais',
  login_intro: 'Demonstration environment: every account and every person is made up.',
  login_label: 'E-mail address or username',
  password_label: 'Password',
  sign_in: 'Sign in',
  accounts_title: 'Demo accounts',
  accounts_intro: 'Choose a profile to enter without a password.',
  more_accounts: 'Advisers of overseas territories',
  bad_credentials: 'You are not signed in: the username or the password is wrong. Check them and try again.',
  too_many: (seconds: number) => `Too many attempts: wait ${seconds} seconds before trying again.`,
  expired_title: 'This sign-in page is no longer valid',
  expired_text: 'It has expired or was already used. Go back to the site and ask to sign in again.',
  error_title: 'You could not be signed in',
  error_text: 'Nothing was changed. Go back to the site and try again; if it happens again, give this code to your administrator:',
  logout_title: 'Sign out of Relais?',
  logout_text: 'You will be signed out of every Relais page open in this browser.',
  logout: 'Sign me out',
  stay: 'Stay signed in',
  logging_out: 'Signing out',
  logged_out_title: 'You are signed out',
  logged_out_text: 'You may close this page.',
}

export const texts: Record<Language, typeof fr> = { fr, en }
