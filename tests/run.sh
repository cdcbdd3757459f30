#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/run.sh [ARGUMENTS OF CTEST]: installs what is missing, builds with sanitizers and without, runs the default
# tests on both. ROWRUN_OPENCL=off leaves out everything of OpenCL.
set -eu
cd "$(dirname "$0")/.."
. host/package/packages.sh

# shellcheck disable=SC2046
need_packages $(build_packages) g++ libcunit1-dev clang-format $(! rowrun_opencl || echo oclgrind mesa-opencl-icd)

jobs=$(nproc 2> /dev/null || echo 2)
for preset in release dev; do
  say "building ($preset)"
  cmake --preset "$preset" "$(opencl_option)" > /dev/null
  cmake --build "build-$preset" -j "$jobs" > "build-$preset/build.log" 2>&1 || { tail -n 50 "build-$preset/build.log"; exit 1; }
done

for preset in release dev; do
  say "testing ($preset)"
  ctest --test-dir "build-$preset" --output-on-failure -j "$jobs" "$@"
done
