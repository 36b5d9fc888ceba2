#!/usr/bin/env bash
# Backs the same server up with pg_basebackup, pgBackRest and Holdfast, and prints wall time, CPU of
# client and server together, and stored bytes, each with its ratio to Holdfast.
set -euo pipefail

scale=20
while [ $# -gt 0 ]; do
  case $1 in
  --scale) scale=$2; shift 2 ;;
  *) echo "usage: benchmarks/compare-backup.sh [--scale N]" >&2; exit 2 ;;
  esac
done

home=$(cd "$(dirname "$0")/.." && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "error: no PostgreSQL in /usr/lib/postgresql; apt-get install postgresql" >&2; exit 3; }
work=$(mktemp -d /tmp/holdfast-benchmark.XXXXXX)
data=$work/data
port=$((20000 + RANDOM % 20000))

as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups -- "$@"; else "$@"; fi; }
sql() { as psql -X -q -h "$work" -p "$port" -U bench -d postgres -v ON_ERROR_STOP=1 "$@"; }

stop() {
  as "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT

start_server() {
  [ "$(id -u)" != 0 ] || chown postgres "$work"
  chmod 755 "$work"
  as "$bin/initdb" -D "$data" -U bench -A trust -k >/dev/null
  cat >>"$data/postgresql.conf" <<CONF
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '$work'
shared_buffers = 256MB
max_wal_size = 8GB
archive_mode = on
archive_command = '[ ! -e $work/pgbackrest.conf ] || pgbackrest --config=$work/pgbackrest.conf --stanza=bench archive-push %p'
CONF
  as "$bin/pg_ctl" -D "$data" -l "$work/server.log" -w start >/dev/null
  as "$bin/pgbench" -h "$work" -p "$port" -U bench -i -s "$scale" -q postgres 2>/dev/null
  sql -c "create table text as select g id, md5(g::text) || md5((g * 7)::text) body,
            'customer ' || g % 5000 || ' of region ' || g % 17 note
          from generate_series(1, $scale * 70000) g" -c "vacuum analyze" -c checkpoint
  postmaster=$(head -n 1 "$data/postmaster.pid")
}

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 + $14 + $15 }' "/proc/$1/stat" 2>/dev/null || echo 0; }

# CPU ticks of the server: the postmaster with its ended children, and those that live
server_ticks() {
  total=$(ticks "$postmaster")
  for child in $(pgrep -P "$postmaster"); do total=$((total + $(ticks "$child"))); done
  echo "$total"
}

# measure NAME DIRECTORY COMMAND…: one row of the table
rows=()
measure() {
  name=$1 stored=$2
  shift 2
  sql -c checkpoint
  sync
  before=$(server_ticks)
  began=$(date +%s.%N)
  TIMEFORMAT='%U %S'
  client=$({ time "$@" >"$work/last.log" 2>&1; } 2>&1) || { cat "$work/last.log" >&2; exit 1; }
  wall=$(echo "$(date +%s.%N) - $began" | bc)
  server=$(echo "scale=2; ($(server_ticks) - $before) / $(getconf CLK_TCK)" | bc)
  cpu=$(echo "$client $server" | awk '{ print $1 + $2 + $3 }')
  bytes=$([ -n "$stored" ] && du -sb "$stored" | cut -f1 || echo 0)
  rows+=("$name $wall $cpu $bytes")
}

holdfast() { (cd "$work/holdfast" && "$home/holdfast" "$@"); }

prepare_holdfast() {
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

prepare_pgbackrest() {
  mkdir -p "$work/pgbackrest"
  cat >"$work/pgbackrest.conf" <<CONF
[global]
repo1-path=$work/pgbackrest
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=benchmark
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
  mkdir -p "$work/lock" "$work/log"
  [ "$(id -u)" != 0 ] || chown -R postgres "$work/pgbackrest" "$work/lock" "$work/log"
  as pgbackrest --config="$work/pgbackrest.conf" --stanza=bench stanza-create >/dev/null
}

echo "building Holdfast and filling the server …" >&2
"$home/holdfast" version >/dev/null
start_server
size=$(sql -At -c "select sum(pg_database_size(oid)) from pg_database")

prepare_holdfast sql
measure "Holdfast-over-SQL" "$work/holdfast/vault" holdfast backup run postgres --quiet
rm -rf "$work/holdfast"
prepare_holdfast auto
measure "Holdfast" "$work/holdfast/vault" holdfast backup run postgres --quiet
measure "pg_basebackup" "$work/base" as "$bin/pg_basebackup" -h "$work" -p "$port" -U bench \
  -D "$work/base" -Ft -Z client-zstd:3 -c fast
if command -v pgbackrest >/dev/null; then
  prepare_pgbackrest
  measure "pgBackRest" "$work/pgbackrest" as pgbackrest --config="$work/pgbackrest.conf" --stanza=bench backup --type=full
else
  echo "pgbackrest is not installed: left out" >&2
fi

measure "Holdfast-restore" "" holdfast backup restore postgres --to "$work/restored" --yes --quiet
if command -v pgbackrest >/dev/null; then
  mkdir -m 700 "$work/pgback-restored"
  [ "$(id -u)" != 0 ] || chown postgres "$work/pgback-restored"
  measure "pgBackRest-restore" "" as pgbackrest --config="$work/pgbackrest.conf" --stanza=bench \
    --pg1-path="$work/pgback-restored" restore
fi

echo
echo "$(nproc) cores, PostgreSQL $("$bin/postgres" --version | awk '{print $3}'), $((size / 1000000)) MB, zstd 3"
printf '%s\n' "${rows[@]}" | awk '
  $1 == "Holdfast" { wall = $2; cpu = $3; bytes = $4 }
  $1 == "Holdfast-restore" { rwall = $2; rcpu = $3 }
  { line[NR] = $0 }
  END {
    printf "%-20s %8s %6s %8s %6s %9s %6s\n", "", "wall s", "ratio", "CPU s", "ratio", "MB", "ratio"
    for (i = 1; i <= NR; i++) {
      split(line[i], f, " ")
      restore = f[1] ~ /restore/
      w = restore ? rwall : wall; c = restore ? rcpu : cpu
      printf "%-20s %8.1f %6.2f %8.1f %6.2f", f[1], f[2], f[2] / w, f[3], f[3] / c
      if (f[4] > 0) printf " %9.1f %6.2f", f[4] / 1e6, f[4] / bytes
      print ""
    }
  }'
