export default defineAppConfig({
  ui: {
    colors: { primary: 'relais', secondary: 'stone', neutral: 'stone', success: 'green', info: 'sky', warning: 'amber', error: 'red' },
    // The cross that closes stands over the end of the title.
    modal: { slots: { title: 'pe-8' } },
    slideover: { slots: { title: 'pe-8' } },
    button: {
      slots: { base: 'cursor-pointer' },
      // The toolkit fades a button under the pointer until its text can no longer be read.
      compoundVariants: [
        { color: 'primary', variant: 'solid', class: 'hover:bg-primary/90 active:bg-primary/90' },
        { color: 'success', variant: 'solid', class: 'hover:bg-success/90 active:bg-success/90' },
        { color: 'info', variant: 'solid', class: 'hover:bg-info/90 active:bg-info/90' },
        { color: 'warning', variant: 'solid', class: 'hover:bg-warning/90 active:bg-warning/90' },
        { color: 'error', variant: 'solid', class: 'hover:bg-error/90 active:bg-error/90' },
      ],
    },
  },
})
