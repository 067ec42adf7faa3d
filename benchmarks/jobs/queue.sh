#!/bin/sh
# Measures the job queue's claim and complete alone against db-scheduler on the same PostgreSQL, in turn.
# Usage: benchmarks/jobs/queue.sh [ROUNDS [JOBS [THREADS]]]     needs Java 17 and Maven, and about two minutes alone
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
module=$root/modules/job
list=$module/target/benchmark.classpath
mvn -q -f "$root/pom.xml" -pl modules/job -am -DskipTests \
  test-compile dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test
exec java -Dbasedir="$module" -cp "$module/target/test-classes:$module/target/classes:$(cat "$list")" \
  io.throughline.job.store.QueueBenchmark "${1:-5}" "${2:-5000}" "${3:-4}"
