import { definePanel } from '@directus/extensions-sdk'
import MeasuresPanel from '../../../workflow/src/app/use/measures-panel.vue'

const isEnglish = navigator.language.startsWith('en')

export default definePanel({
  id: 'relais-measures',
  name: isEnglish ? 'Time spent in each stage' : 'Temps passé par étape',
  icon: 'timer',
  description: isEnglish ? 'Median and 90th percentile of the stays in each stage' : 'Médiane et 90e centile des séjours à chaque étape',
  component: MeasuresPanel,
  minWidth: 24,
  minHeight: 12,
  options: [
    { field: 'collection', name: isEnglish ? 'Collection' : 'Collection', type: 'string', meta: { interface: 'system-collection', width: 'half' }, schema: { default_value: 'cases' } },
    { field: 'months', name: isEnglish ? 'Months' : 'Mois', type: 'integer', meta: { interface: 'input', width: 'half', options: { min: 1, max: 60 } }, schema: { default_value: 12 } },
  ],
})
