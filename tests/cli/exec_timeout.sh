# SPDX-License-Identifier: MIT
# A job that takes too long is asked to end, with all it started, and then made to; the others are not touched.
have_marks
mark=ROWRUN_MARK=$$-timeout
cat > stubborn.sh <<'END'
trap '' TERM
sh -c 'trap "" TERM; while :; do sleep 0.1; done' &
while :; do sleep 0.1; done
END
cat > polite.sh <<'END'
trap 'echo cleaned; exit 0' TERM
echo begun
while :; do sleep 0.05; done
END
code=0
env "$mark" "$ROWRUN" exec -k -j 4 --timeout 2 'echo quick' 'sh polite.sh' 'sh stubborn.sh' 'sleep 1000' > scratch/out 2> scratch/err || code=$?
expect 3
out_is quick begun cleaned
err_has 'job 2 (sh polite.sh): not done in time'
err_has 'job 3 (sh stubborn.sh): not done in time'
err_has 'job 4 (sleep 1000): not done in time'
err_has '3 of 4 jobs failed'
nobody_left
ok exec --timeout 1000 'echo in time'
ok exec --timeout=.5 true
