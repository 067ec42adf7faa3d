#!/bin/sh
# How well the questions of questions.tsv find their passages: by vectors, by words, and fused.
# Usage: benchmarks/search/quality.sh [SERVER]     a running server that embeds; needs Java 17 and Maven
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/benchmarks/search/classpath.sh"
exec java -Dbasedir="$module" -cp "$classpath" io.throughline.search.store.lucene.SearchQualityBenchmark \
  "${1:-http://localhost:9080}" "$root/benchmarks/search/questions.tsv"
