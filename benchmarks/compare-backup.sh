#!/usr/bin/env bash
# Backs the same server up and restores it with Holdfast, pgBackRest and pg_basebackup, several times
# in turns, and prints wall time, CPU of client and server together, peak memory and stored bytes:
# the lowest and the median of each, and the ratio of the lowest to pgBackRest's.
set -euo pipefail

usage() {
  echo "usage: benchmarks/compare-backup.sh [--scale N] [--repeats N] [--data pgbench|rows]" >&2
  exit 2
}

scale=20 repeats=3 sets="pgbench rows"
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case $1 in
  --scale) scale=$2 ;;
  --repeats) repeats=$2 ;;
  --data) sets=$2 ;;
  *) usage ;;
  esac
  shift 2
done

home=${HOLDFAST_HOME:-$(cd "$(dirname "$0")/.." && pwd)}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "error: no PostgreSQL in /usr/lib/postgresql; apt-get install postgresql" >&2; exit 3; }
major=$("$bin/postgres" --version | awk '{ print int($3) }')
peer=$(command -v pgbackrest || true)
[ -n "$peer" ] || echo "pgbackrest is not installed: left out" >&2
work=$(mktemp -d /tmp/holdfast-benchmark.XXXXXX)
data=$work/data
port=$((20000 + RANDOM % 20000))

as_postgres() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups -- "$@"; else "$@"; fi
}
sql() { as_postgres psql -X -q -h "$work" -p "$port" -U bench -d postgres -v ON_ERROR_STOP=1 "$@"; }
stop_server() { as_postgres "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1 || true; }
trap 'stop_server; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- the server

start_server() {
  [ "$(id -u)" != 0 ] || chown postgres "$work"
  chmod 755 "$work"
  as_postgres "$bin/initdb" -D "$data" -U bench -A trust -k >/dev/null
  cat >>"$data/postgresql.conf" <<CONF
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '$work'
shared_buffers = 256MB
max_wal_size = 8GB
archive_mode = on
archive_command = '[ ! -e $work/pgbackrest.conf ] || pgbackrest --config=$work/pgbackrest.conf --stanza=bench archive-push %p'
CONF
  [ "$major" -lt 17 ] || echo "summarize_wal = on" >>"$data/postgresql.conf"
  as_postgres "$bin/pg_ctl" -D "$data" -l "$work/server.log" -w start >/dev/null
  postmaster=$(head -n 1 "$data/postmaster.pid")
}

# pgbench compresses about 20 to 1, rows of a shop about 5 to 1; 15 MB for each unit of scale
fill() {
  case $1 in
  pgbench) as_postgres "$bin/pgbench" -h "$work" -p "$port" -U bench -i -s "$scale" -q postgres 2>/dev/null ;;
  rows)
    sql -c "create table events as select g id, (g::bigint * 7919) % 10007 customer,
        timestamptz '2026-01-01' + g * interval '7 s' happened,
        (array['order placed', 'order paid', 'parcel shipped', 'refund asked'])[1 + abs(hashint4(g) % 4)] kind,
        '{\"currency\": \"EUR\", \"channel\": \"web\", \"device\": \"phone\", \"campaign\": null, \"order\": ' || g || '}' detail,
        abs(hashint4(g) % 8192) / 100.0 amount
      from generate_series(1, $scale * 100000) g" ;;
  *) usage ;;
  esac
  sql -c "vacuum analyze" -c checkpoint
}

churn() {
  case $1 in
  pgbench)
    sql -c "update pgbench_accounts set abalance = abalance + 1 where aid in
        (select 1 + abs(hashint4(g) % ($scale * 100000)) from generate_series(1, 2000) g)" \
      -c "insert into pgbench_history select 1, 1, g, 0, now() from generate_series(1, 5000) g" ;;
  rows)
    sql -c "create index if not exists events_id on events (id)" -c checkpoint \
      -c "update events set amount = 0 where id in
        (select 1 + abs(hashint4(g) % ($scale * 100000)) from generate_series(1, 2000) g)" \
      -c "insert into events select g, g, now(), 'page viewed', '{}', 0 from generate_series(1, 5000) g" ;;
  esac
}

