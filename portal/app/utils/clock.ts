const CLOCK = /^(\d{1,2})(?:\s*[:hH.]\s*(\d{2})?|(\d{2}))?$/

/** Reads an hour as people type it (9, 9h30, 9:30, 0930); undefined when it is not one. */
export function readClock(text: string): string | undefined {
  const [matched, hours = '', minutes, glued] = CLOCK.exec(text.trim()) ?? []
  if (matched === undefined) return undefined
  const [hour, minute] = [Number(hours), Number(minutes ?? glued ?? 0)]
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
