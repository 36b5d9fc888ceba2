# Finds a JDK of 25 or newer and exports JAVA_HOME. Sourced by ./mvnw and ./holdfast.
# Reads each JDK's `release` file instead of starting a JVM: a JVM start costs more than the search.

HOLDFAST_JDK_NEEDED=25

holdfast_jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

holdfast_jdk_is_new_enough() {
  _version=$(holdfast_jdk_version "$1") || return 1
  [ "${_version:-0}" -ge "$HOLDFAST_JDK_NEEDED" ]
}

holdfast_jdk_on_path() {
  _javac=$(command -v javac) || return 1
  _javac=$(readlink -f "$_javac") || return 1
  dirname "$(dirname "$_javac")"
}

holdfast_find_jdk() {
  for _jdk in "${HOLDFAST_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(holdfast_jdk_on_path)" \
    /usr/lib/jvm/* /opt/java/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.local/share/mise/installs/java/* "${HOME:-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$_jdk" ] && holdfast_jdk_is_new_enough "$_jdk"; then
      JAVA_HOME=$_jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "error: no JDK $HOLDFAST_JDK_NEEDED or newer was found" >&2
  echo "hint: install one (for example Eclipse Temurin $HOLDFAST_JDK_NEEDED), or set HOLDFAST_JAVA_HOME to where it is" >&2
  exit 3
}

holdfast_find_jdk

# Maven's own JVM: here and not in jvm.config, because a JDK 17 would refuse to start with these.
MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC"
export MAVEN_OPTS
