#!/bin/sh
# Checks a running service and its audit record from another machine, each night. Says nothing and ends with 0 if all is well.
# HEADS is a file that those who run the service cannot write to: it gets the head of the record after each good check.
# COMMAND runs node with the service's settings, where the service runs.
set -eu

if [ $# -lt 2 ]; then
  echo "Usage: $0 HEADS COMMAND..." >&2
  exit 2
fi
heads=$1
shift
if [ ! -f "$heads" ]; then
  echo "There is no file $heads. If this is the first check, make it: touch $heads" >&2
  exit 2
fi

status=0
found=$("$@" dist/cli/verify.cli.js --quiet 2>&1) || {
  status=$?
  printf '%s\nverify ended with %s.\n' "$found" "$status" >&2
}
last=$(tail -n 1 "$heads")
last=${last##* }
# Only what it prints: ssh and docker may warn beside it.
found=$("$@" dist/cli/audit-verify.cli.js --quiet ${last:+--expect "$last"}) || {
  status=$?
  printf '%s\naudit:verify ended with %s.\n' "$found" "$status" >&2
}
head=${found##* }
if [ "$status" -eq 0 ] && ! printf '%s\n' "$head" | grep -Eqx '[0-9]+:[0-9a-f]{64}'; then
  status=2
  printf '%s\naudit:verify gave no head.\n' "$found" >&2
fi
if [ "$status" -ne 0 ]; then
  echo 'Act on this: see "Tampering" in docker/README.md.' >&2
  exit "$status"
fi
printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$head" >>"$heads"
