#!/bin/sh
# The embedded index alone: rate, recall against exact search, latencies, heap, disk.
# Usage: benchmarks/search/index.sh [PASSAGES]     needs Java 17 and Maven, and about ten minutes alone
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/benchmarks/search/classpath.sh"
exec java -Xmx2g -Dbasedir="$module" -cp "$classpath" io.throughline.search.store.lucene.IndexBenchmark \
  "${1:-100000}"
