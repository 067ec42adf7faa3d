#!/bin/sh
# Measures the embedded speech engines: word errors, word times, speakers, speed.
#
#   benchmarks/speech/run.sh                  the dialogues in samples/, and a human recording if there
#   benchmarks/speech/run.sh FILE.wav ...     16 kHz mono 16-bit WAV, scored if FILE.json is beside it; or MP3
#
# Needs Java 17 and Maven. Builds what it needs.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
list=$root/modules/inference/target/speech-benchmark.classpath
if [ $# -eq 0 ]; then
  set -- "$root/samples/meeting.wav" "$root/samples/panel.wav" "$root/../shared/samples/human-speech.mp3"
fi
mvn -q -f "$root/pom.xml" -pl modules/inference -am -DskipTests \
  test-compile dependency:build-classpath -Dmdep.outputFile="$list" -Dmdep.includeScope=test
exec java -Xmx1g -cp "$root/modules/inference/target/test-classes:$root/modules/inference/target/classes:$(cat "$list")" \
  io.throughline.inference.engine.sphinx.SpeechAccuracyBenchmark "$@"
