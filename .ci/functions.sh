# shellcheck shell=bash
# What the steps of .ci/run are made of; it sets the variables.

# What the tests and the service left running: told by a variable that children inherit, or by where they work.
left_running() {
  local proc pid
  for proc in /proc/[0-9]*; do
    pid=${proc#/proc/}
    [ "$pid" != "$$" ] || continue
    if tr '\0' '\n' 2>/dev/null <"$proc/environ" | grep -qxF "CI_RUN_MARK=$mark"; then
      echo "$pid"
    else
      case "$(readlink "$proc/cwd" 2>/dev/null)" in "$work/run/"*) echo "$pid" ;; esac
    fi
  done
}

as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

# stop PID: asks it to end, and waits 10 s at most.
stop() {
  kill -TERM "$1" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  return 1
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
  local pid
  trap - EXIT INT TERM HUP
  for pid in $child_pid $service_pid $lint_pid; do stop "$pid" || true; done
  for pid in $(left_running); do kill -9 "$pid" 2>/dev/null || true; done
  if [ -n "$pg_data" ] && [ -f "$pg_data/postmaster.pid" ]; then
    as_postgres "$pg_bin/pg_ctl" -D "$pg_data" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$work" ${pg_memory:+"$pg_memory"}
}
passed() { awk '{ sum += $1 } END { print sum + 0 }' "$counts"; }
failed() { awk '{ sum += $2 } END { print sum + 0 }' "$counts"; }

# step NAME COMMAND...: runs it, says how long it took, and remembers its name if it fails.
step() {
  local name=$1 start=$SECONDS failed_before
  failed_before=$(failed)
  shift
  printf '\n=== %s\n' "$name"
  if "$@"; then
    printf '=== %s: done in %s s\n' "$name" "$((SECONDS - start))"
  else
    printf '=== %s: FAILED after %s s\n' "$name" "$((SECONDS - start))"
    failed_steps+=("$name")
    # A step that gave no count of its own has failed all the same.
    [ "$(failed)" -gt "$failed_before" ] || echo '0 1' >>"$counts"
    return 1
  fi
}

# limited SECONDS COMMAND...: runs it in a process group of its own, which ends with this script or at the limit.
limited() {
  local status=0
  timeout --kill-after=30 "$@" &
  child_pid=$!
  wait "$child_pid" || status=$?
  child_pid=""
  [ "$status" != 124 ] || echo "stopped after $1 s"
  return "$status"
}

# The lint takes as long as all other checks together, so it runs beside them.
start_lint() {
  timeout --kill-after=30 300 npm run --silent lint >"$work/lint.log" 2>&1 &
  lint_pid=$!
}

finish_lint() {
  local status=0
  wait "$lint_pid" || status=$?
  lint_pid=""
  cat "$work/lint.log"
  return "$status"
}

nothing_left_running() {
  local left
  left=$(left_running)
  [ -n "$left" ] || return 0
  echo 'left running:'
  # shellcheck disable=SC2086 # a list of ids
  ps -o pid,ppid,user,args -p $left || true
  # shellcheck disable=SC2086
  kill -9 $left 2>/dev/null || true
  return 1
}

