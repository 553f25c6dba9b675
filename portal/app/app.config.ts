export default defineAppConfig({
  ui: {
    colors: { primary: 'relais', secondary: 'stone', neutral: 'stone', success: 'green', info: 'sky', warning: 'amber', error: 'red' },
    button: { slots: { base: 'cursor-pointer' } },
  },
})
