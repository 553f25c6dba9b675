/** Display name of a `directus_users` row aliased `u`, null when it has none. */
export const DISPLAY_NAME = `nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '')`
