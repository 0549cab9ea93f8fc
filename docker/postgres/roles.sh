#!/bin/sh
# The roles and the empty database. PostgreSQL's image runs this, as the superuser, when the volume is new; it can be run
# again at any time, and sets the passwords to what the secrets then hold. The databases postgres and template1 it closes to
# everybody only where SERVER_OF_ITS_OWN is true: on a shared server they are others', too.
set -eu

export SECRETS_DIR="${SECRETS_DIR:-/run/secrets}"
for name in owner app backup; do
  if [ ! -s "$SECRETS_DIR/${name}_password" ]; then
    echo "The secret ${name}_password is missing or empty." >&2
    exit 1
  fi
done

# By a file and psql's own quoting: a password is in no list of processes and needs no escaping.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=own="${SERVER_OF_ITS_OWN:-false}" \
  --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\set owner_password `cat "$SECRETS_DIR/owner_password"`
\set app_password `cat "$SECRETS_DIR/app_password"`
\set backup_password `cat "$SECRETS_DIR/backup_password"`

SET client_min_messages = warning;
SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['scorpion_owner', 'scorpion_app', 'scorpion_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- Owns the database and migrates it; nothing that runs all the time knows its password.
ALTER ROLE scorpion_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
-- Serves: owns nothing, and each migration gives it exactly what it needs.
ALTER ROLE scorpion_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';
-- Reads every row, past row-level security, and writes none.
ALTER ROLE scorpion_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS PASSWORD :'backup_password';
ALTER ROLE scorpion_backup SET default_transaction_read_only = on;
GRANT pg_read_all_data TO scorpion_backup;

SELECT 'CREATE DATABASE scorpion OWNER scorpion_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'scorpion')
\gexec
REVOKE ALL ON DATABASE scorpion FROM PUBLIC;
\if :own
  REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
\endif
GRANT CONNECT ON DATABASE scorpion TO scorpion_app, scorpion_backup;
SQL
