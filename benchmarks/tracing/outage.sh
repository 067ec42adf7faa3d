#!/usr/bin/env bash
# Measures what a trace backend that is down costs requests and heap: it takes spans, refuses connections, cannot be
# reached, says nothing, answers 503, in turn. Usage: benchmarks/tracing/outage.sh [ROUNDS]
# Needs Java 17, Maven, 4 GiB, and about six minutes alone for three rounds.
set -euo pipefail
source "$(dirname "$0")/../serve.sh"
compile "$root"/benchmarks/tracing/*.java
collector=4398
serve outage 9186 OTEL_EXPORTER_OTLP_ENDPOINT="http://localhost:$collector" OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
java -cp "$out/classes" Outage "${1:-3}" 9186 "$collector" "$server"
