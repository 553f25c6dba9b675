/**
 * Sign-in flow of a realm that holds real people, in Keycloak's import format: a password, then a second factor for everybody but the people
 * followed. Somebody in no group is asked for it too: a group forgotten closes, it does not open.
 */

/** Held through the group of each profession; together with it, being followed excuses nobody. */
export const PROFESSIONAL_ROLE = 'professional'

type Requirement = 'REQUIRED' | 'ALTERNATIVE' | 'CONDITIONAL'

interface Execution {
  requirement: Requirement
  priority: number
  authenticatorFlow: boolean
  userSetupAllowed: false
  authenticator?: string
  authenticatorConfig?: string
  flowAlias?: string
}

type Step = Pick<Execution, 'authenticator' | 'authenticatorConfig' | 'flowAlias' | 'requirement'>

const step = (requirement: Requirement, authenticator: string, authenticatorConfig?: string): Step =>
  ({ requirement, authenticator, ...(authenticatorConfig ? { authenticatorConfig } : {}) })

const subFlow = (requirement: Requirement, flowAlias: string): Step => ({ requirement, flowAlias })

const flow = (alias: string, description: string, steps: Step[], topLevel = false) => ({
  alias, description, providerId: 'basic-flow', topLevel, builtIn: false,
  authenticationExecutions: steps.map((one, index): Execution => ({ ...one, authenticatorFlow: one.flowAlias !== undefined, priority: (index + 1) * 10, userSetupAllowed: false })),
})

const IS_PROFESSIONAL = step('REQUIRED', 'conditional-user-role', 'is a professional')
const IS_NOT_PROFESSIONAL = step('REQUIRED', 'conditional-user-role', 'is not a professional')
const IS_FOLLOWED = step('REQUIRED', 'conditional-user-role', 'is followed')
const IS_NOT_FOLLOWED = step('REQUIRED', 'conditional-user-role', 'is not followed')

/** Whoever has a key uses it; others are asked for a code, and made to set one up when they have none. */
const factorOf = (who: string) => [
  flow(`${who}: key or code`, 'A security key, or else a one-time code.', [
    step('ALTERNATIVE', 'webauthn-authenticator'),
    subFlow('ALTERNATIVE', `${who}: code`),
  ]),
  flow(`${who}: code`, 'A one-time code, set up at the first sign-in.', [step('REQUIRED', 'auth-otp-form')]),
]

const asked = (who: string, description: string, conditions: Step[]) => [
  flow(who, description, [...conditions, subFlow('REQUIRED', `${who}: key or code`)]),
  ...factorOf(who),
]

const condition = (alias: string, role: string, negate: boolean) => ({ alias, config: { condUserRole: role, negate: String(negate) } })

/** The deeds that Keycloak may ask of somebody; those that are not listed are refused. */
const action = (alias: string, name: string, config: Record<string, string> = {}) =>
  ({ alias, providerId: alias, name, enabled: true, defaultAction: false, priority: 10, config })

const BROWSER_FLOW = 'relais browser'

/** What the realm needs for it; `followedRole` is that of the people who may do without. */
export const secondFactor = (followedRole: string) => ({
  browserFlow: BROWSER_FLOW,
  otpPolicyType: 'totp',
  otpPolicyAlgorithm: 'HmacSHA1',
  otpPolicyDigits: 6,
  otpPolicyPeriod: 30,
  otpPolicyLookAheadWindow: 1,
  otpPolicyCodeReusable: false,
  webAuthnPolicyRpEntityName: 'Relais',
  webAuthnPolicySignatureAlgorithms: ['ES256', 'RS256'],
  webAuthnPolicyUserVerificationRequirement: 'preferred',
  requiredActions: [
    action('CONFIGURE_TOTP', 'Configure OTP'),
    action('webauthn-register', 'Webauthn Register'),
    // Changing a password asks for the present one, however recent the sign-in.
    action('UPDATE_PASSWORD', 'Update Password', { max_auth_age: '0' }),
    action('UPDATE_PROFILE', 'Update Profile'),
    action('VERIFY_PROFILE', 'Verify Profile'),
    action('VERIFY_EMAIL', 'Verify Email'),
    action('delete_credential', 'Delete Credential'),
    action('update_user_locale', 'Update User Locale'),
  ],
  authenticationFlows: [
    flow(BROWSER_FLOW, 'The session that is open, a provider behind this one, or the forms.', [
      step('ALTERNATIVE', 'auth-cookie'),
      step('ALTERNATIVE', 'identity-provider-redirector'),
      subFlow('ALTERNATIVE', 'relais forms'),
    ], true),
    flow('relais forms', 'A password, then a second factor.', [
      step('REQUIRED', 'auth-username-password-form'),
      subFlow('CONDITIONAL', 'professionals'),
      subFlow('CONDITIONAL', 'people of no group'),
      subFlow('CONDITIONAL', 'people followed who chose it'),
    ]),
    ...asked('professionals', 'Whatever other group they are in.', [IS_PROFESSIONAL]),
    ...asked('people of no group', 'Nobody says what they are: closed.', [IS_NOT_PROFESSIONAL, IS_NOT_FOLLOWED]),
    flow('people followed who chose it', 'Never imposed, and asked once it was set up.', [
      IS_FOLLOWED, IS_NOT_PROFESSIONAL, step('REQUIRED', 'conditional-user-configured'), step('ALTERNATIVE', 'webauthn-authenticator'), step('ALTERNATIVE', 'auth-otp-form'),
    ]),
    // No client asks for it; without it Keycloak would answer with an error of its own.
    flow('direct grant', 'A password alone opens nothing.', [step('REQUIRED', 'deny-access-authenticator')], true),
  ],
  authenticatorConfig: [
    condition('is a professional', PROFESSIONAL_ROLE, false),
    condition('is not a professional', PROFESSIONAL_ROLE, true),
    condition('is followed', followedRole, false),
    condition('is not followed', followedRole, true),
  ],
})
