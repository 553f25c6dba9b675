# Images of Relais: `docker build --target directus|portal|worker .`
# Directus is distributed under the Business Source License 1.1: the image of a target that holds it carries its text.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /relais

# Manifests only, so that a change of the sources does not install everything again.
FROM base AS manifests
COPY package.json package-lock.json ./
COPY schema/package.json schema/
COPY cli/package.json cli/
# Stands in for the process manager of Directus, which Relais does not use (AGPL-3.0).
COPY cli/pm2/package.json cli/pm2/
COPY cli/pm2/index.js cli/pm2/
COPY portal/package.json portal/
COPY extensions/package.json extensions/

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN node --disable-warning=ExperimentalWarning cli/docker/build.ts
RUN node --disable-warning=ExperimentalWarning cli/docker/notices.ts server /notices/server \
  && node --disable-warning=ExperimentalWarning cli/docker/notices.ts portal /notices/portal

# What runs: `pg` is an optional dependency of Directus, so optional ones stay.
FROM manifests AS production
RUN npm ci --omit=dev --no-audit --no-fund --include-workspace-root --workspace=schema --workspace=cli --workspace=extensions \
  && npm cache clean --force

FROM base AS runtime
# A package of Directus writes in the home folder as soon as it is loaded; the root of the containers is read-only.
ENV NODE_ENV=production TZ=Etc/UTC RELAIS_DATA=/data HOME=/tmp
RUN mkdir /data && chown node:node /data
LABEL org.opencontainers.image.title="Relais" \
  org.opencontainers.image.description="Open CRM and case management for insertion, protection and justice networks"

FROM runtime AS server
ENV CONFIG_PATH=/relais/directus.config.mjs
# What NOTICES.txt and the lock file say; a test compares.
LABEL org.opencontainers.image.licenses="EUPL-1.2 AND 0BSD AND Apache-2.0 AND BlueOak-1.0.0 AND BSD-2-Clause AND BSD-3-Clause AND BUSL-1.1 AND CC-BY-4.0 AND CC0-1.0 AND ISC AND LGPL-3.0-only AND LGPL-3.0-or-later AND MIT AND MIT-0 AND MPL-2.0 AND OFL-1.1 AND Python-2.0 AND WTFPL"
COPY --from=production /relais/node_modules node_modules
COPY --from=build /notices/server /notices
COPY cli/pm2 cli/pm2
COPY --from=production /relais/node_modules/directus/license /LICENSE-DIRECTUS
COPY LICENSE /LICENSE
COPY package.json package-lock.json directus.config.ts directus.config.mjs ./
COPY schema schema
COPY --from=build /relais/extensions extensions
VOLUME /data

FROM server AS directus
USER node
EXPOSE 8055
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8055/server/ping').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not directus/cli.js, which asks the npm registry for a newer version at each start.
CMD ["sh", "-c", "cat /LICENSE-DIRECTUS && exec node --disable-warning=ExperimentalWarning node_modules/@directus/api/dist/cli/run.js start"]

# Background jobs, and the one-shot jobs of the compose file: realm and migration.
FROM server AS worker
COPY cli cli
COPY seeds seeds
USER node
CMD ["node", "--disable-warning=ExperimentalWarning", "cli/main.ts", "worker"]

FROM runtime AS portal
LABEL org.opencontainers.image.licenses="EUPL-1.2 AND 0BSD AND Apache-2.0 AND BlueOak-1.0.0 AND BSD-2-Clause AND BSD-3-Clause AND CC-BY-4.0 AND CC0-1.0 AND ISC AND MIT AND MPL-2.0 AND OFL-1.1 AND Python-2.0 AND Zlib"
ENV HOST=0.0.0.0 PORT=3000
COPY LICENSE /LICENSE
COPY --from=build /relais/portal/.output .output
COPY --from=build /notices/portal /notices
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", ".output/server/index.mjs"]
