#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/run.sh [ARGUMENTS OF CTEST]: installs what is missing, builds without sanitizers, with those for memory, and
# with the one for threads, and runs the default tests on all three. The first tree also fuzzes the readers, half a
# minute each; `sh tests/fuzz/run.sh 8h` does it for longer. ROWRUN_OPENCL=off leaves out everything of OpenCL.
set -eu
cd "$(dirname "$0")/.."
. host/package/packages.sh

# shellcheck disable=SC2046
need_packages $(build_packages) g++ libcunit1-dev clang-format $(! rowrun_opencl || echo oclgrind mesa-opencl-icd)

# Without libFuzzer the fuzz tests are skipped, and say so.
if need_packages clang; then
  clang_version=$(clang -dumpversion 2> /dev/null || :)
  [ -z "$clang_version" ] || need_packages "libclang-rt-${clang_version%%.*}-dev" || say 'no libFuzzer'
fi

# Without these the tests of charts, of the page in a browser, and of peers are skipped, and say so.
# shellcheck disable=SC2046
need_packages $(report_packages) $(peer_packages) chromium fonts-dejavu-core || say 'no charts, browser or peers'

jobs=$(nproc 2> /dev/null || echo 2)
for preset in release dev tsan; do
  say "building ($preset)"
  option=$(opencl_option)
  # Two trees have PoCL build the same kernels: once is enough.
  cache=-DROWRUN_TEST_POCL_CACHE=$PWD/build-release/test-cache/pocl
  [ "$preset" != tsan ] || option=-DROWRUN_OPENCL=OFF cache=-DROWRUN_WERROR=ON
  cmake --preset "$preset" "$option" "$cache" > /dev/null
  cmake --build "build-$preset" -j "$jobs" > "build-$preset/build.log" 2>&1 || { tail -n 50 "build-$preset/build.log"; exit 1; }
done

for preset in release dev tsan; do
  say "testing ($preset)"
  ctest --test-dir "build-$preset" --output-on-failure -j "$jobs" "$@"
done
