#!/bin/sh
# Dumps the database that PGHOST, PGUSER and PGDATABASE name to BACKUP_DIR, and keeps the BACKUP_KEEP newest dumps.
# A dump has its name only once it is whole and was read back. Ends with 0 then, else with 1, and the old ones stay.
set -eu
umask 077

folder=${BACKUP_DIR:-/backups}
keep=${BACKUP_KEEP:-30}
fail() {
  echo "No backup: $1" >&2
  exit 1
}

case $keep in
  '' | 0* | *[!0-9]*) fail "BACKUP_KEEP must be a whole number from 1, not '$keep'." ;;
esac
PGPASSWORD=$(cat "$PGPASSWORD_FILE")
export PGPASSWORD

name=scorpion-$(date -u +%Y%m%dT%H%M%SZ).dump
part=$folder/.$name.$$.part
trap 'rm -f "$part"' EXIT
trap 'exit 1' HUP INT TERM
# What a backup left that was cut off with the machine.
find "$folder" -name '.scorpion-*.part' -mmin +1440 -exec rm -f {} +

pg_dump --format=custom --no-password --file="$part" || fail 'pg_dump did not end well.'
# All of it is read: the list of contents alone stands at the front of a dump that was cut off, too.
pg_restore --file=/dev/null "$part" || fail 'the dump cannot be read back.'
# One of an empty database would in time push out those of the real one.
pg_restore --list "$part" | grep -q ' TABLE DATA public migrations ' || fail 'the database was never migrated.'
mv "$part" "$folder/$name"
echo "Backed up to $name, $(wc -c <"$folder/$name") bytes."

# The names sort by time.
set -- "$folder"/scorpion-[0-9]*.dump
while [ "$#" -gt "$keep" ]; do
  rm -- "$1"
  echo "Removed ${1##*/}: $keep are kept."
  shift
done
