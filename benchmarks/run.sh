#!/bin/sh
# Compiles the programs here against the built Holdfast and runs one of them with the heap that
# Holdfast itself has: benchmarks/run.sh HugeRelation 100
set -eu
[ $# -ge 1 ] || { echo "usage: benchmarks/run.sh HugeRelation|ManyIncrementals|WarmIncremental|RecoveryPoint|Detection [ARGUMENT…]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
home=${HOLDFAST_HOME:-$(dirname "$here")}
"$home/holdfast" version >/dev/null
. "$home/.mvn/jdk.sh"
class_path=$(echo "$home"/app/target/holdfast-app-*.jar):$home/app/target/lib/*
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$1
shift
"$JAVA_HOME/bin/javac" -cp "$class_path" -d "$work/classes" "$here"/*.java
mkdir "$work/data"
chmod 755 "$work" "$work/data"
"$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp "$work/classes:$class_path" \
  "dev.holdfast.app.$program" "$work/data" "$@"
