#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/clock.sh BUILD: what rowrun bench says beside clocks that are not its own, in turns, three times: a C program
# that times the library (tests/clock.c), and hyperfine for whole commands. Not a test: a loaded machine moves them all.
set -eu
build=${1:?usage: sh tests/clock.sh BUILD}
rowrun=$build/bin/rowrun
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$rowrun" gen -o "$folder/matrix.npy"

# median SCOPE: nanoseconds of the pool in the record.
median() {
  python3 -c 'import json, sys
for case in json.load(open(sys.argv[1]))["cases"]:
    if case["way"]["name"] == "cpu" and case["way"]["scope"] == sys.argv[2]: print(round(case["summary"]["median_ns"]))' "$folder/run.json" "$1"
}

for turn in 1 2 3; do
  "$rowrun" bench --kernels count --rows 200000 --cols 5 --dtypes int64 --devices cpu --min-time 2 -o "$folder/run.json" -q > /dev/null
  own=$("$build/tests/clock" count 2 min=4 max=8)
  echo "$turn: in memory: bench $(median memory) ns, a program's own clock $own ns"
  if command -v hyperfine > /dev/null; then
    hyperfine -N -w 3 -r 200 --export-json "$folder/hyperfine.json" \
      "$rowrun count --min 4 --max 8 $folder/matrix.npy -o $folder/out.npy --device cpu --no-fallback -q" > /dev/null 2>&1
    python3 -c 'import json, sys
print("   whole command: bench %s ns, hyperfine %.0f ns" % (sys.argv[2], json.load(open(sys.argv[1]))["results"][0]["median"] * 1e9))' "$folder/hyperfine.json" "$(median command)"
  fi
done
