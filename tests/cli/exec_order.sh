# SPDX-License-Identifier: MIT
# 47: the output of one job is never mixed with another's; with --keep-order it comes in the order of the jobs.
cat > job.sh <<'END'
i=0
while [ $i -lt 40 ]; do
  echo "$1 line $i"
  echo "$1 line $i" >&2
  i=$((i + 1))
done
END
seq 40 > numbers
run exec -j 8 --with 'sh job.sh' -a numbers
expect 0
for stream in out err; do
  # Lines of one job stand together, and all of them are there.
  awk '{ if ($1 != last) { runs++; last = $1; next_line = 0 } if ($3 != next_line++) exit 1 } END { exit runs != 40 || NR != 1600 }' \
    scratch/$stream || fail "mixed in $stream"
done
cp scratch/out by_end
run exec -j 8 -k --with 'sh job.sh' -a numbers
for n in $(seq 40); do sh job.sh $n 2> /dev/null; done > want
cmp -s want scratch/out || fail '--keep-order'
cmp -s want scratch/err || fail '--keep-order for standard error'
sort want > want_sorted
sort by_end | cmp -s want_sorted - || fail 'not everything came'
# The first job ends last.
ok exec -j 2 --shell 'until [ -e go ]; do sleep 0.01; done; echo slow' 'echo quick; : > go'
out_is quick slow
rm go
ok exec -j 2 --keep-order --shell 'until [ -e go ]; do sleep 0.01; done; echo slow' 'echo quick; : > go'
out_is slow quick
# One at a time is one after the other.
ok exec -j 1 --shell 'mkdir busy && sleep 0.05 && echo a; rmdir busy' 'mkdir busy && echo b; rmdir busy' 'mkdir busy && echo c; rmdir busy'
out_is a b c
# 20 at a time do run at the same time.
cat > meet.sh <<'END'
: > here.$1
until [ "$(ls | grep -c '^here\.')" -eq 20 ]; do sleep 0.01; done
END
ok exec -j 20 --with 'sh meet.sh' $(seq 20)
# With all processors left free, one at a time; -j has the last word.
rm -f seen.*
run exec --reserve 100000 -v 'sh -c true' true
expect 0
err_has '2 jobs, 1 at a time'
run exec --reserve 100000 -j 3 -v true
err_has '1 job, 3 at a time'
run exec --reserve x true
expect 255
