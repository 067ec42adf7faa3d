#!/bin/sh
# Measures one span: nanoseconds and bytes, with tracing off, sampled out, on, and kept in the span store.
#
#   benchmarks/tracing/jmh.sh [JMH OPTION ...]
#
# Needs Java 17 and Maven. Builds what it needs. About three minutes; leave the machine alone meanwhile.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
list=$root/modules/telemetry/target/jmh.classpath
mvn -q -f "$root/pom.xml" -pl modules/telemetry -am -DskipTests \
  test-compile dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test
exec java -cp "$root/modules/telemetry/target/test-classes:$root/modules/telemetry/target/classes:$(cat "$list")" \
  org.openjdk.jmh.Main -prof gc -f 1 "$@" SpanBenchmark
