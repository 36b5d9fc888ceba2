#!/bin/bash
# What watching costs an idle server: Holdfast at its default settings beside Debian's
# prometheus-postgres-exporter, scraped every 15 seconds, over the same minutes. Three servers of
# their own: one that nobody watches, to be taken off the others.
#   benchmarks/compare-monitoring.sh [MINUTES]        needs postgresql and, for the peer,
#   prometheus-postgres-exporter and curl; exit code 1 when Holdfast takes more than 1 % of a core
set -euo pipefail
minutes=${1:-10}
here=$(cd "$(dirname "$0")" && pwd)
home=${HOLDFAST_HOME:-$(dirname "$here")}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
work=$(mktemp -d)
chmod 755 "$work"
pids=()

as_server() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups -- "$@"; else "$@"; fi
}

finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for each in none holdfast exporter; do
    as_server "$bin/pg_ctl" -D "$work/$each" -m immediate stop >/dev/null 2>&1 || true
  done
  rm -rf "$work"
}
trap finish EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start_server() { # name
  install -d -m 700 "$work/$1"
  [ "$(id -u)" != 0 ] || chown postgres: "$work/$1"
  as_server "$bin/initdb" -D "$work/$1" -U postgres --auth=trust >/dev/null
  port=$(free_port)
  as_server "$bin/pg_ctl" -D "$work/$1" -l "$work/$1/log" -w -o "-p $port -k $work/$1 -h 127.0.0.1" start >/dev/null
  psql -qX -h 127.0.0.1 -p "$port" -U postgres -c 'create role watcher login; grant pg_monitor to watcher;
    grant create on database postgres to watcher; create table orders as select generate_series(1, 100000) as id' \
    -c 'vacuum analyze' postgres
  eval "port_$1=$port"
}

# ticks that the postmaster's ended children, itself and its living children have taken
ticks() { # name
  local postmaster total
  postmaster=$(head -1 "$work/$1/postmaster.pid")
  total=$(sed 's/.*) //' "/proc/$postmaster/stat" | awk '{print $12 + $13 + $14 + $15}')
  for child in $(ps -o pid= --ppid "$postmaster"); do
    total=$((total + $(own_ticks "$child")))
  done
  echo "$total"
}

own_ticks() { # pid; one that has ended counts with its parent
  { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null || echo; } | awk '{print $12 + $13 + 0}'
}

for each in none holdfast exporter; do start_server "$each"; done

"$home/holdfast" version >/dev/null
cat > "$work/holdfast.yaml" <<YAML
estate: comparison
vault: {key: "\${file:vault.key}"}
environments: [{name: local}]
databases:
  - name: shop
    in: {local: {url: "postgresql://watcher@127.0.0.1:$port_holdfast/postgres", monitor: {}}}
YAML
"$home/holdfast" monitor run --quiet --config "$work/holdfast.yaml" >"$work/said" 2>&1 &
watch=$!
pids+=("$watch")

exporter=
if command -v prometheus-postgres-exporter >/dev/null; then
  port=$(free_port)
  DATA_SOURCE_NAME="postgresql://watcher@127.0.0.1:$port_exporter/postgres?sslmode=disable" \
    prometheus-postgres-exporter --web.listen-address="127.0.0.1:$port" >"$work/exporter.log" 2>&1 &
  exporter=$!
  pids+=("$exporter")
  (while sleep 15; do curl -sf "http://127.0.0.1:$port/metrics" >/dev/null || true; done) &
  pids+=("$!")
fi

sleep 60 # both have started and asked once
for each in none holdfast exporter; do eval "before_$each=$(ticks "$each")"; done
watch_before=$(own_ticks "$watch")
exporter_before=$([ -z "$exporter" ] || own_ticks "$exporter")
sleep $((minutes * 60))
for each in none holdfast exporter; do eval "after_$each=$(ticks "$each")"; done
watch_after=$(own_ticks "$watch")
exporter_after=$([ -z "$exporter" ] || own_ticks "$exporter")

kill -0 "$watch" || { echo "holdfast ended:" >&2; cat "$work/said" >&2; exit 70; }
hertz=$(getconf CLK_TCK)
percent() { awk -v t="$1" -v h="$hertz" -v m="$minutes" 'BEGIN {printf "%.2f", 100 * t / h / (m * 60)}'; }
idle=$((after_none - before_none))
cost=$(percent $((after_holdfast - before_holdfast - idle)))
printf '%s minutes, %s, in %% of one core (an unwatched server: %s)\n' \
  "$minutes" "$("$bin/postgres" --version)" "$(percent $idle)"
printf '%-28s %8s %8s\n' '' server watcher
printf '%-28s %8s %8s\n' 'Holdfast' "$cost" "$(percent $((watch_after - watch_before)))"
[ -z "$exporter" ] || printf '%-28s %8s %8s\n' 'postgres_exporter, 15 s' \
  "$(percent $((after_exporter - before_exporter - idle)))" "$(percent $((exporter_after - exporter_before)))"
awk -v c="$cost" 'BEGIN {exit c > 1}'
