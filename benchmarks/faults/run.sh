#!/bin/sh
# Runs the whole fault table with the numbers of docs/reliability.md: kills, crashes, lost databases, bad networks.
#
#   benchmarks/faults/run.sh                             every row
#   benchmarks/faults/run.sh 1,2,3                       only these
#   OLDER_WAR=old/throughline.war benchmarks/faults/run.sh 14
#
# Needs Java 17, Maven, and 4 GB of memory; root to fill a small disk (row 11d). The table is in
# deploy/war/target/faults/table.md.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
exec mvn -B -q verify -Dit.test=FaultTableIT -Dtest=none \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dthroughline.faults=full -Dthroughline.faults.rows="${1:-}" -Dthroughline.faults.older-war="${OLDER_WAR:-}"
