# SPDX-License-Identifier: MIT
# --isolate: the same result from a process of its own, which leaves nobody behind.
"$ROWRUN" gen --rows 50 -o in.csv || fail gen
ok count --min 4 --max 8 in.csv -o here.csv
ok count --min 4 --max 8 in.csv --isolate --stats stats.json -o there.csv
cmp -s here.csv there.csv || fail 'another result'
stat_is device '"cpu"'
stat_is rows 50
ok normalize --isolate=20.5 --per col in.csv --verify --stats stats.json
stat_is verified true
stat_is verified_rows 5
printf '1,1\n2,3\n' > constant.csv
refuses 3 'row 0' normalize --isolate --constant error constant.csv
refuses 2 "--isolate 'soon' is no number of seconds" count --min 4 --max 8 in.csv --isolate=soon
refuses 2 '--isolate 0 is out of range' count --min 4 --max 8 in.csv --isolate=0

# An interrupted run takes its process with it.
have_marks
mkfifo pipe
marked count --min 4 --max 8 --isolate --device cpu --threads 1 -o out.csv pipe
exec 9> pipe
cat in.csv >&9
kill -INT $child
exec 9>&-
wait $child || code=$?
nobody_left
