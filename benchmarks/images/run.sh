#!/usr/bin/env bash
# Measures the raster engine: Lanczos resizing from one to sixteen megapixels and GrabCut, in turn with OpenCV's, and every
# operation on a picture of twelve megapixels. Usage: benchmarks/images/run.sh [ROUNDS [URL]]     needs Java 17,
# Maven, 3 GiB, and about a minute alone. With the URL of a server: whole jobs there, and its heap while it enhances fifty
# megapixels
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$root/target/benchmarks/images
jars=$out/jars
mkdir -p "$out/classes" "$jars"
mvn -q -f "$root/pom.xml" -pl modules/inference -am -DskipTests compile
for artifact in javacpp:1.5.13 openblas:0.3.31-1.5.13 opencv:4.13.0-1.5.13; do
  for classifier in "" linux-x86_64; do
    mvn -q dependency:copy -DoutputDirectory="$jars" -Dartifact="org.bytedeco:$artifact:jar${classifier:+:$classifier}"
  done
done
path=$root/modules/inference/target/classes:$jars/*
javac -d "$out/classes" -cp "$path" "$root"/benchmarks/images/*.java
java -Xmx2g -cp "$out/classes:$path" io.throughline.inference.engine.image.ImageBenchmark "${1:-9}"
if [ -n "${2:-}" ]; then
  java -Xmx2g -cp "$out/classes:$path" io.throughline.inference.engine.image.JobBenchmark "$2" "${1:-9}"
fi
