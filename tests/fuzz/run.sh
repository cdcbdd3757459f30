#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/fuzz/run.sh [HOW-LONG] [npy] [csv] [ragged] [expression] [record]: fuzzes the readers, side by side, under AddressSanitizer and
# UndefinedBehaviorSanitizer with at most 512 MiB each. HOW-LONG is a number of runs for each (10000000), a time (30s,
# 90m, 8h; 30s if nothing is said), or "build", which only builds. What a run learns is kept in build-fuzz/corpus, and
# the next one starts from there. An input that breaks a reader lies in build-fuzz/findings:
#   build-fuzz/bin/fuzz_csv build-fuzz/findings/csv-crash-...
# shows it again; once the reader is mended the input becomes a line of seeds.sh.
# ROWRUN_FUZZ_BUILD names another folder than build-fuzz. Ends with 77 where there is no clang with libFuzzer.
set -eu
cd "$(dirname "$0")/../.."
build=${ROWRUN_FUZZ_BUILD:-build-fuzz}
[ $# -gt 0 ] || set -- 30s
how_long=$1
shift
[ $# -gt 0 ] || set -- npy csv ragged expression record

usage() {
  echo 'usage: sh tests/fuzz/run.sh [RUNS | 30s | 90m | 8h | build] [npy] [csv] [ragged] [expression] [record]' >&2
  exit 2
}
skip() {
  echo "skipped: $*"
  exit 77
}

case $how_long in
build) limit= ;;
*[!0-9]?* | '' | [!0-9]* | 0?*) usage ;;
*s) limit=-max_total_time=${how_long%s} ;;
*m) limit=-max_total_time=$((${how_long%m} * 60)) ;;
*h) limit=-max_total_time=$((${how_long%h} * 3600)) ;;
*[!0-9]) usage ;;
*) limit=-runs=$how_long ;;
esac
for reader; do
  case $reader in npy | csv | ragged | expression | record) ;; *) usage ;; esac
done

compiler=$(command -v clang || command -v clang-14) || skip 'no clang; hint: Debian has it in the package clang'
mkdir -p "$build"
build=$(cd "$build" && pwd)
printf '%s\n' 'int LLVMFuzzerTestOneInput(const unsigned char *b, long n);' \
  'int LLVMFuzzerTestOneInput(const unsigned char *b, long n) { return n > 0 && b[0] == 256; }' > "$build/probe.c"
"$compiler" -fsanitize=fuzzer,address,undefined "$build/probe.c" -o "$build/probe-$$" 2> "$build/probe.log" ||
  skip "$compiler has no libFuzzer; hint: Debian has it in libclang-rt-14-dev, 14 being clang's version"
rm -f "$build/probe-$$"

{
  cmake --preset fuzz -B "$build" -DCMAKE_C_COMPILER="$compiler" && cmake --build "$build"
} > "$build/build.log" 2>&1 || {
  tail -n 50 "$build/build.log"
  exit 1
}
[ -n "$limit" ] || exit 0

# fuzz READER: its own words go to a log.
fuzz() {
  log=$build/fuzz_$1.log
  mkdir -p "$build/corpus/$1" "$build/findings"
  rm -rf "$build/seeds/$1"
  sh tests/fuzz/seeds.sh "$1" "$build/seeds/$1"
  dictionary=tests/fuzz/csv.dict
  case $1 in npy | record) dictionary=tests/fuzz/$1.dict ;; esac
  failed=0
  "$build/bin/fuzz_$1" "$limit" -max_len=4096 -timeout=20 -rss_limit_mb=512 -malloc_limit_mb=2 -error_exitcode=1 \
    -dict="$dictionary" -artifact_prefix="$build/findings/$1-" -print_final_stats=1 \
    "$build/corpus/$1" "$build/seeds/$1" > "$log" 2>&1 &
  fuzzer=$!
  trap 'kill "$fuzzer" 2> /dev/null || :; exit 1' HUP INT TERM
  wait "$fuzzer" || failed=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
  if [ "$failed" -ne 0 ]; then
    grep -v '^#[0-9]' "$log" | tail -n 60
    echo "$1: BROKEN after ${runs:-some} runs; the input is in $build/findings, the whole log is $log"
    return 1
  fi
  echo "$1: $runs runs, nothing found, at most $peak MiB"
}

children=
trap 'kill $children 2> /dev/null || :; exit 1' HUP INT TERM
for reader; do
  fuzz "$reader" &
  children="$children $!"
done
result=0
for child in $children; do
  wait "$child" || result=1
done
exit $result
