#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the golden reports anew, from the records beside them: sh tests/report/renew.sh build/bin/rowrun
# What changed is then to be read: git diff tests/report
set -eu
rowrun=${1:?usage: renew.sh ROWRUN}
here=$(cd "$(dirname "$0")" && pwd)
for ending in txt md csv; do "$rowrun" report "$here/sample.json" -o "$here/sample.$ending"; done
"$rowrun" report "$here/sample.json" "$here/sample_other.json" -o "$here/machines.txt"
