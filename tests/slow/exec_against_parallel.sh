# SPDX-License-Identifier: MIT
# A thousand short jobs by rowrun exec and by GNU parallel: the same output, exit code and order; times side by side.
command -v parallel > /dev/null && parallel --version 2> /dev/null | grep -q '^GNU parallel' || skip 'no GNU parallel'
HOME=$PWD/scratch
export HOME
mkdir -p "$HOME/.parallel" && : > "$HOME/.parallel/will-cite"
cat > job.sh <<'END'
echo "job $1"
[ "$(($1 % 50))" -ne 0 ] || { echo "job $1 fails" >&2; exit 3; }
END
seq 1000 > numbers
: > times
by_rowrun() { "$ROWRUN" exec -q -j 2 -k --with 'sh job.sh' -a numbers > ours 2> ours.err; }
by_parallel() { parallel -j 2 -k sh job.sh < numbers > theirs 2> theirs.err; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
for round in 1 2 3 4 5; do
  begun=$(milliseconds)
  by_rowrun
  [ $? -eq 20 ] || fail "exit code $? of rowrun exec"
  between=$(milliseconds)
  by_parallel
  [ $? -eq 20 ] || fail "exit code $? of parallel"
  ended=$(milliseconds)
  cmp -s ours theirs || fail 'different output'
  cmp -s ours.err theirs.err || fail 'different messages'
  echo "$((between - begun)) $((ended - between))" >> times
done
awk '{ ours += $1; theirs += $2; printf "round %d: rowrun exec %d ms, parallel %d ms\n", NR, $1, $2 }
  END { printf "rowrun exec takes %.2f of the time of GNU parallel\n", ours / theirs }' times
