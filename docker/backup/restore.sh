#!/bin/sh
# restore.sh NAME: puts a dump of BACKUP_DIR into the empty database that PGHOST, PGUSER (its owner) and PGDATABASE name:
# all of it, or nothing. Ends with 0 then, else with 1.
set -eu

fail() {
  echo "Nothing was restored: $1" >&2
  exit 1
}

[ "$#" = 1 ] || fail 'name one dump.'
dump=${BACKUP_DIR:-/backups}/$1
[ -r "$dump" ] || fail "there is no $1 in ${BACKUP_DIR:-/backups}."
PGPASSWORD=$(cat "$PGPASSWORD_FILE")
export PGPASSWORD

pg_restore --file=/dev/null "$dump" || fail "$1 cannot be read."
relations=$(psql --no-psqlrc --no-password --tuples-only --no-align \
  --command="SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") || fail 'the database cannot be asked.'
[ "$relations" = 0 ] || fail "the database '$PGDATABASE' is not empty."
# Who owns it here owns what is in it, whatever that role was called where the dump was made.
pg_restore --single-transaction --exit-on-error --no-owner --no-password --dbname="$PGDATABASE" "$dump" ||
  fail 'pg_restore did not end well.'
# It warns of the server's own tables, which are not the owner's to analyse.
psql --no-psqlrc --no-password --quiet --command='SET client_min_messages = error' --command='ANALYZE' || fail 'the rows are in, but ANALYZE did not end well.'
echo "Restored $1 into '$PGDATABASE'."
