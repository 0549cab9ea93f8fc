#!/bin/sh
# Backs up at once where no backup is young enough, then on schedule (a line of crontab's five fields, in UTC).
set -eu

printf '%s backup.sh\n' "$BACKUP_SCHEDULE" >/tmp/crontab
supercronic -test /tmp/crontab
backup-age.sh || backup.sh
exec supercronic -passthrough-logs /tmp/crontab
