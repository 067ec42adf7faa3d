#!/usr/bin/env bash
# Makes one archive with all that is needed to check and measure the kernels on a machine that has a graphics card and its
# driver but neither Java nor CUDA's toolkit: a trimmed Java, the classes, JCuda, the PTX. Prints its path and size.
# Usage: benchmarks/gpu/bundle.sh     needs a JDK with jlink, and Maven. Then, there or here: run/run.sh
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$root/target/benchmarks/gpu
run=$out/run
jcuda=$(sed -n 's/.*<jcuda.version>\(.*\)<.*/\1/p' "$root/pom.xml")
limit=$((64 * 1024 * 1024))
rm -rf "$run"
mkdir -p "$run/classes" "$run/jars"

mvn -q -f "$root/pom.xml" -pl modules/inference -am -DskipTests compile
for artifact in "jcuda:$jcuda:jar" "jcuda-natives:$jcuda:jar:linux-x86_64"; do
  mvn -q dependency:copy -DoutputDirectory="$run/jars" -Dartifact="org.jcuda:$artifact"
done
(cd "$root/modules/inference/target/classes" && for part in api engine/audio engine/gpu engine/image; do
  mkdir -p "$run/classes/io/throughline/inference/$part"
  cp -r "io/throughline/inference/$part/." "$run/classes/io/throughline/inference/$part"
done)
javac --release 17 -d "$run/classes" -cp "$run/classes:$run/jars/*" "$root"/benchmarks/gpu/*.java
jlink --add-modules java.base,java.logging --strip-debug --no-header-files --no-man-pages --compress=2 --output "$run/java"
cp "$root/benchmarks/gpu/run.sh" "$run/run.sh"

tar -czf "$out/gpu.tar.gz" -C "$out" run
size=$(stat -c %s "$out/gpu.tar.gz")
echo "$out/gpu.tar.gz: $((size / 1024 / 1024)) MiB"
if [ "$size" -ge "$limit" ]; then
  echo "larger than 64 MiB" >&2
  exit 1
fi
