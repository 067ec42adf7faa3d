#!/usr/bin/env bash
# Measures live transcription on a whole server: how long after somebody stopped speaking the text is there, with 1, 2 and
# 4 people speaking at once. Usage: benchmarks/realtime/run.sh      needs Java 17, Maven and about four minutes alone
set -euo pipefail
source "$(dirname "$0")/../serve.sh"
compile "$root"/benchmarks/realtime/*.java
serve live 9191 THROUGHLINE_REALTIME_MAX_SESSIONS=4
java -cp "$out/classes" LiveSessions 9191 "$root/samples/meeting.wav" 1 2 4
