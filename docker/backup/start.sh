#!/bin/sh
# Backs up at once where no backup is young enough, then on schedule (a line of crontab's five fields, in UTC).
set -eu

crontab=${TMPDIR:-/tmp}/crontab
printf '%s backup.sh\n' "$BACKUP_SCHEDULE" >"$crontab"
supercronic -test "$crontab"
backup-age.sh || backup.sh
exec supercronic -passthrough-logs "$crontab"
