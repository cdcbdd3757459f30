#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one case of the command line: run_case.sh CASE.sh, with the program in $ROWRUN.
# The case runs in an empty folder that is removed afterwards. It ends with 0, with 1 after a failed
# expectation, or with 77 where this machine cannot run it.
set -u
case=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
: "${ROWRUN:?the program to test}"
folder=$(mktemp -d "${TMPDIR:-/tmp}/rowrun-cli-XXXXXX") || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder" || exit 1
LC_ALL=C
export LC_ALL
unset ROWRUN_DEVICE ROWRUN_THREADS ROWRUN_LOG ROWRUN_TILE_ROWS ROWRUN_WORK_GROUP
mkdir scratch # what the helpers write; the case's own files lie in the folder itself
: > scratch/out
: > scratch/err
code=0

fail() {
  printf 'FAILED: %s\n' "$*"
  printf '%s\n' "--- exit code $code, standard output:"
  head -c 2000 scratch/out
  printf '%s\n' '--- standard error:'
  head -c 2000 scratch/err
  exit 1
}
skip() {
  printf 'SKIPPED: %s\n' "$*"
  exit 77
}

# run ARGS...: runs the program; its exit code, output and messages are then looked at by the others.
run() {
  code=0
  "$ROWRUN" "$@" > scratch/out 2> scratch/err || code=$?
}
# expect CODE: the exit code.
expect() { [ "$code" -eq "$1" ] || fail "exit code $code instead of $1"; }
# ok ARGS...: runs and expects success without a message.
ok() {
  run "$@"
  expect 0
  [ ! -s scratch/err ] || fail "a message after: $*"
}
# refuses CODE TEXT ARGS...: runs, expects that exit code, no output, and an error that contains the text.
refuses() {
  wanted_code=$1 wanted_text=$2
  shift 2
  run "$@"
  expect "$wanted_code"
  err_has 'rowrun: error: '
  err_has "$wanted_text"
  [ ! -s scratch/out ] || fail "output in spite of an error: $*"
}
out_has() { grep -qF -e "$1" scratch/out || fail "no '$1' in the output"; }
out_lacks() { ! grep -qF -e "$1" scratch/out || fail "'$1' in the output"; }
err_has() { grep -qF -e "$1" scratch/err || fail "no '$1' in the messages"; }
err_lacks() { ! grep -qF -e "$1" scratch/err || fail "'$1' in the messages"; }
err_is_empty() { [ ! -s scratch/err ] || fail 'there is a message'; }
out_is_empty() { [ ! -s scratch/out ] || fail 'there is output'; }
# out_is LINE...: the output is exactly these lines.
out_is() {
  printf '%s\n' "$@" > scratch/want
  cmp -s scratch/want scratch/out || fail "the output is not: $*"
}
# file_is FILE LINE...
file_is() {
  named=$1
  shift
  printf '%s\n' "$@" > scratch/want
  cmp -s scratch/want "$named" || fail "$named is not: $*"
}
no_file() { for named in "$@"; do [ ! -e "$named" ] || fail "$named exists"; done; }
# stat_is KEY VALUE: a line of the statistics in stats.json.
stat_is() { grep -qE "^ +\"$1\": $2,?\$" stats.json || fail "statistics: no $1 = $2 in: $(cat stats.json)"; }

# $full is then a device like /dev/full. Root gets a node in the case's folder: a program under test that replaces
# its output must not cost the machine a device.
have_full_device() {
  full=/dev/full
  if [ -w /dev ]; then
    full=$folder/scratch/full
    mknod "$full" c 1 7 2> scratch/err || skip 'no device node can be made'
  fi
  [ -c "$full" ] || skip 'no device like /dev/full'
  { env printf x > "$full"; } 2> scratch/err && skip 'the device takes what is written'
  grep -qi 'no space' scratch/err || skip 'the device cannot be opened'
  : > scratch/err
}

# marked ARGS...: runs the program in the background, as $child, with a mark in the environment of all it starts.
marked() {
  mark=ROWRUN_MARK=$$-$(date +%s%N)
  env --default-signal "$mark" "$ROWRUN" "$@" > scratch/out 2> scratch/err < "${input:-/dev/null}" &
  child=$!
}
# marked_left: how many processes carry the mark and have not ended.
marked_left() { grep -lzsxF -e "$mark" /proc/[0-9]*/environ | wc -l; }
# nobody_left: within two seconds nobody carries the mark any more.
nobody_left() {
  tries=0
  until [ "$(marked_left)" -eq 0 ]; do
    tries=$((tries + 1))
    [ $tries -lt 40 ] || fail "left behind: $(grep -lzsxF -e "$mark" /proc/[0-9]*/environ | tr '\n' ' ')"
    sleep 0.05
  done
}
# until_true COMMAND...: waits up to 20 seconds for it to succeed.
until_true() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ $tries -lt 400 ] || fail "never true: $*"
    sleep 0.05
  done
}
have_marks() {
  [ -r /proc/self/environ ] || skip 'no /proc'
  env --default-signal true 2> /dev/null || skip 'no env --default-signal'
}

. "$case"
exit 0
