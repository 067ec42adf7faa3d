#!/usr/bin/env bash
# Measures the job queue of a whole server by HTTP with jobs that do nothing: jobs a second, submit to start, list and
# queue beside 100,000 finished jobs, 10,000 waiting jobs, 1,000 listeners. First with the embedded database, then with
# PostgreSQL and Redis. Usage: benchmarks/jobs/run.sh [embedded|postgres]     needs Java 17, Maven, 6 GiB, and about ten
# minutes alone
set -euo pipefail
part=${1:-both}
source "$(dirname "$0")/../serve.sh"
jobs=$root/benchmarks/jobs
list=$out/job.classpath
mvn -q -f "$root/pom.xml" -pl modules/job -am -DskipTests \
  test-compile dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test
compile -cp "$(cat "$list")" "$jobs"/*.java
app=$out/nowork.war
rm -rf "$out/nowork"
javac -d "$out/nowork/WEB-INF/classes" -cp "$root/modules/job/target/classes:$(cat "$list")" "$jobs"/nowork/*.java
cp "$war/throughline.war" "$app"
jar uf "$app" -C "$out/nowork" WEB-INF

if [ "$part" != postgres ]; then
  echo "embedded database"
  serve embedded 9187 THROUGHLINE_JOB_MAX_QUEUED=20000
  java -cp "$out/classes" JobLoad 9187 "$server"
  kill "$server"
fi
if [ "$part" = embedded ]; then
  exit
fi

: >"$out/services"
java -cp "$out/classes:$(cat "$list")" Services >"$out/services" 2>"$out/services.log" &
running+=($!)
until [ "$(grep -c : "$out/services")" = 2 ]; do sleep 1; done
{ read -r database && read -r redis; } <"$out/services"
echo "PostgreSQL and Redis"
serve postgres 9188 THROUGHLINE_JOB_MAX_QUEUED=20000 THROUGHLINE_REDIS_URL="$redis" \
  THROUGHLINE_DATABASE_URL="$database" THROUGHLINE_DATABASE_USER=postgres THROUGHLINE_DATABASE_PASSWORD=postgres
java -cp "$out/classes" JobLoad 9188 "$server"
