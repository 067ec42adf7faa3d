#!/usr/bin/env bash
# Measures questions over many passages on one server with tracing on. The index is filled with vectors that a small
# program makes up instead of a model, which would take hours; questions are embedded by the embedded model.
# Usage: benchmarks/search/large.sh [DOCUMENTS [ROUNDS]]     one passage each; needs Java 17, Maven, 6 GiB, and about 20 minutes alone
set -euo pipefail
documents=${1:-100000}
rounds=${2:-4}
source "$(dirname "$0")/../serve.sh"
compile "$root"/benchmarks/search/{Ask,Vectors}.java
java -cp "$out/classes" Vectors 9290 384 &
running+=($!)
serve large 9283 TRACING=on THROUGHLINE_SEARCH_RATE=0 THROUGHLINE_EMBEDDINGS_URL=http://localhost:9290/v1 \
  THROUGHLINE_EMBEDDINGS_MODEL=all-minilm-l6-v2 THROUGHLINE_EMBEDDINGS_DIMENSIONS=384
java -cp "$out/classes" Ask "$documents" 0 "on=9283:$server"
kill "$server"
tail --pid="$server" -f /dev/null
serve large 9283 TRACING=on THROUGHLINE_SEARCH_RATE=0
java -cp "$out/classes" Ask 0 "$rounds" "on=9283:$server"
curl -s localhost:9283/api/admin/search/stats
du -sh "$out/servers/large/servers/throughline/data"
