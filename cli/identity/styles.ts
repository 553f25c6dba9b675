/** Style of the provider's own pages; colours reach 4.5:1 on both themes, and no font or picture is fetched. */
export const styles = `
:root { color-scheme: light dark; --ink: #1c1917; --soft: #57534e; --line: #78716c; --paper: #ffffff; --tint: #f5f5f4; --accent: #0f766e; --on-accent: #ffffff; --bad: #b91c1c }
@media (prefers-color-scheme: dark) { :root { --ink: #fafaf9; --soft: #d6d3d1; --line: #a8a29e; --paper: #1c1917; --tint: #292524; --accent: #5eead4; --on-accent: #042f2e; --bad: #fca5a5 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--tint); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem; background: var(--paper); min-height: 100vh }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .25rem }
p { margin: 0 0 1rem }
.notice { color: var(--soft) }
.error { border-inline-start: .25rem solid var(--bad); padding: .5rem .75rem; color: var(--bad) }
label { display: block; font-weight: 600; margin: 0 0 .25rem }
input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; margin: 0 0 1rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .375rem }
button { min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .375rem; cursor: pointer }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600 }
:is(button, input, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
ul button { width: 100%; text-align: start; display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem }
ul :is(span, code) { color: var(--soft) }
ul span { grid-row: 2; grid-column: 1 / -1 }
ul button:hover { background: var(--tint) }
summary { padding: .75rem 0; cursor: pointer }
code { overflow-wrap: anywhere }
`