# readme_command 'npm test': that command as the README gives it, less the `npm ci &&` before it.
readme_command() {
  local found
  found=$(
    { grep -hoE '`[^`]+`|^[[:space:]]*(\$ )?npm .*$' README.md || true; } |
      sed -E 's/`//g; s/^[[:space:]]*(\$ )?//; s/[[:space:]]+#.*$//; s/[[:space:]]+$//; s/^npm ci && //' |
      { grep -E "^$1( |\$)" || true; } | awk 'NR == 1 || length($0) < length(best) { best = $0 } END { print best }'
  )
  if [ -z "$found" ]; then
    echo "README.md does not give the command: $1" >&2
    return 1
  fi
  printf '%s\n' "$found"
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# jest_run NAME LIMIT [ARGUMENT...]: the README's test command, with its counts kept.
jest_run() {
  local name=$1 limit=$2 status=0
  shift 2
  echo "\$ $test_command${*:+ -- $*}"
  # shellcheck disable=SC2086 # a command line, as a person would type it
  limited "$limit" env CI_RUN_MARK="$mark" $test_command -- "$@" --json --outputFile="$work/$name.json" || status=$?
  nothing_left_running || status=1
  keep_counts "$name" && [ "$status" = 0 ]
}

# keep_counts NAME: adds up what Jest wrote of a run; false when a test failed, or none ran.
keep_counts() {
  local name=$1
  [ -s "$work/$name.json" ] || return 1
  # A suite that does not run at all counts as one failure; a skipped test too: all of them run, or CI fails.
  node -e '
    const r = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const skipped = r.numPendingTests + r.numTodoTests;
    if (skipped > 0) console.error(`${skipped} tests were skipped`);
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites + skipped;
    const started = (text) => text.slice(0, 600).split("\n").map((line) => `    ${line}`).join("\n");
    for (const { name, message, assertionResults } of r.testResults) {
      const tests = assertionResults.filter(({ status }) => status === "failed");
      if (tests.length === 0 && message !== "") console.error(`${name}\n${started(message)}`);
      for (const { fullName, failureMessages } of tests) console.error(`${name}: ${fullName}\n${started(failureMessages[0])}`);
    }
    console.log(`${r.numPassedTests} ${failed + (r.numTotalTests === 0 || (!r.success && failed === 0) ? 1 : 0)}`);
  ' "$work/$name.json" >"$work/$name.count" 2>>"$failures" || return 1
  cat "$work/$name.count" >>"$counts"
  [ "$(awk '{ print $2 }' "$work/$name.count")" = 0 ]
}

# The suites that have a long form, at their full numbers.
long_tests() {
  local status=0
  limited 2400 env CI_RUN_MARK="$mark" npm run --silent test:long -- --json --outputFile="$work/long.json" || status=$?
  nothing_left_running || status=1
  keep_counts long && [ "$status" = 0 ]
}

# ran NAME PATH: false when that run of Jest took nothing from this folder, or not this file, because what its tests need
# is not there.
ran() {
  node -e '
    const [file, path] = process.argv.slice(1);
    const r = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
    const whole = `${process.cwd()}/${path}`;
    if (!r.testResults.some(({ name }) => name === whole || name.startsWith(`${whole}/`))) {
      console.error(`nothing of ${path} ran`);
      process.exit(1);
    }
  ' "$work/$1.json" "$2"
}

# The service as a caller sees it: started by the README's command, asked the contract's questions, stopped.
contract() {
  local port url status=0 code=0
  port=$(free_port)
  url="http://127.0.0.1:$port"
  mkdir -m 755 "$work/run/service"
  echo "\$ $start_command"
  CI_RUN_MARK=$mark PORT=$port DATA_DIR="$work/run/service/data" LOAD_RECORD=false \
    bash -c "exec $start_command" >"$work/service.log" 2>&1 &
  service_pid=$!
  if ! node -e '
    const [url, pid] = process.argv.slice(1);
    const end = Date.now() + 180_000;
    const ask = async () => {
      const ready = await fetch(url).then((response) => response.status === 200, () => false);
      if (ready) return;
      try { process.kill(Number(pid), 0); } catch { console.error("the service has ended"); process.exit(1); }
      if (Date.now() > end) { console.error("the service is not ready after 180 s"); process.exit(1); }
      setTimeout(ask, 250);
    };
    void ask();
  ' "$url/health/ready" "$service_pid"; then
    tail -n 100 "$work/service.log"
    return 1
  fi
  limited 300 env CONTRACT_URL="$url" npm run --silent contract -- --json --outputFile="$work/contract.json" || status=$?
  keep_counts contract || status=1

  if ! stop "$service_pid"; then
    echo 'still running 10 s after SIGTERM'
    kill -9 "$service_pid"
    status=1
  fi
  wait "$service_pid" || code=$?
  service_pid=""
  if [ "$code" != 0 ]; then
    echo "ended with exit code $code at SIGTERM"
    status=1
  fi
  nothing_left_running || status=1
  [ "$status" = 0 ] || tail -n 100 "$work/service.log"
  return "$status"
}

install_chromium() {
  [ ! -x "$CHROMIUM_PATH" ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || return 1
  apt-get install -y -qq --no-install-recommends chromium >/dev/null
}

install_libreoffice() {
  [ ! -x /usr/bin/soffice ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || return 1
  apt-get install -y -qq --no-install-recommends libreoffice-calc >/dev/null
}

install_postgresql() {
  [ ! -x "$pg_bin/initdb" ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || return 1
  apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null || return 1
  # The package would make and start a cluster of its own.
  if [ -z "$(pg_lsclusters -h)" ]; then
    sed -i -E 's/^#?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf || return 1
  fi
  apt-get install -y -qq --no-install-recommends postgresql-15 >/dev/null
}

# The image as docker/Dockerfile builds it and compose.yml runs it, without a container engine.
image() {
  local status=0
  limited 1200 env CI_RUN_MARK="$mark" npm run --silent image -- --json --outputFile="$work/image.json" || status=$?
  nothing_left_running || status=1
  keep_counts image && [ "$status" = 0 ]
}

shell_scripts() {
  command -v shellcheck >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends shellcheck >/dev/null; } || return 1
  shellcheck -x .ci/run docker/*.sh docker/*/*.sh
}

# Debian's PostgreSQL 15, in a cluster of its own, with the two roles that a production set-up has.
start_postgresql() {
  local port owner_password app_password admin
  install_postgresql || return 1
  port=$(free_port)
  owner_password=$(node -p 'require("node:crypto").randomBytes(16).toString("hex")')
  app_password=$(node -p 'require("node:crypto").randomBytes(16).toString("hex")')
  mkdir -m 700 "$work/postgresql"
  # In memory where there is such a folder: the service refuses a PostgreSQL that does not wait for the disk.
  [ ! -w /dev/shm ] || pg_memory=$(mktemp -d /dev/shm/postgresql-15-XXXXXX)
  pg_data="${pg_memory:-$work/postgresql}/data"
  [ "$(id -u)" != 0 ] || chown postgres "$work/postgresql" ${pg_memory:+"$pg_memory"}
  as_postgres "$pg_bin/initdb" -D "$pg_data" -A peer --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null || return 1
  as_postgres "$pg_bin/pg_ctl" -D "$pg_data" -l "$work/postgresql/log" -w -t 60 \
    -o "-p $port -k '$work/postgresql' -c listen_addresses=127.0.0.1" start >/dev/null ||
    { cat "$work/postgresql/log"; return 1; }
  admin=(as_postgres "$pg_bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$work/postgresql" -p "$port" -d postgres)
  # The owner migrates; the other serves and owns nothing.
  "${admin[@]}" \
    -c "CREATE ROLE ci_owner LOGIN CREATEROLE CREATEDB NOSUPERUSER PASSWORD '$owner_password'" \
    -c "CREATE ROLE ci_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '$app_password'" \
    -c "CREATE DATABASE ci OWNER ci_owner TEMPLATE template0" || return 1
  "${admin[@]}" -A -t -c 'SELECT version()' || return 1
  export MIGRATION_DATABASE_URL="postgresql://ci_owner:$owner_password@127.0.0.1:$port/ci"
  export DATABASE_URL="postgresql://ci_app:$app_password@127.0.0.1:$port/ci"
}

# What can differ there: migrations, constraints, policies, plans and locks, and what is asked over HTTP with much SQL in
# it; not what makes a cluster of its own. With what needs pg_dump, which comes with it.
tests_on_postgresql() {
  jest_run tests-on-postgresql-15 1500 test/db test/dump \
    'test/e2e/(demo-record|deputies-at-work|discarded-phases|force-totals|idempotency|lifecycle|lists|memberships|regional-totals|submit-return|withdrawal)' || return 1
  ran tests-on-postgresql-15 test/dump
}

stop_postgresql() {
  unset DATABASE_URL MIGRATION_DATABASE_URL
  as_postgres "$pg_bin/pg_ctl" -D "$pg_data" -m fast -w stop >/dev/null
}
