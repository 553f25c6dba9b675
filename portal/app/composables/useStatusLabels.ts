export type StatusColor = 'primary' | 'neutral' | 'success' | 'info' | 'warning' | 'error'
export interface StatusLook { label: string, color: StatusColor, icon: string }
export type StatusKind = 'organization' | 'offer' | 'session' | 'referral' | 'proposal' | 'case' | 'need' | 'objective' | 'action' | 'milestone' | 'urgency' | 'transfer' | 'accreditation'

const WAITING = 'i-lucide-hourglass'
const DONE = 'i-lucide-circle-check'
const REFUSED = 'i-lucide-circle-x'
const STOPPED = 'i-lucide-circle-slash'
const RUNNING = 'i-lucide-circle-play'
const OPEN = 'i-lucide-circle'
const ARCHIVED = 'i-lucide-archive'
const LATE = 'i-lucide-triangle-alert'

/** The word, the colour and the sign of every state of the product: colour never carries the meaning alone. */
export function useStatusLabels() {
  const { t } = useI18n()

  const looks = computed<Record<StatusKind, Record<string, StatusLook>>>(() => ({
    organization: {
      prospect: { label: t('shell.status.organization_prospect'), color: 'neutral', icon: OPEN },
      active: { label: t('shell.status.organization_active'), color: 'success', icon: DONE },
      to_refresh: { label: t('shell.status.organization_to_refresh'), color: 'warning', icon: LATE },
      suspended: { label: t('shell.status.organization_suspended'), color: 'warning', icon: STOPPED },
      archived: { label: t('shell.status.organization_archived'), color: 'neutral', icon: ARCHIVED },
    },
    offer: {
      draft: { label: t('shell.status.offer_draft'), color: 'neutral', icon: 'i-lucide-pencil' },
      active: { label: t('shell.status.offer_active'), color: 'success', icon: DONE },
      paused: { label: t('shell.status.offer_paused'), color: 'warning', icon: 'i-lucide-circle-pause' },
      archived: { label: t('shell.status.offer_archived'), color: 'neutral', icon: ARCHIVED },
    },
    session: {
      open: { label: t('shell.status.session_open'), color: 'success', icon: DONE },
      full: { label: t('shell.status.session_full'), color: 'warning', icon: STOPPED },
      cancelled: { label: t('shell.status.session_cancelled'), color: 'error', icon: REFUSED },
      done: { label: t('shell.status.session_done'), color: 'neutral', icon: ARCHIVED },
    },
    referral: {
      proposed: { label: t('shell.status.referral_proposed'), color: 'info', icon: 'i-lucide-lightbulb' },
      sent: { label: t('shell.status.referral_sent'), color: 'info', icon: 'i-lucide-send' },
      received: { label: t('shell.status.referral_received'), color: 'info', icon: 'i-lucide-mail-open' },
      accepted: { label: t('shell.status.referral_accepted'), color: 'success', icon: DONE },
      refused: { label: t('shell.status.referral_refused'), color: 'error', icon: REFUSED },
      waiting_list: { label: t('shell.status.referral_waiting_list'), color: 'warning', icon: WAITING },
      started: { label: t('shell.status.referral_started'), color: 'primary', icon: RUNNING },
      done: { label: t('shell.status.referral_done'), color: 'success', icon: DONE },
      abandoned: { label: t('shell.status.referral_abandoned'), color: 'neutral', icon: STOPPED },
      expired: { label: t('shell.status.referral_expired'), color: 'neutral', icon: 'i-lucide-clock-alert' },
      cancelled: { label: t('shell.status.referral_cancelled'), color: 'neutral', icon: STOPPED },
    },
    proposal: {
      pending: { label: t('shell.status.proposal_pending'), color: 'warning', icon: WAITING },
      accepted: { label: t('shell.status.proposal_accepted'), color: 'success', icon: DONE },
      refused: { label: t('shell.status.proposal_refused'), color: 'error', icon: REFUSED },
      superseded: { label: t('shell.status.proposal_superseded'), color: 'neutral', icon: ARCHIVED },
      withdrawn: { label: t('shell.status.proposal_withdrawn'), color: 'neutral', icon: STOPPED },
    },
    case: {
      reception: { label: t('shell.status.case_reception'), color: 'info', icon: 'i-lucide-door-open' },
      diagnosis: { label: t('shell.status.case_diagnosis'), color: 'info', icon: 'i-lucide-search' },
      support: { label: t('shell.status.case_support'), color: 'success', icon: RUNNING },
      suspended: { label: t('shell.status.case_suspended'), color: 'warning', icon: 'i-lucide-circle-pause' },
      closed: { label: t('shell.status.case_closed'), color: 'neutral', icon: ARCHIVED },
    },
    need: {
      open: { label: t('shell.status.need_open'), color: 'info', icon: OPEN },
      in_progress: { label: t('shell.status.need_in_progress'), color: 'primary', icon: RUNNING },
      met: { label: t('shell.status.need_met'), color: 'success', icon: DONE },
      abandoned: { label: t('shell.status.need_abandoned'), color: 'neutral', icon: STOPPED },
    },
    objective: {
      open: { label: t('shell.status.objective_open'), color: 'info', icon: OPEN },
      reached: { label: t('shell.status.objective_reached'), color: 'success', icon: DONE },
      abandoned: { label: t('shell.status.objective_abandoned'), color: 'neutral', icon: STOPPED },
    },
    action: {
      todo: { label: t('shell.status.action_todo'), color: 'info', icon: OPEN },
      doing: { label: t('shell.status.action_doing'), color: 'primary', icon: RUNNING },
      done: { label: t('shell.status.action_done'), color: 'success', icon: DONE },
      cancelled: { label: t('shell.status.action_cancelled'), color: 'neutral', icon: STOPPED },
    },
    milestone: {
      planned: { label: t('shell.status.milestone_planned'), color: 'info', icon: 'i-lucide-diamond' },
      done: { label: t('shell.status.milestone_done'), color: 'success', icon: DONE },
      late: { label: t('shell.status.milestone_late'), color: 'error', icon: LATE },
      cancelled: { label: t('shell.status.milestone_cancelled'), color: 'neutral', icon: STOPPED },
    },
    transfer: {
      requested: { label: t('shell.status.transfer_requested'), color: 'info', icon: WAITING },
      accepted: { label: t('shell.status.transfer_accepted'), color: 'success', icon: DONE },
      refused: { label: t('shell.status.transfer_refused'), color: 'error', icon: REFUSED },
      cancelled: { label: t('shell.status.transfer_cancelled'), color: 'neutral', icon: STOPPED },
    },
    accreditation: {
      submitted: { label: t('shell.status.accreditation_submitted'), color: 'info', icon: 'i-lucide-inbox' },
      instructed: { label: t('shell.status.accreditation_instructed'), color: 'primary', icon: 'i-lucide-search' },
      granted: { label: t('shell.status.accreditation_granted'), color: 'success', icon: DONE },
      refused: { label: t('shell.status.accreditation_refused'), color: 'error', icon: REFUSED },
      to_renew: { label: t('shell.status.accreditation_to_renew'), color: 'warning', icon: 'i-lucide-rotate-cw' },
      expired: { label: t('shell.status.accreditation_expired'), color: 'neutral', icon: 'i-lucide-clock-alert' },
    },
    urgency: {
      none: { label: t('shell.status.urgency_none'), color: 'neutral', icon: OPEN },
      low: { label: t('shell.status.urgency_low'), color: 'info', icon: 'i-lucide-signal-low' },
      medium: { label: t('shell.status.urgency_medium'), color: 'warning', icon: 'i-lucide-signal-medium' },
      high: { label: t('shell.status.urgency_high'), color: 'error', icon: LATE },
    },
  }))

  /** The look of a state; one added locally shows by the name that its form gives it, or as it is written. */
  function look(kind: StatusKind, status: string, name?: string | null): StatusLook {
    return looks.value[kind][status] ?? { label: name || status, color: 'neutral', icon: OPEN }
  }

  return { looks, look }
}
