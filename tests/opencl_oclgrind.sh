#!/bin/sh
# SPDX-License-Identifier: MIT
# Every schedule of every kernel of the table under oclgrind, one shape per process: no finding, and the CPU's bits.
# With some, every kernel meets every dtype once, in a schedule that takes turns; with full, in each.
# opencl_oclgrind.sh TRIAL_PROGRAM ROWRUN FOLDER some|full
trial=$1
rowrun=$2
folder=$3
extent=$4
library=
for candidate in /usr/lib/oclgrind/liboclgrind-rt-icd.so /usr/lib/*/oclgrind/liboclgrind-rt-icd.so \
  /usr/lib*/liboclgrind-rt-icd.so /usr/local/lib*/liboclgrind-rt-icd.so; do
  if [ -e "$candidate" ]; then library=$candidate; fi
done
if [ -z "$library" ]; then
  echo "skipped: oclgrind is not installed"
  exit 77
fi
rm -rf "$folder"
mkdir -p "$folder/vendors" || exit 1
echo "$library" >"$folder/vendors/oclgrind.icd"
export OCL_ICD_VENDORS="$folder/vendors"
export OCLGRIND_DATA_RACES=1 OCLGRIND_UNINITIALIZED=1 OCLGRIND_CHECK_API=1
failed=0
count=0

# try COMMAND...
try() {
  count=$((count + 1))
  export OCLGRIND_LOG="$folder/log-$count"
  if ! "$@"; then
    echo "FAILED: $*"
    failed=1
  fi
  if [ ! -e "$OCLGRIND_LOG" ]; then
    echo "FAILED: oclgrind did not see $*"
    failed=1
  elif [ -s "$OCLGRIND_LOG" ]; then
    echo "FAILED: oclgrind on $*:"
    head -20 "$OCLGRIND_LOG"
    failed=1
  fi
}

kernels=$("$rowrun" kernels | awk 'NR > 1 && $3 != "pair" {print $2 == "-" ? $1 : $1 ":" $2}')
dtypes='int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64'
turn=0
for kernel in $kernels; do
  for dtype in $dtypes; do
    turn=$(((turn + 1) % 3))
    for schedule in 'row 9 5' 'row 3 70' 'col 270 3'; do
      if [ "$extent" = full ] || [ $turn -eq 0 ]; then
        # shellcheck disable=SC2086
        try "$trial" "$kernel" "$dtype" $schedule
      fi
      turn=$(((turn + 1) % 3))
    done
  done
done
try "$trial" count int32 row 65536 1
for kernel in count normalize:minmax normalize:zscore; do
  try "$trial" $kernel float32 row 8 2100
  try "$trial" $kernel float32 col 530 40
  try "$trial" $kernel float32 row 5 0
done
try "$trial" normalize:minmax float64 row 9 40 float32

# Kernels of pairs take no matrix, and no trial: the command runs them, beside the pool.
printf '1,2,2,3\n\n7\n-0.0,5,5\n' > "$folder/a.csv"
printf '2,3,9\n1\n\n0.0,5\n' > "$folder/b.csv"
common() {
  "$rowrun" common "$folder/a.csv" "$folder/b.csv" --dtype "$1" --device opencl --no-fallback --verify -o "$folder/out.csv"
}
for dtype in float32 float64; do try common $dtype; done
sed 's/-0.0/0/' "$folder/a.csv" > "$folder/whole.csv" && mv "$folder/whole.csv" "$folder/a.csv"
sed 's/0.0/0/' "$folder/b.csv" > "$folder/whole.csv" && mv "$folder/whole.csv" "$folder/b.csv"
for dtype in int8 int64; do try common $dtype; done
echo "$count shapes"
[ "$count" -ge 100 ] || exit 1
exit $failed
