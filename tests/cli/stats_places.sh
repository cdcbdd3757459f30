# SPDX-License-Identifier: MIT
# Where --stats writes to: behind links, and into what is no regular file.
printf '%s\n' 1,2 3,4 > in.csv
mkdir folder
ln -s folder/made.json link.json
ok normalize in.csv -o out.csv --stats link.json
[ -L link.json ] || fail 'the link was replaced'
grep -q '"exit_code": 0' folder/made.json || fail 'nothing behind the link'
ok normalize in.csv -o out.csv --stats link.json # once more: now the target is there
[ -L link.json ] || fail 'the link was replaced'
[ "$(ls -A folder)" = made.json ] || fail "left behind: $(ls -A folder)"
ln -s nowhere/made.json far.json
refuses 1 far.json normalize in.csv -o out.csv --stats far.json
ln -s circle circle
refuses 1 circle normalize in.csv -o out.csv --stats circle
[ -L circle ] || fail 'the link was replaced'
# A FIFO without a reader is waited for, and a signal ends that.
mkfifo fifo || skip 'no FIFO'
"$ROWRUN" normalize in.csv -o out.csv --stats fifo 2> scratch/err &
child=$!
sleep 0.5
kill -TERM $child
tries=0
while kill -0 $child 2> /dev/null; do
  tries=$((tries + 1))
  [ $tries -lt 1000 ] || { kill -KILL $child; fail 'a signal does not end it'; }
  sleep 0.01
done
code=0
wait $child || code=$?
expect 143
