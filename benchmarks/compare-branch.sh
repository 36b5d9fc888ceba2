#!/bin/bash
# From a backup to the first answered query, and the work after it, side by side:
#
#   holdfast branch open     a mounted branch: the first query
#   holdfast restore, start  all files copied, then the server started
#   pgBackRest restore, start
#   plain                    the copied directory, for the ratios of the work on it
#
# Usage: benchmarks/compare-branch.sh [--scale N] [--rounds N] [--seconds N]
#   --scale   pgbench's; 100 is about 1.5 GB
#   --rounds  of the opening, interleaved; the lowest counts
#   --seconds of each pgbench run
#
# Needs root (a branch is mounted directly), PostgreSQL's programs with pgbench, psql, jq; pgBackRest where it
# is installed. Works in a new directory below $TMPDIR, on ports from 5701 on, and deletes it in the end.
set -euo pipefail

scale=100 rounds=5 seconds=10
while [ $# -gt 0 ]; do
  case $1 in
  --scale) scale=$2 ;;
  --rounds) rounds=$2 ;;
  --seconds) seconds=$2 ;;
  *) sed -n '2,/^set/p' "$0" | sed '$d'; exit 2 ;;
  esac
  shift 2
done

here=$(cd "$(dirname "$0")/.." && pwd -P)
bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}
work=$(mktemp -d)
chmod 755 "$work"
as="setpriv --reuid postgres --regid postgres --clear-groups --"
source_port=5701 copy_port=5702
holdfast=$here/holdfast

