export interface Command { label: string, icon?: string, to?: string, suffix?: string, onSelect?: () => void }
export interface CommandGroup { id: string, label: string, items: Command[] }

const registered = shallowRef<CommandGroup[]>([])

/** Lets a page add its own commands to the palette (Ctrl K) for as long as it is shown. */
export function useCommands() {
  /** Adds a group until the component that calls it goes away. */
  function addGroup(group: () => CommandGroup): void {
    const stop = watchEffect(() => {
      const added = group()
      registered.value = [...registered.value.filter(item => item.id !== added.id), added]
    })
    onScopeDispose(() => {
      stop()
      const { id } = group()
      registered.value = registered.value.filter(item => item.id !== id)
    })
  }

  return { groups: registered, addGroup }
}
