#!/bin/sh
# SPDX-License-Identifier: MIT
# sh data/demo.sh: installs what is missing, builds, and does the main job on every device of this machine: a matrix of
# 200000 x 5 random integers is made, its values in [4, 8] are counted per row, and its rows are scaled to 0..1.
# ROWRUN_OPENCL=off leaves out everything of OpenCL.
set -eu
cd "$(dirname "$0")/.."
. host/package/packages.sh
build=build-release
demo=$build/demo

# shellcheck disable=SC2046
need_packages $(build_packages)
build_for_users "$build"

mkdir -p "$demo"
rowrun=$build/bin/rowrun
matrix=$demo/matrix.npy
"$rowrun" gen --rows 200000 --cols 5 --low 0 --high 10 --seed 100 -o "$matrix"

echo 'The devices of this machine:'
"$rowrun" devices
usable=$("$rowrun" devices --json | awk -F'"' '$2 == "id" {id = $4} $2 == "usable" && /true/ {print id}')

# milliseconds NAME STATS: one of the times in a statistics file.
milliseconds() { awk -v name="\"$1\":" '/"time_ms"/ {times = 1} times && $1 == name {printf "%.2f", $2}' "$2"; }

different=0
# run_everywhere KERNEL ARGUMENTS...: runs it on every device and compares with the CPU pool, bit for bit; the
# reference is compared by --verify, within the kernel's tolerance.
run_everywhere() {
  kernel=$1
  shift
  printf '\n%-10s %-10s %12s %12s  %s\n' "$kernel" device 'kernel ms' 'total ms' 'answer'
  "$rowrun" "$kernel" "$@" "$matrix" --device cpu -q -o "$demo/$kernel.npy"
  for device in $usable; do
    out=$demo/$kernel-$device.npy stats=$demo/$kernel-$device.json
    answer='verified against the reference'
    # The first run on a device builds the kernel; the second shows what it costs from then on.
    for _ in 1 2; do
      "$rowrun" "$kernel" "$@" "$matrix" --device "$device" --verify -q --no-fallback --stats "$stats" -o "$out" ||
        answer='FAILED'
    done
    if [ "$answer" != FAILED ] && cmp -s "$out" "$demo/$kernel.npy"; then
      answer="$answer, same bits as cpu"
    elif [ "$device" != serial ]; then
      answer="$answer, NOT the bits of cpu"
      different=1
    fi
    printf '%-10s %-10s %12s %12s  %s\n' '' "$device" "$(milliseconds kernel "$stats")" \
      "$(milliseconds total "$stats")" "$answer"
  done
}
run_everywhere count --min 4 --max 8
run_everywhere normalize

printf '\nThe first rows:\n'
"$rowrun" gen --rows 5 -o "$demo/first.csv"
"$rowrun" count --min 4 --max 8 "$matrix" > "$demo/count.csv"
"$rowrun" normalize "$matrix" > "$demo/normalize.csv"
printf '%-14s %-8s %s\n' matrix count normalize
head -n 5 "$demo/normalize.csv" > "$demo/normalize-head.csv"
head -n 5 "$demo/count.csv" > "$demo/count-head.csv"
paste "$demo/first.csv" "$demo/count-head.csv" "$demo/normalize-head.csv" |
  awk -F'\t' '{printf "%-14s %-8s %s\n", $1, $2, $3}'

[ "$different" -eq 0 ] || { say 'some answers differ: see above'; exit 1; }
printf '\nAll devices agree. Next: %s count --help\n' "$rowrun"
