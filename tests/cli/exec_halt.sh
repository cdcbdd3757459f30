# SPDX-License-Identifier: MIT
# --halt: a failed job stops nothing, the start of others, or all of them.
run exec -j 1 -k 'echo a' false 'echo b'
expect 1
out_is a b
run exec -j 1 -k --halt never 'echo a' false 'echo b'
expect 1
out_is a b
run exec -j 1 --halt soon 'echo a' false 'touch made' 'touch made'
expect 1
out_is a
err_has '1 of 2 jobs failed, no more were started'
no_file made
# Those that run go on to their end.
run exec -j 2 --halt soon --shell 'until [ -e go ]; do sleep 0.01; done; sleep 0.2; echo whole' ': > go; exit 1' 'touch made'
expect 1
out_is whole
no_file made
rm go
run exec -j 2 --halt now --joblog log --shell 'trap "echo told; exit 5" TERM; : > go; while :; do sleep 0.02; done' \
  'until [ -e go ]; do sleep 0.01; done; exit 7' 'touch made'
expect 1
out_is told
err_has 'exit code 7'
err_lacks 'exit code 5'
err_has '1 of 2 jobs failed, 1 was ended, no more were started'
no_file made
[ "$(awk 'NR > 1' log | wc -l)" -eq 2 ] || fail "log: $(cat log)"
# An endless list ends, too.
yes false | "$ROWRUN" exec -q --halt soon
[ $? -ge 1 ] || fail 'an endless list'
