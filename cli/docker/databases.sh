#!/bin/sh
# First start of PostgreSQL, as its superuser: roles that are not, so that neither the accounts of Keycloak nor the journal
# are within the reach of the application.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$DB_PASSWORD" --set=identity="$IDENTITY_DB_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE relais LOGIN PASSWORD :'password';
ALTER DATABASE relais OWNER TO relais;
CREATE EXTENSION IF NOT EXISTS earthdistance WITH SCHEMA public CASCADE;
CREATE ROLE relais_journal NOLOGIN NOINHERIT;
CREATE ROLE keycloak LOGIN PASSWORD :'identity';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE CONNECT ON DATABASE keycloak FROM PUBLIC;
SQL
