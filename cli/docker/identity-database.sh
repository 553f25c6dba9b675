#!/bin/sh
# First start of PostgreSQL: the identity provider gets a role and a database of its own, out of reach of Relais.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$IDENTITY_DB_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE keycloak LOGIN PASSWORD :'password';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE CONNECT ON DATABASE keycloak FROM PUBLIC;
SQL
