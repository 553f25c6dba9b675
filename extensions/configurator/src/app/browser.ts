/** The little of the browser that the module uses; the rest of the bundle runs on the server, without its types. */
declare const sessionStorage: { getItem: (key: string) => string | null, setItem: (key: string, value: string) => void }

/** Reads what this tab keeps; null when there is nothing, or when the browser keeps nothing. */
export function readTab(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  }
  catch {
    return null
  }
}

/** Keeps something in this tab, as long as the browser accepts to. */
export function keepInTab(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  }
  catch {
    // What was typed stays on the screen all the same.
  }
}

/** Whether what a person opens or closes is open now. */
export const isOpen = ({ target }: { target: unknown }): boolean => typeof target === 'object' && target !== null && Reflect.get(target, 'open') === true
