# SPDX-License-Identifier: MIT
# SIGINT and SIGTERM in the middle of a write: no temporary file, no partial file, the old file as it was, and the
# shell sees the signal.
env --default-signal=INT true 2> /dev/null || skip 'no env --default-signal'
mkdir folder
interrupt() { # SIGNAL
  echo old > folder/out.csv
  env --default-signal=INT,TERM "$ROWRUN" gen --rows 3000000 -o folder/out.csv 2> scratch/err &
  child=$!
  tries=0
  while [ "$(ls -A folder | wc -l)" -lt 2 ]; do # until the temporary file is there
    tries=$((tries + 1))
    kill -0 $child 2> /dev/null || fail 'ended before it could be interrupted'
    [ $tries -lt 3000 ] || fail 'no temporary file appeared'
    sleep 0.01
  done
  kill -"$1" $child
  code=0
  wait $child || code=$?
}
interrupt TERM
expect 143
file_is folder/out.csv old
[ "$(ls -A folder)" = out.csv ] || fail "left behind: $(ls -A folder)"
interrupt INT
expect 130
file_is folder/out.csv old
[ "$(ls -A folder)" = out.csv ] || fail "left behind: $(ls -A folder)"
