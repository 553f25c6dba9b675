import type { Definition, DefinitionContext, State, Transition } from '@relais/schema/workflow'

const label = (text: string) => ({ fr: text, en: text })

export const state = (key: string, kind: State['kind'] = 'ordinary', rest: Partial<State> = {}): State => ({ key, kind, label: label(key), ...rest })

export const transition = (key: string, from: string | string[], to: string, rest: Partial<Transition> = {}): Transition => ({
  key, from: [from].flat(), to, label: label(key), who: { audiences: ['adviser'] }, ...rest,
})

/** A file that goes from a to c by b. */
export const definition = (...transitions: Transition[]): Definition => ({
  states: [state('a', 'initial'), state('b'), state('c', 'final')],
  transitions: [transition('ab', 'a', 'b'), transition('bc', 'b', 'c'), ...transitions],
})

export const context = (rest: Partial<DefinitionContext> = {}): DefinitionContext => ({
  stateField: 'status', audiences: ['adviser', 'manager', 'partner'], functions: ['referent'], belongsToFile: true, belongsToOrganization: true, belongsToPerson: false,
  effects: ['notify', 'set_field'], webhooks: [], templates: [], documents: [], related: [], workflows: {},
  fields: [
    { name: 'status', label: label('Étape'), type: 'choice', hiddenFrom: [], closedTo: [] },
    { name: 'age', label: label('Âge'), type: 'number', hiddenFrom: [], closedTo: ['partner'] },
    { name: 'kind', label: label('Nature'), type: 'choice', choices: [{ value: 'x', label: label('X') }, { value: 'y', label: label('Y') }], hiddenFrom: [], closedTo: [] },
    { name: 'secret', label: label('Note'), type: 'text', hiddenFrom: ['partner'], closedTo: ['partner'] },
    { name: 'proof', label: label('Pièce'), type: 'link', isFile: true, hiddenFrom: [], closedTo: ['partner'] },
    { name: 'owner', label: label('Référent'), type: 'link', hiddenFrom: [], closedTo: [] },
    { name: 'made_at', label: label('Créé le'), type: 'date', isKept: true, hiddenFrom: [], closedTo: [] },
    { name: 'needs', label: label('Besoins'), type: 'rows', hiddenFrom: [], closedTo: [] },
  ],
  ...rest,
})
