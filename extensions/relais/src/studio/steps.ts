import { defineInterface } from '@directus/extensions-sdk'
import StepsField from '../../../workflow/src/app/use/steps-field.vue'

export default defineInterface({
  id: 'relais-steps',
  name: navigator.language.startsWith('en') ? 'Stages of a workflow' : 'Étapes d’un parcours',
  icon: 'conversion_path',
  component: StepsField,
  types: ['string'],
  group: 'selection',
  options: null,
})
