# SPDX-License-Identifier: MIT
# The log has a line for each job, written when that ends.
echo old > log
run exec -k --joblog log 'sleep 0.1' 'sh -c "exit 3"' 'sh -c "kill -KILL $$"' no-such-program "$(printf 'echo \033\tx')"
expect 3
[ "$(head -n 1 log)" = "$(printf 'seq\tstart\tduration\texit\tsignal\tcommand')" ] || fail 'the names'
sort -n log | cut -f 1,4- > sorted
file_is sorted "$(printf 'seq\texit\tsignal\tcommand')" "$(printf '1\t0\t0\tsleep 0.1')" "$(printf '2\t3\t0\tsh -c "exit 3"')" \
  "$(printf '3\t0\t9\tsh -c "kill -KILL $$"')" "$(printf '4\t127\t0\tno-such-program')" "$(printf '5\t0\t0\techo \\x1b\\tx')"
awk -F '\t' 'NR > 1 && ($2 !~ /^[0-9]+\.[0-9][0-9][0-9]$/ || $3 !~ /^[0-9]+\.[0-9][0-9][0-9]$/) { exit 1 }' log || fail 'times'
awk -F '\t' '$1 == 1 && $3 < 0.1 { exit 1 }' log || fail 'a duration'
now=$(date +%s)
awk -F '\t' -v now="$now" 'NR > 1 && ($2 < now - 60 || $2 > now + 1) { exit 1 }' log || fail 'a start'
# As they end, although a job before them still runs.
"$ROWRUN" exec -k -j 2 --joblog log --shell 'until [ -e go ]; do sleep 0.01; done' 'exit 2' > scratch/out 2> scratch/err &
until_true grep -q 'exit 2' log
: > go
wait $! && fail 'one failed'
[ "$(wc -l < log)" -eq 3 ] || fail "$(cat log)"
ok exec --joblog log --with printf x
grep -q "$(printf '\t')printf x\$" log || fail 'the program of --with'
ok exec --joblog /dev/null true
# A log that cannot be written on starts no more jobs, and is an error; what was done is shown.
word=$(head -c 300 /dev/zero | tr '\0' x)
code=0
(ulimit -f 1 && exec "$ROWRUN" exec -j 1 -k --joblog log "echo a $word" "echo b $word" "echo c $word" "echo d $word" 'touch made') \
  > scratch/out 2> scratch/err || code=$?
expect 255
err_has "cannot write the log 'log'"
out_has a
no_file made
