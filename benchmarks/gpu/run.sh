#!/usr/bin/env bash
# Part of the bundle that bundle.sh makes: checks every kernel against its oracle and prints the table. Exit status: 0 if
# all are right, 1 if one is wrong, 2 if there is no graphics card. Needs 8 GiB of memory, and about two minutes.
here=$(cd "$(dirname "$0")" && pwd)
# JCuda unpacks its library to a fixed name there and trusts what it finds
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
"$here/java/bin/java" -Xmx6g -Djava.io.tmpdir="$temporary" -cp "$here/classes:$here/jars/*" \
  io.throughline.inference.engine.gpu.GpuBenchmark
