#!/usr/bin/env bash
# Measures questions without a language model on two servers that run at the same time: with tracing off and on.
# Usage: benchmarks/search/ask.sh [DOCUMENTS [ROUNDS]]     needs Java 17, Maven, 6 GiB, and about 10 minutes alone
set -euo pipefail
documents=${1:-5000}
rounds=${2:-9}
source "$(dirname "$0")/../serve.sh"
compile "$root"/benchmarks/search/Ask.java
serve ask-off 9281 TRACING=off THROUGHLINE_SEARCH_RATE=0
off=off=9281:$server
serve ask-on 9282 TRACING=on THROUGHLINE_SEARCH_RATE=0
java -cp "$out/classes" Ask "$documents" "$rounds" "$off" "on=9282:$server"
