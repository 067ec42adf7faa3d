#!/bin/sh
# The embedded index alone: rate, recall against exact search, latencies, heap, disk.
# Usage: benchmarks/search/index.sh [PASSAGES [JDBC_URL]]     needs Java 17 and Maven, and about ten minutes alone
# With the URL of a PostgreSQL that has pgvector, the rows there are searched instead of files.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/benchmarks/search/classpath.sh"
exec java -Xmx2g -Dbasedir="$module" -Dthroughline.test.pgvector="${2:-}" -cp "$classpath" \
  io.throughline.search.store.IndexBenchmark \
  "${1:-100000}"
