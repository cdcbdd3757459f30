#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/format.sh: all C and OpenCL code, in whatever folder, is as .clang-format has it. Only version 14 is asked: others differ in details.
cd "$(dirname "$0")/.." || exit 1
format=$(command -v clang-format-14 || command -v clang-format) || { echo 'skipped: no clang-format'; exit 77; }
"$format" --version | grep -q 'version 14\.' || { echo 'skipped: clang-format is not version 14'; exit 77; }
find host kernels tests data \( -name '*.[ch]' -o -name '*.cl' \) -exec "$format" --dry-run -Werror {} +
