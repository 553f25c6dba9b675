const SINGLE_KEYS = 'relais.single_key_shortcuts'

/** What is open above the page, and the preferences of the frame around it. */
export function useShell() {
  const isMenuOpen = useState('shell.menu', () => false)
  const isHelpOpen = useState('shell.help', () => false)
  const hasSingleKeys = useState('shell.single_keys', () => true)

  /** Turns the one-letter shortcuts off for people who type by voice (WCAG 2.1.4), and remembers it. */
  function setSingleKeys(enabled: boolean): void {
    hasSingleKeys.value = enabled
    keep(SINGLE_KEYS, enabled ? 'on' : 'off')
  }

  /** Reads the preferences of this browser; called once by the frame. */
  function readPreferences(): void {
    hasSingleKeys.value = readKept(SINGLE_KEYS) !== 'off'
  }

  return { isMenuOpen, isHelpOpen, hasSingleKeys, setSingleKeys, readPreferences }
}
