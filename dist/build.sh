#!/bin/sh
# Makes the release: dist/target/holdfast-VERSION.tar.gz, which runs without a build.
#
#   bin/holdfast      the launcher
#   lib/              jars
#   licences/         of what lib/ holds
#   docs/, README.md
#   systemd/, container/, prometheus/, grafana/
#
# Takes a JDK 25 (found as ./mvnw finds it), and the network where Maven's repository lacks something.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$home"
. .mvn/jdk.sh
version=$(sed -n 's:^  <version>\(.*\)</version>.*:\1:p' pom.xml)
name=holdfast-$version
place=$home/dist/target/$name

./mvnw -q -Dmaven.test.skip=true -pl app -am package

rm -rf "$place"
mkdir -p "$place/bin" "$place/lib" "$place/licences"
cp holdfast "$place/bin/holdfast"
cp .mvn/jdk.sh "$place/bin/jdk.sh"
cp app/target/lib/*.jar app/target/holdfast-app-*.jar "$place/lib/"
cp app/target/classpath app/target/stamp "$place/lib/"
echo "$version" >"$place/lib/version"
cp -r LICENSE README.md CHANGELOG.md docs "$place/"
cp -r dist/systemd dist/container dist/prometheus dist/grafana "$place/"
"$JAVA_HOME/bin/java" dist/Licences.java "$place/lib" "$place/licences"

# The same content makes the same archive.
when=$(git log -1 --format=%ct 2>/dev/null || date +%s)
tar -C dist/target --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$when" \
  --mode=u=rwX,go=rX -cf - "$name" | gzip -n -9 >"dist/target/$name.tar.gz"
(cd dist/target && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
ls -l "dist/target/$name.tar.gz"
