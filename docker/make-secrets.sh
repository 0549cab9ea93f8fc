#!/bin/sh
# Makes the secrets that compose.yml names, each in a file of its own, in a new folder (default: secrets, beside this
# script). DATABASE_HOST, with its port, is where containers find PostgreSQL.
set -eu

folder=${1:-$(dirname "$0")/secrets}
host=${DATABASE_HOST:-postgres:5432}

if [ -e "$folder" ]; then
  echo "$folder is there already: the secrets in it are left as they are." >&2
  exit 1
fi

# Hexadecimal, so that a URL takes it as it is.
password() { od -An -v -tx1 -N24 /dev/urandom | tr -d ' \n'; }

umask 077
made=$folder.$$
trap 'rm -rf "$made"' EXIT
mkdir "$made"
for name in postgres owner app backup; do
  password >"$made/${name}_password"
done
password >"$made/metrics_token"
printf 'postgres://scorpion_owner:%s@%s/scorpion\n' "$(cat "$made/owner_password")" "$host" >"$made/migration_database_url"
printf 'postgres://scorpion_app:%s@%s/scorpion\n' "$(cat "$made/app_password")" "$host" >"$made/database_url"
# Containers read the files as users that this machine does not know; on this machine the folder keeps everybody out.
chmod 444 "$made"/*
mv "$made" "$folder"
echo "Made $folder. Keep a copy where your organisation keeps secrets: without them a restored database cannot be opened."
