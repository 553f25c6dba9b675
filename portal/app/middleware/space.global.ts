import { SPACES } from '#shared/types/session'

const SPACE_PATH = new RegExp(`^(?:/en)?/(?:${SPACES.join('|')})(?:/|$)`)

/** Every page of a space sits behind the gate of its layout, which lets in only the people who have it. */
export default defineNuxtRouteMiddleware((to, from) => {
  if (import.meta.client && from.path !== to.path) useLeftPages().value[from.path] = from.fullPath
  if (SPACE_PATH.test(to.path)) setPageLayout('space')
})
