# SPDX-License-Identifier: MIT
# The progress line stands on a terminal alone, after a second, or where it is asked for.
ok exec 'sleep 1.3'
run exec --progress always -j 1 'sleep 1.2' true false
expect 1
grep -qE '^rowrun: [0-3] of 3 jobs done(, 1 failed)?, [01] running, [0-9.]+/s' scratch/err || fail 'no progress'
run exec --progress never false
err_lacks running
command -v script > /dev/null || skip 'no program script for a terminal'
script -qec "'$ROWRUN' exec -j 1 'sleep 1.5' 'echo done'" /dev/null < /dev/null > scratch/out 2> scratch/err || fail 'on a terminal'
out_has ' of 2 jobs done, 1 running'
out_has done
script -qec "'$ROWRUN' exec --progress never -j 1 'sleep 1.5'" /dev/null < /dev/null > scratch/out 2> scratch/err
out_lacks running
script -qec "'$ROWRUN' exec -j 1 'sleep 0.1'" /dev/null < /dev/null > scratch/out 2> scratch/err
out_lacks running
