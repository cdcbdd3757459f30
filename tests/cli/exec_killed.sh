# SPDX-License-Identifier: MIT
# 48: killing rowrun, by SIGKILL too, leaves no child behind within two seconds, at whatever moment; and nothing of it
# keeps a pipeline waiting.
have_marks
cat > job.sh <<'END'
trap '' TERM INT HUP
sh -c 'trap "" TERM INT HUP; : > begun.$1; while :; do sleep 0.1; done' x $1 &
while :; do sleep 0.1; done
END
begun() { [ "$(ls | grep -c '^begun\.')" -eq "$1" ]; }
marked exec -j 6 --with 'sh job.sh' 1 2 3 4 5 6
until_true begun 6
[ "$(marked_left)" -ge 13 ] || fail 'the jobs are not to be seen'
kill -KILL $child
wait $child 2> /dev/null
nobody_left
rounds=25
[ -z "$ROWRUN_SANITIZERS" ] || rounds=8
seq 1000 > numbers
for round in $(seq $rounds); do
  input=numbers marked exec -j 8 --with 'sleep 100' # while many jobs start
  sleep "0.0$(printf %02d $((round * 37 % 60)))"
  kill -KILL $child
  wait $child 2> /dev/null
  nobody_left
done
for round in $(seq $rounds); do
  input=numbers marked exec -j 4 --with 'sh -c true' # while many jobs start and end
  sleep "0.$(printf %02d $((round * 37 % 30)))"
  kill -KILL $child
  wait $child 2> /dev/null
  nobody_left
done
# The helper ends with rowrun, and holds no end of its pipes.
mark=ROWRUN_MARK=$$-pipeline
{ env "$mark" "$ROWRUN" exec 'echo a' 2>&1; } | cat > scratch/out
out_is a
nobody_left
# What a job leaves in the background holds none either.
ok exec --shell 'sleep 1000 & echo $! > background'
kill "$(cat background)" || fail 'the background of a job that ended was ended'
# Whoever ends the helper does not end the jobs; later jobs have another. What starts a job is the same program, but
# no guard.
cat > kill_guardian.sh <<'END'
for process in $(grep -lzsxF -e "$1" /proc/[0-9]*/environ); do
  folder=${process%/environ}
  case $(cat "$folder/cmdline" 2> /dev/null | tr '\0' ' ') in *rowrun-guardian\ --guard\ *) kill -KILL "${folder#/proc/}" ;; esac
done
END
mark=ROWRUN_MARK=$$-helper
env "$mark" "$ROWRUN" exec -k -j 2 "sh kill_guardian.sh $mark" 'echo b' 'echo c' 'sh -c "exit 0"' > scratch/out 2> scratch/err || fail 'without the helper'
out_is b c
err_is_empty
nobody_left
