# SPDX-License-Identifier: MIT
# A signal ends the jobs first: SIGTERM, a second later SIGKILL; what was done is shown, and the shell sees the signal.
have_marks
cat > polite.sh <<'END'
trap 'echo told >> told; exit' TERM
: > begun.$1
while :; do sleep 0.02; done
END
cat > stubborn.sh <<'END'
trap '' TERM INT HUP
: > begun.$1
while :; do sleep 0.1; done
END
begun() { [ "$(ls | grep -c '^begun\.')" -eq "$1" ]; }
interrupt() { # SIGNAL CODE
  rm -f begun.* told
  echo folder > before
  ls -A "${TMPDIR:-/tmp}" | grep '^rowrun-job' > before
  marked exec -j 3 --joblog log 'echo finished' 'sh polite.sh 1' 'sh polite.sh 2' 'sh stubborn.sh 3' 'touch made'
  until_true begun 3
  kill -"$1" $child
  code=0
  wait $child || code=$?
  expect "$2"
  nobody_left
  file_is told told told
  out_is finished
  err_lacks rowrun # the jobs' shells may have said something
  ls -A "${TMPDIR:-/tmp}" | grep '^rowrun-job' | cmp -s - before || fail 'a temporary file stays'
  [ "$(grep -c '	sh ' log)" -eq 3 ] || fail "log: $(cat log)"
}
interrupt TERM 143
interrupt INT 130
interrupt HUP 129
no_file made
# While it waits for lines, too.
mkfifo lines
input=lines marked exec
exec 8> lines
echo 'echo a' >&8
sleep 0.2
kill -TERM $child
code=0
wait $child || code=$?
expect 143
exec 8>&-
out_is a
nobody_left
# A second signal does not wait.
rm -f begun.*
marked exec 'sh stubborn.sh 1'
until_true begun 1
kill -INT $child
sleep 0.1
kill -INT $child
wait $child
[ $? -eq 130 ] || fail 'a second signal'
nobody_left
# nohup: a signal that is ignored stays so.
rm -f begun.*
mark=ROWRUN_MARK=$$-nohup
(
  trap '' HUP
  exec env "$mark" "$ROWRUN" exec --shell ': > begun.1; until [ -e go ]; do sleep 0.02; done; echo survived'
) > scratch/out 2> scratch/err &
child=$!
until_true begun 1
kill -HUP $child
sleep 0.2
: > go
wait $child || fail 'ended by a signal that is ignored'
out_is survived
# An output that nobody reads does not keep it from ending.
mkfifo output
mark=ROWRUN_MARK=$$-stuck
env --default-signal "$mark" "$ROWRUN" exec --shell 'head -c 1000000 /dev/zero' 'sleep 1000' > output 2> scratch/err &
child=$!
exec 8< output
head -c 1 <&8 > scratch/out
kill -TERM $child
code=0
wait $child || code=$?
exec 8<&-
expect 143
nobody_left
