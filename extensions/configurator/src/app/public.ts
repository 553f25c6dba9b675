/** What the screens of other domains share with the Configurateur: its look (`.configurator`), its rule builder, its words. */
export { refusalOf } from './api.ts'
export { audienceName } from './audience-name.ts'
export { keepInTab, readTab } from './browser.ts'
export type { Language } from './texts.ts'
export { fill, several, textsFor as configuratorTexts, told } from './texts.ts'
