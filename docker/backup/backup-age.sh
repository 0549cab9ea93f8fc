#!/bin/sh
# Ends with 0 when a backup is younger than BACKUP_MAX_AGE_MINUTES, and with 1 when there is none.
set -eu

minutes=${BACKUP_MAX_AGE_MINUTES:-1560}
young=$(find "${BACKUP_DIR:-/backups}" -name 'scorpion-[0-9]*.dump' -mmin "-$minutes")
if [ -z "$young" ]; then
  echo "No backup is younger than $minutes minutes." >&2
  exit 1
fi