# --- measuring

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 + $14 + $15 }' "/proc/$1/stat" 2>/dev/null || echo 0; }

# CPU ticks of the server: the postmaster with its ended children, and those that live
server_ticks() {
  local total child
  total=$(ticks "$postmaster")
  for child in $(pgrep -P "$postmaster"); do total=$((total + $(ticks "$child"))); done
  echo "$total"
}

# Resident memory of a process group, in kB, looked at five times a second
peak_of() {
  local peak=0 now
  while kill -0 "$1" 2>/dev/null; do
    now=$(pgrep -g "$1" | while read -r p; do awk '/^VmRSS/ { print $2 }' "/proc/$p/status" 2>/dev/null || true; done |
      awk '{ s += $1 } END { print s + 0 }')
    [ "$now" -le "$peak" ] || peak=$now
    sleep 0.2
  done
  echo "$peak"
}

timed() {
  TIMEFORMAT='%R %U %S'
  { time "$@" >"$work/last.log" 2>&1; } 2>"$work/time" || { cat "$work/last.log" >&2; touch "$work/failed"; }
}

# measure NAME DIRECTORY COMMAND…: one line of raw figures; bytes are what DIRECTORY has grown by
measure() {
  local name=$1 stored=$2 before began_bytes server peak bytes=0
  shift 2
  sql -c checkpoint
  sync
  began_bytes=$([ -z "$stored" ] || du -sb "$stored" | cut -f1)
  before=$(server_ticks)
  set -m
  timed "$@" &
  set +m
  peak=$(peak_of $!)
  wait $!
  [ ! -e "$work/failed" ] || exit 1
  server=$(($(server_ticks) - before))
  [ -z "$stored" ] || bytes=$(($(du -sb "$stored" | cut -f1) - began_bytes))
  awk -v n="$name" -v t="$server" -v hz="$(getconf CLK_TCK)" -v p="$peak" -v b="$bytes" \
    '{ print n, $1, $2 + $3 + t / hz, p / 1024, b / 1e6 }' "$work/time" >>"$work/figures"
}

# --- the tools

holdfast() { (cd "$work/holdfast" && "$home/holdfast" "$@"); }

# prepare_holdfast READ: a fresh vault; READ is sql or auto
prepare_holdfast() {
  rm -rf "$work/holdfast"
  mkdir -p "$work/holdfast"
  cat >"$work/holdfast/holdfast.yaml" <<YAML
estate: benchmark
vault: {key: "\${file:vault.key}"}
scratch: {directory: scratch}
environments: [{name: local}]
storages: [{name: here, type: file, path: vault}]
databases:
  - name: postgres
    in: {local: {url: "postgresql://bench@127.0.0.1:$port/postgres", backup: {read: $1}}}
YAML
  holdfast vault init >/dev/null 2>&1
}

