# SPDX-License-Identifier: MIT
# 46: large outputs come whole, also from jobs that are killed; an output that cannot be written ends the jobs.
have_marks
run exec -k --shell 'head -c 10000000 /dev/zero | tr "\0" a; kill -KILL $$' 'head -c 10000000 /dev/zero | tr "\0" b >&2' 'echo c'
expect 1
err_has 'killed by signal 9'
[ "$(wc -c < scratch/out)" -eq 10000002 ] || fail 'standard output is not whole'
[ "$(tr -dc b < scratch/err | wc -c)" -ge 10000000 ] || fail 'standard error is not whole'
# Through a pipe that is read slowly.
"$ROWRUN" exec --shell 'head -c 3000000 /dev/zero' | { sleep 0.3; wc -c; } > scratch/out
out_is 3000000
# A writer that a job leaves in the background does not keep us for ever.
ok exec --shell '(i=0; while [ $i -lt 300 ]; do head -c 1000000 /dev/zero; i=$((i + 1)); done) & echo $! > background'
kill -KILL "$(cat background)" || fail 'the writer is not to be seen'
# Bytes are bytes.
ok exec "printf '\000\377\r\n\000'"
[ "$(od -An -tx1 < scratch/out)" = ' 00 ff 0d 0a 00' ] || fail 'bytes changed'

mkdir temporary
TMPDIR=$PWD/temporary "$ROWRUN" exec 'echo here' > scratch/out || fail 'with TMPDIR'
out_is here
[ -z "$(ls -A temporary)" ] || fail 'a temporary file stays'
TMPDIR=/no/such/folder "$ROWRUN" exec 'echo elsewhere' > scratch/out || fail 'without TMPDIR'
out_is elsewhere

# Standard output that is closed, or whose reader is gone.
code=0
"$ROWRUN" exec 'echo x' 2> scratch/err >&- || code=$?
expect 255
err_has 'standard output'
ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' /proc/self/status)
if [ $((0x$ignored & 0x1000)) -eq 0 ]; then
  mark=ROWRUN_MARK=$$-pipe
  {
    code=0
    env "$mark" "$ROWRUN" exec -j 2 'echo x' 'sleep 1000' 2> scratch/err || code=$?
    echo $code > code
  } | :
  file_is code 141
  err_is_empty
  nobody_left
fi
have_full_device
code=0
mark=ROWRUN_MARK=$$-full
env "$mark" "$ROWRUN" exec -j 2 'sleep 1000' 'echo x' > "$full" 2> scratch/err || code=$?
expect 255
: > scratch/out
err_has 'rowrun: error: standard output: No space left'
nobody_left
refuses 255 'cannot write the log' exec --joblog "$full" 'touch made'
no_file made
