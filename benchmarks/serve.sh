# Sourced by benchmark scripts: builds the server, and starts servers that end with the script.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
war=$root/deploy/war/target
out=$root/target/benchmarks
mvn -q -f "$root/pom.xml" pre-integration-test -DskipTests
rm -rf "$out/servers"
mkdir -p "$out/classes"
app=$war/throughline.war
running=()
trap 'kill "${running[@]}" 2>/dev/null || true' EXIT

# compile [OPTION]... FILE...: programs of a benchmark, beside Load
compile() {
  javac -d "$out/classes" "$@" "$root"/benchmarks/http/Load.java
}

# serve NAME PORT VARIABLE=VALUE...: starts a server, waits until it is ready, leaves its process id in $server
serve() {
  local name=$1 port=$2 user=$out/servers/$1
  shift 2
  mkdir -p "$user/servers/throughline/apps" "$user/shared/resources"
  cp "$root"/src/main/liberty/config/* "$user/servers/throughline/"
  cp -r "$war/liberty/wlp/usr/shared/resources/." "$user/shared/resources/"
  cp "$app" "$user/servers/throughline/apps/throughline.war"
  env WLP_USER_DIR="$user" HTTP_PORT="$port" "$@" \
    "$war/liberty/wlp/bin/server" run throughline >"$user/log" 2>&1 &
  for _ in $(seq 120); do
    curl -sf "localhost:$port/health/ready" >/dev/null && break
    sleep 1
  done
  for server in $(pgrep -f ws-server.jar); do
    if grep -qzx "WLP_USER_DIR=$user" "/proc/$server/environ"; then
      running+=("$server")
      return
    fi
  done
  echo "$name did not start; see $user/log" >&2
  exit 1
}
