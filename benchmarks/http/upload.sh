#!/usr/bin/env bash
# Uploads a WAV of SIZE megabytes (default 1024) to a running server, deletes the job again, and prints
# throughput and the server's resident memory before and after.
# Usage: benchmarks/http/upload.sh [SIZE_MB] [BASE_URL]
set -euo pipefail
size=${1:-1024}
base=${2:-http://localhost:9080}
pid=$(pgrep -f 'ws-server.jar throughline' | head -1)
bytes=$((size * 1024 * 1024))
rss() { awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status"; }
used() { jcmd "$pid" GC.run >/dev/null; jcmd "$pid" GC.heap_info | grep -o 'used [0-9]*K' | head -1 | tr -dc 0-9; }

# header of 8-bit mono PCM at 192 kHz, so that the length stays below the duration cap
header() {
  printf 'RIFF'; le $((bytes + 36)); printf 'WAVEfmt '; le 16; printf '\x01\x00\x01\x00'
  le 192000; le 192000; printf '\x01\x00\x08\x00'; printf 'data'; le "$bytes"
}
le() { printf "\\x$(printf %02x $(($1 & 255)))\\x$(printf %02x $((($1 >> 8) & 255)))\\x$(printf %02x $((($1 >> 16) & 255)))\\x$(printf %02x $((($1 >> 24) & 255)))"; }

file=$(mktemp --suffix=.wav)
trap 'rm -f "$file"' EXIT
{ header; head -c "$bytes" /dev/zero; } >"$file"
before_heap=$(used); before_rss=$(rss)
start=$(date +%s.%N)
id=$(curl -sf -F "file=@$file" -F speaker_detection=none "$base/v1/audio/transcriptions" |
  grep -o '"id":"[^"]*' | cut -d'"' -f4)
end=$(date +%s.%N)
peak_rss=$(rss)
curl -sf -o /dev/null -X POST "$base/v1/audio/transcriptions/$id/cancel"
for _ in $(seq 50); do
  curl -s "$base/v1/audio/transcriptions/$id" | grep -q '"status":"cancelled"' && break
  sleep 0.2
done
after_heap=$(used)
curl -sf -o /dev/null -X DELETE "$base/v1/audio/transcriptions/$id"
awk -v s="$size" -v a="$start" -v b="$end" -v hb="$before_heap" -v ha="$after_heap" -v rb="$before_rss" -v ra="$peak_rss" 'BEGIN {
  printf "%d MB in %.2f s = %.0f MB/s; heap in use %d -> %d MB; resident %d -> %d MB\n", s, b - a, s / (b - a), hb / 1024, ha / 1024, rb, ra }'
