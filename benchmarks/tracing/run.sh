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
source "$(dirname "$0")/../serve.sh"
compile "$root"/benchmarks/tracing/*.java
agent=2.22.0
sink=4399
mvn -q dependency:copy -Dartifact="io.opentelemetry.javaagent:opentelemetry-javaagent:$agent" -DoutputDirectory="$out"
java -cp "$out/classes" Sink "$sink" &
running+=($!)

# way NAME PORT VARIABLE=VALUE...: starts a server for a way of tracing, if that is asked for
way() {
  case " $ways " in *" $1 "*) ;; *) return ;; esac
  serve "$@"
  servers+=("$1=$2:$server")
}

otlp=(OTEL_EXPORTER_OTLP_ENDPOINT="http://localhost:$sink" OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf)
servers=()
way off 9181 TRACING=off
way none 9182 TRACING=on THROUGHLINE_TRACES_STORE=off
way otlp 9183 TRACING=on THROUGHLINE_TRACES_STORE=off "${otlp[@]}"
way store 9184 TRACING=on
way agent 9185 TRACING=off "${otlp[@]}" OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none \
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
