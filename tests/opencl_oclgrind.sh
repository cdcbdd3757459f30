#!/bin/sh
# SPDX-License-Identifier: MIT
# Every schedule of both kernels for every dtype under oclgrind, one shape per process: no finding, and the CPU's bits.
# opencl_oclgrind.sh TRIAL_PROGRAM FOLDER
trial=$1
folder=$2
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

try() {
  count=$((count + 1))
  export OCLGRIND_LOG="$folder/log-$count"
  if ! "$trial" "$@"; then
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

for dtype in int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64; do
  for kernel in count normalize; do
    try $kernel $dtype row 9 5
    try $kernel $dtype row 3 70
    try $kernel $dtype col 270 3
  done
done
try count int32 row 65536 1
for kernel in count normalize; do
  try $kernel float32 row 8 2100
  try $kernel float32 col 530 40
  try $kernel float32 row 5 0
done
try normalize float64 row 9 40 float32
echo "$count shapes"
exit $failed
