# SPDX-License-Identifier: MIT
# Jobs start as lines arrive, their output does not wait for the next line, and an endless list needs little memory.
mkfifo lines
"$ROWRUN" exec -j 2 < lines > scratch/out 2> scratch/err &
child=$!
exec 8> lines
echo 'echo one' >&8
until_true grep -q one scratch/out
printf 'echo t' >&8
sleep 0.1
out_lacks t
echo 'wo' >&8
until_true grep -q two scratch/out
printf 'echo three' >&8
exec 8>&-
wait $child || fail 'lines that arrive slowly'
out_is one two three
# With one job at a time, too.
"$ROWRUN" exec -j 1 < lines > scratch/out 2> scratch/err &
child=$!
exec 8> lines
echo 'echo one' >&8
until_true grep -q one scratch/out
exec 8>&-
wait $child || fail 'one at a time'
# A slow reader of our output slows the reading of jobs down.
[ -r /proc/self/status ] || exit 0
[ -z "$ROWRUN_SANITIZERS" ] || exit 0
mkfifo output
env --default-signal yes 'printf %s xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' 2> /dev/null |
  env --default-signal sh -c 'echo $$ > pid; exec "$0" exec -k -j 2' "$ROWRUN" > output 2> scratch/err &
exec 8< output
sleep 2
kilobytes=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$(cat pid)/status")
kill -TERM "$(cat pid)"
exec 8<&-
wait
[ "$kilobytes" -lt 51200 ] || fail "$kilobytes KiB for an endless list"
