#!/usr/bin/env bash
# Measures what tracing costs the whole server. Starts one server for each way of tracing:
#   off     TRACING=off
#   none    on, spans neither kept nor exported
#   otlp    on, exported by OTLP/HTTP to a collector that throws them away
#   store   on, kept for the trace page: the default
#   agent   off, with the OpenTelemetry Java agent exporting to the same collector
# Usage: benchmarks/tracing/run.sh [ROUNDS [WAYS]]     needs Java 17, Maven, 12 GiB, and about 20 minutes alone
set -euo pipefail
rounds=${1:-5}
ways=${2:-off none otlp store agent}
root=$(cd "$(dirname "$0")/../.." && pwd)
war=$root/deploy/war/target
out=$root/target/benchmarks
agent=2.22.0
sink=4399
mvn -q -f "$root/pom.xml" pre-integration-test -DskipTests
mvn -q dependency:copy -Dartifact="io.opentelemetry.javaagent:opentelemetry-javaagent:$agent" -DoutputDirectory="$out"
rm -rf "$out/servers"
mkdir -p "$out/classes"
javac -d "$out/classes" "$root"/benchmarks/http/Load.java "$root"/benchmarks/tracing/*.java

running=()
trap 'kill "${running[@]}" 2>/dev/null || true' EXIT
java -cp "$out/classes" Sink "$sink" &
running+=($!)

# serve NAME PORT VARIABLE=VALUE...: starts a server and waits until it is ready
serve() {
  local name=$1 port=$2 user=$out/servers/$1
  shift 2
  case " $ways " in *" $name "*) ;; *) return ;; esac
  mkdir -p "$user/servers/throughline/apps" "$user/shared/resources"
  cp "$root"/src/main/liberty/config/* "$user/servers/throughline/"
  cp -r "$war/liberty/wlp/usr/shared/resources/jdbc" "$user/shared/resources/"
  cp "$war/throughline.war" "$user/servers/throughline/apps/"
  env WLP_USER_DIR="$user" HTTP_PORT="$port" "$@" \
    "$war/liberty/wlp/bin/server" run throughline >"$user/log" 2>&1 &
  for _ in $(seq 120); do
    curl -sf "localhost:$port/health/ready" >/dev/null && break
    sleep 1
  done
  for pid in $(pgrep -f ws-server.jar); do
    if grep -qzx "WLP_USER_DIR=$user" "/proc/$pid/environ"; then
      running+=("$pid")
      servers+=("$name=$port:$pid")
    fi
  done
}

otlp=(OTEL_EXPORTER_OTLP_ENDPOINT="http://localhost:$sink" OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf)
servers=()
serve off 9181 TRACING=off
serve none 9182 TRACING=on THROUGHLINE_TRACES_STORE=off
serve otlp 9183 TRACING=on THROUGHLINE_TRACES_STORE=off "${otlp[@]}"
serve store 9184 TRACING=on
serve agent 9185 TRACING=off "${otlp[@]}" OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none \
  JVM_ARGS="-javaagent:$out/opentelemetry-javaagent-$agent.jar"
java -cp "$out/classes" Overhead "$rounds" "$root/samples/meeting.wav" "${servers[@]}"

echo
echo "live heap after a full collection, and resident memory"
for server in "${servers[@]}"; do
  pid=${server##*:}
  jcmd "$pid" GC.run >/dev/null
  used=$(jcmd "$pid" GC.heap_info | grep -o 'used [0-9]*K' | head -1 | tr -dc 0-9)
  printf '%-8s %6d MiB %6d MiB\n' "${server%%=*}" $((used / 1024)) \
    "$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status")"
done
