#!/bin/sh
# SPDX-License-Identifier: MIT
# sh data/report.sh [OPTIONS OF rowrun bench]: installs what is missing, what rowrun is compared with included, builds,
# measures (the quick suite unless options say otherwise) and makes report.html of it, in build-release/report.
# ROWRUN_OPENCL=off leaves out everything of OpenCL.
set -eu
cd "$(dirname "$0")/.."
. host/package/packages.sh
build=build-release
report=$build/report

# shellcheck disable=SC2046
need_packages $(build_packages)
# Without these there is less to see: charts, and what a package would have been compared by.
# shellcheck disable=SC2046
need_packages $(report_packages) $(peer_packages) || say 'going on without some of them'
build_for_users "$build"

mkdir -p "$report"
[ $# -gt 0 ] || set -- --suite quick
"$build/bin/rowrun" bench --peers -o "$report/run.json" "$@"
"$build/bin/rowrun" report "$report/run.json" -o "$report/report.html" --charts "$report/charts"
printf '\nThe report: %s; the record: %s\n' "$report/report.html" "$report/run.json"