await_training() {
  "$home/holdfast" version >/dev/null
  for _ in $(seq 300); do
    ls -d "$home"/app/target/aot/*.training >/dev/null 2>&1 || return 0
    sleep 1
  done
}

prepare_pgbackrest() {
  mkdir -p "$work/pgbackrest" "$work/lock" "$work/log"
  cat >"$work/pgbackrest.conf.new" <<CONF
[global]
repo1-path=$work/pgbackrest
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=benchmark
repo1-retention-full=99
compress-type=zst
compress-level=3
process-max=2
start-fast=y
lock-path=$work/lock
log-path=$work/log
[bench]
pg1-path=$data
pg1-port=$port
pg1-socket-path=$work
pg1-user=bench
CONF
  [ "$(id -u)" != 0 ] || chown -R postgres "$work/pgbackrest" "$work/lock" "$work/log"
  mv "$work/pgbackrest.conf.new" "$work/pgbackrest.conf"
  pgbackrest_do stanza-create >/dev/null
}

pgbackrest_do() { as_postgres "$peer" --config="$work/pgbackrest.conf" --stanza=bench "$@"; }

restore_holdfast() {
  measure "restore/Holdfast" "" holdfast backup restore postgres --to "$work/restored" --yes --quiet
  rm -rf "$work/restored"
}

restore_pgbackrest() {
  [ -n "$peer" ] || return 0
  mkdir -m 700 "$work/restored"
  [ "$(id -u)" != 0 ] || chown postgres "$work/restored"
  measure "restore/pgBackRest" "" pgbackrest_do --pg1-path="$work/restored" restore
  rm -rf "$work/restored"
}

# round TURN
round() {
  prepare_holdfast sql
  measure "full/Holdfast-over-SQL" "$work/holdfast/vault" holdfast backup run postgres --quiet
  [ -z "$peer" ] || measure "full/pgBackRest" "$work/pgbackrest" pgbackrest_do backup --type=full
  prepare_holdfast auto
  measure "full/Holdfast" "$work/holdfast/vault" holdfast backup run postgres --quiet
  mkdir "$work/base" && { [ "$(id -u)" != 0 ] || chown postgres "$work/base"; }
  measure "full/pg_basebackup" "$work/base" as_postgres "$bin/pg_basebackup" -h "$work" -p "$port" -U bench \
    -D "$work/base" -Ft -Z client-zstd:3 -c fast
  rm -rf "$work/base"
  # whoever restores second gets the memory that the first has just given back
  if [ $(($1 % 2)) = 1 ]; then
    restore_holdfast
    restore_pgbackrest
  else
    restore_pgbackrest
    restore_holdfast
  fi
}

incremental() {
  churn "$1"
  measure "incremental/Holdfast" "$work/holdfast/vault" holdfast backup run postgres --quiet
  [ -z "$peer" ] || measure "incremental/pgBackRest" "$work/pgbackrest" pgbackrest_do backup --type=incr
}

table() {
  sort -s -k1,1 "$work/figures" | awk '
    function flush(  i, c, line) {
      if (name == "") return
      for (c = 1; c <= 4; c++) {
        for (i = 1; i <= n; i++) v[i] = f[c, i]
        sorted(v, n); low[name, c] = v[1]; mid[name, c] = v[int((n + 1) / 2)]
      }
      names[++count] = name
    }
    function sorted(v, n,  i, j, t) {
      for (i = 2; i <= n; i++) { t = v[i]; for (j = i - 1; j > 0 && v[j] > t; j--) v[j + 1] = v[j]; v[j + 1] = t }
    }
    $1 != name { flush(); name = $1; n = 0 }
    { n++; for (c = 1; c <= 4; c++) f[c, n] = $(c + 1) + 0 }
    END {
      flush()
      printf "%-24s%17s%19s%7s%14s\n", "", "wall s  x peer", "CPU s    x peer", "MB RSS", "MB    x peer"
      for (k = 1; k <= count; k++) {
        split(names[k], part, "/"); peer = part[1] "/pgBackRest"
        printf "%-24s", part[2] " " part[1]
        printf "%5.1f %5.1f %5s", low[names[k], 1], mid[names[k], 1], ratio(names[k], peer, 1)
        printf " %6.2f %6.2f %5s", low[names[k], 2], mid[names[k], 2], ratio(names[k], peer, 2)
        printf "%7.0f", mid[names[k], 3]
        if (mid[names[k], 4] > 0) printf "%8.1f %5s", mid[names[k], 4], ratio(names[k], peer, 4)
        print ""
      }
    }
    function ratio(one, other, c) {
      return (other, c) in low && low[other, c] > 0 ? sprintf("%.2f", low[one, c] / low[other, c]) : "-"
    }'
}

echo "building Holdfast, and waiting for its training …" >&2
await_training
for set in $sets; do
  start_server
  fill "$set"
  : >"$work/figures"
  size=$(sql -At -c "select sum(pg_database_size(oid)) / 1000000 from pg_database")
  [ -z "$peer" ] || prepare_pgbackrest
  for turn in $(seq "$repeats"); do
    echo "$set: turn $turn of $repeats …" >&2
    round "$turn"
  done
  incremental "$set"
  echo
  echo "$set: ${size%.*} MB, PostgreSQL $("$bin/postgres" --version | awk '{ print $3 }'), zstd 3," \
    "$(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg); lowest and median of $repeats"
  table
  stop_server
  rm -rf "$data" "$work"/pgbackrest* "$work/holdfast"
done
