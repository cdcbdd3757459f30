# SPDX-License-Identifier: MIT
# The exit code is the number of failed jobs; each is named with how it ended, by signal too, and the others go on.
ok exec true true
run exec -k 'echo before' 'sh -c "exit 3"' 'sh -c "kill -KILL $$"' 'sh -c "kill -TERM $$"' 'echo after'
expect 3
out_is before after
err_has 'rowrun: warning: job 2 (sh -c "exit 3"): exit code 3'
err_has 'job 3 (sh -c "kill -KILL $$"): killed by signal 9 (SIGKILL)'
err_has 'job 4 (sh -c "kill -TERM $$"): killed by signal 15 (SIGTERM)'
err_has '3 of 5 jobs failed'
run exec -q 'sh -c "exit 3"' true
expect 1
err_is_empty
run exec -v true
expect 0
err_has '1 job, '

echo text > plain.txt
printf '#!/no/such/interpreter\n' > script
chmod +x script
run exec -k no-such-program ./plain.txt . ./script "''" 'echo after'
expect 5
out_is after
err_has 'job 1 (no-such-program): exit code 127: '
err_has 'job 2 (./plain.txt): exit code 126: '
err_has 'job 3 (.): exit code 126: '
err_has 'job 4 (./script): exit code 127: '
err_has "job 5 (''): exit code 127: "
run exec --with no-such-program 'a b'
expect 1
err_has 'job 1 (no-such-program a b): exit code 127'

seq 100 | "$ROWRUN" exec -q --with false
[ $? -eq 100 ] || fail '100 failures'
seq 101 | "$ROWRUN" exec -q --with false
[ $? -eq 101 ] || fail '101 failures'
seq 300 | "$ROWRUN" exec -q --with false
[ $? -eq 101 ] || fail '300 failures'
# A parent that ignores SIGCHLD does not take the exit codes away.
(
  trap '' CHLD
  "$ROWRUN" exec -q false true false
)
[ $? -eq 2 ] || fail 'SIGCHLD ignored'
# What a job is called cannot do anything to the terminal.
run exec "$(printf 'nosuch\033[31m\tx')"
expect 1
err_has 'job 1 (nosuch\x1b[31m\tx)'
# Too long for an argument of the kernel.
{ printf 'printf %%s ' && head -c 1000000 /dev/zero | tr '\0' x; } > long.txt
echo 'echo after' >> long.txt
sed -i 's/xecho/x\necho/' long.txt
run exec -a long.txt
expect 1
err_has 'exit code 126'
out_is after