finish() {
  (cd "$work" && "$holdfast" branch close --all -q >/dev/null 2>&1) || true
  for data in "$work"/source "$work"/copy "$work"/rest; do
    $as "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1 || true
  done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

now() { date +%s.%N; }
took() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f\n", b - a }'; }
sql() { psql -X -q -A -t "$@"; }
lowest() { sort -n | head -n 1; }

start() { # directory port
  $as "$bin/pg_ctl" -D "$1" -l "$1/server.log" -w \
    -o "-p $2 -k $work/sockets -c listen_addresses=127.0.0.1 -c shared_buffers=128MB -c fsync=off -c wal_init_zero=off -c wal_recycle=off -c max_wal_size=4GB -c archive_mode=off" \
    start >/dev/null
}

prepare() {
  install -d -o postgres "$work/source" "$work/sockets" "$work/pgbackrest"
  $as "$bin/initdb" -D "$work/source" -U postgres -k -A trust >/dev/null
  start "$work/source" $source_port
  sql -h 127.0.0.1 -p $source_port -U postgres -c 'create database bench'
  "$bin/pgbench" -h 127.0.0.1 -p $source_port -U postgres -i -q -s "$scale" bench >/dev/null 2>&1
  sql -h 127.0.0.1 -p $source_port -U postgres -c checkpoint
  cat >"$work/holdfast.yaml" <<EOF
estate: bench
vault: {key: "\${file:vault.key}"}
scratch: {directory: $work/scratch}
environments: [{name: bench}]
storages: [{name: local, type: file, path: vault}]
databases:
  - name: bench
    in:
      bench: {url: "postgresql://postgres@127.0.0.1:$source_port/bench", backup: {to: [local]}}
EOF
  cd "$work"
  "$holdfast" vault init --yes -q >/dev/null
  "$holdfast" backup run bench -q >/dev/null
  if command -v pgbackrest >/dev/null; then
    cat >"$work/pgbackrest.conf" <<EOF
[global]
repo1-path=$work/pgbackrest
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=benchmark
repo1-retention-full=1
compress-type=zst
compress-level=3
process-max=2
start-fast=y
archive-check=n
archive-copy=n
log-path=$work/pgbackrest
lock-path=$work/pgbackrest/lock
[bench]
pg1-path=$work/source
pg1-port=$source_port
pg1-user=postgres
pg1-socket-path=$work/sockets
EOF
    rest stanza-create --no-online || rest stanza-create
    # its archive is taken once, with the segments of the backup, so that the copy can recover
    sql -h 127.0.0.1 -p $source_port -U postgres -c \
      "alter system set archive_command = 'pgbackrest --config=$work/pgbackrest.conf --stanza=bench archive-push %p'" \
      -c "alter system set archive_mode = on"
    $as "$bin/pg_ctl" -D "$work/source" -m fast stop >/dev/null
    $as "$bin/pg_ctl" -D "$work/source" -l "$work/source/server.log" -w \
      -o "-p $source_port -k $work/sockets -c listen_addresses=127.0.0.1" start >/dev/null
    rest backup --type=full
  fi
}

rest() { $as pgbackrest --config="$work/pgbackrest.conf" --stanza=bench --log-level-console=error "$@"; }

drop_caches() { sync; echo 3 >/proc/sys/vm/drop_caches 2>/dev/null || true; }

open_branch() {
  drop_caches
  local t url
  t=$(now)
  url=$("$holdfast" branch open bench --name measured --json -q | tee "$work/opened" | jq -r .url)
  sql "$url" -c 'select count(*) from pgbench_branches' >/dev/null
  took "$t"
}

restore_holdfast() {
  rm -rf "$work/copy"
  drop_caches
  local t
  t=$(now)
  "$holdfast" backup restore bench --to "$work/copy" --yes -q >/dev/null
  start "$work/copy" $copy_port
  sql -h 127.0.0.1 -p $copy_port -U postgres bench -c 'select count(*) from pgbench_branches' >/dev/null
  took "$t"
}

restore_pgbackrest() {
  rm -rf "$work/rest"
  install -d -o postgres -m 700 "$work/rest"
  drop_caches
  local t
  t=$(now)
  rest restore --pg1-path="$work/rest" --archive-mode=off --type=immediate --target-action=promote
  start "$work/rest" $copy_port
  sql -h 127.0.0.1 -p $copy_port -U postgres bench -c 'select count(*) from pgbench_branches' >/dev/null
  took "$t"
}

stop() { $as "$bin/pg_ctl" -D "$1" -m immediate stop >/dev/null; }

work_on() { # address, name
  local t
  t=$(now); sql "$1" -c 'set max_parallel_workers_per_gather = 0' -c 'select sum(abalance) from pgbench_accounts' >/dev/null
  echo "$2 scan-first $(took "$t")"
  t=$(now); sql "$1" -c 'set max_parallel_workers_per_gather = 0' -c 'select sum(abalance) from pgbench_accounts' >/dev/null
  echo "$2 scan-again $(took "$t")"
}

tps() { "$bin/pgbench" -n -c 2 -j 2 -T "$seconds" "${@:2}" "$1" 2>/dev/null | awk '/^tps/ { print $3 }'; }

pgbench_on() { # address, name
  echo "$2 select-first $(tps "$1" -S)"
  echo "$2 select-warm $(tps "$1" -S)"
  echo "$2 read-write $(tps "$1")"
}

prepare
echo "scale $scale, $(du -sh "$work/source/base" | cut -f 1) of tables, PostgreSQL $("$bin/postgres" -V | cut -d ' ' -f 3)"

for _ in $(seq "$rounds"); do
  open_branch >>"$work/branch.times"
  "$holdfast" branch close measured -q >/dev/null
  restore_holdfast >>"$work/holdfast.times"
  stop "$work/copy"
  if command -v pgbackrest >/dev/null; then
    restore_pgbackrest >>"$work/pgbackrest.times"
    stop "$work/rest"
  fi
done
echo "seconds from the command to the first answer, lowest of $rounds:"
for each in branch holdfast pgbackrest; do
  [ -f "$work/$each.times" ] && echo "  $each $(lowest <"$work/$each.times")"
done
echo "  of the branch, replay: $(jq -r .replaySeconds "$work/opened")"

restore_holdfast >/dev/null
plain="postgresql://postgres@127.0.0.1:$copy_port/bench"
drop_caches; work_on "$plain" plain
open_branch >/dev/null
url=$(jq -r .url "$work/opened")
drop_caches; work_on "$url" branch
"$holdfast" branch close measured -q >/dev/null
stop "$work/copy"
restore_holdfast >/dev/null
drop_caches; pgbench_on "$plain" plain
open_branch >/dev/null
url=$(jq -r .url "$work/opened")
drop_caches; pgbench_on "$url" branch
"$holdfast" branch list
