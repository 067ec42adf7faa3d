#!/bin/sh
# Makes the sample dialogues and their truth files from dialogues.txt.
# Needs: flite (Debian package of that name), Java 17.
#
#   samples/make-samples.sh            writes meeting.wav, meeting.json, panel.wav, panel.json here
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v flite >/dev/null || { echo "flite is missing: apt-get install flite" >&2; exit 1; }
exec java "$here/MakeSamples.java" "$here"
