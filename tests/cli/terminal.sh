# SPDX-License-Identifier: MIT
# On a terminal without -o: the first ten rows, and one line on standard error.
command -v script > /dev/null || skip 'no script(1) to make a terminal'
on_terminal() { # COMMAND LINE; what the screen shows lies in scratch/out, without carriage returns
  code=0
  script -qec "$1" /dev/null < /dev/null > scratch/raw || code=$?
  tr -d '\r' < scratch/raw > scratch/out
}
"$ROWRUN" gen --rows 30 -o a.csv || fail gen
on_terminal "'$ROWRUN' count --min 4 --max 8 a.csv 2> scratch/err"
expect 0
out_is 4 2 1 2 3 2 2 2 2 2
grep -qE '^30 rows, 10 shown, cpu ' scratch/err || fail 'summary'
[ "$(wc -l < scratch/err)" -eq 1 ] || fail 'more than one line'
on_terminal "'$ROWRUN' count --min 4 --max 8 a.csv --head 3 2> scratch/err"
out_is 4 2 1
on_terminal "'$ROWRUN' count --min 4 --max 8 a.csv --head 0 2> scratch/err"
[ "$(wc -l < scratch/out)" -eq 30 ] || fail '--head 0 shows not all rows'
err_lacks shown
on_terminal "'$ROWRUN' count --min 4 --max 8 a.csv -o - 2> scratch/err"
[ "$(wc -l < scratch/out)" -eq 30 ] || fail '-o - shows not all rows'
err_is_empty
on_terminal "'$ROWRUN' count --min 4 --max 8 a.csv -q 2> scratch/err"
[ "$(wc -l < scratch/out)" -eq 10 ] || fail '-q changes the rows'
err_is_empty
on_terminal "'$ROWRUN' count --min 4 --max 8 a.csv -o b.csv 2> scratch/err"
out_is_empty
err_is_empty
on_terminal "'$ROWRUN' gen --rows 30 2> scratch/err"
[ "$(wc -l < scratch/out)" -eq 10 ] || fail 'gen shows not ten rows'
err_has '30 rows, 10 shown'
on_terminal "'$ROWRUN' gen --format npy 2> scratch/err"
expect 2
err_has 'a terminal cannot show .npy'
