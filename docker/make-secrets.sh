#!/bin/sh
# Makes the secrets that compose.yml names and that are missing, each in a file of its own, in a folder (default: secrets,
# beside this script); those that are there stay as they are. DATABASE_HOST and DATABASE_PORT are where containers find
# PostgreSQL. DATABASE_CA, for one that is not compose.yml's, is a file with the certificates of who vouches for it.
set -eu

here=$(dirname "$0")
folder=${1:-$here/secrets}
host=${DATABASE_HOST:-postgres}:${DATABASE_PORT:-5432}
tls=''
# The URLs are made of the passwords, and the database knows these: they are made together or not at all.
together='postgres_password owner_password app_password backup_password migration_database_url database_url'
if [ -n "${DATABASE_CA:-}" ]; then
  tls='?sslmode=verify-full&sslrootcert=/run/secrets/database_ca'
  together="$together database_ca"
fi

# A container reads it as a user that this machine does not know, and a checkout may let nobody but its owner read it.
chmod a+rx "$here/postgres/roles.sh"

there=''
missing=''
for name in $together; do
  if [ -s "$folder/$name" ]; then there="$there $name"; else missing="$missing $name"; fi
done
if [ -n "$there" ] && [ -n "$missing" ]; then
  echo "No secret was made: $folder has$there but not$missing, and these belong together. Put back what is missing," \
    'or make all of them anew, as README.md says under "Roles and passwords".' >&2
  exit 1
fi

# Hexadecimal, so that a URL takes it as it is.
password() { od -An -v -tx1 -N24 /dev/urandom | tr -d ' \n'; }

umask 077
mkdir -p "$folder"
made=$folder/.made.$$
trap 'rm -rf "$made"' EXIT
mkdir "$made"
if [ -n "$missing" ]; then
  for name in postgres owner app backup; do
    password >"$made/${name}_password"
  done
  url() { printf 'postgres://scorpion_%s:%s@%s/scorpion%s\n' "$1" "$(cat "$made/$1_password")" "$host" "$tls"; }
  url owner >"$made/migration_database_url"
  url app >"$made/database_url"
  [ -z "$tls" ] || cat "$DATABASE_CA" >"$made/database_ca"
fi
[ -s "$folder/metrics_token" ] || password >"$made/metrics_token"
set -- "$made"/*
if [ ! -e "$1" ]; then
  echo "No secret is missing in $folder."
  exit
fi
# Containers read the files as users that this machine does not know; on this machine the folder keeps everybody out.
chmod 444 "$@"
mv -f "$@" "$folder"
for path; do
  echo "Made $folder/${path##*/}."
done
echo 'Keep a copy where your organisation keeps secrets. If it is lost, README.md says how to make them anew.'
