# SPDX-License-Identifier: MIT
# Data commands say how far they are where it is asked for, or on a terminal after a second; watched or not, the
# result is the same.
"$ROWRUN" gen --rows 300000 --cols 8 -o in.npy || fail gen
"$ROWRUN" gen --rows 20000 -o in.csv || fail gen
for device in cpu serial; do
  ok normalize --device $device in.npy -o plain.npy
  run normalize --device $device --progress always in.npy -o watched.npy
  expect 0
  grep -qE '^rowrun: normalize: [0-9]+ %, [0-9.]+( million)? rows/s' scratch/err || fail "no progress on $device"
  cmp -s plain.npy watched.npy || fail "another result on $device"
done
ok normalize --per col in.npy -o plain.npy
run normalize --per col --progress always in.npy -o watched.npy
cmp -s plain.npy watched.npy || fail 'another result per column'
run count --min 4 --max 8 --progress always in.csv -o out.csv
expect 0
grep -qE '^rowrun: in.csv: 0 %, 0 bytes/s' scratch/err || fail 'no progress of reading'
run run 'count --min 4 --max 8; normalize' --progress always in.npy -o made
expect 0
grep -qE '^rowrun: count: 0 %' scratch/err || fail 'no progress of a step'
run map --expr 'sum(x)' --progress always in.npy -o out.npy
expect 0
grep -qE '^rowrun: expression: 0 %, 0 rows/s' scratch/err || fail 'no progress of an expression'
run partition --parts 3 --do count --min 4 --max 8 --progress always in.npy -o out.csv
expect 0
grep -qE '^rowrun: count: 0 %, 0 rows/s' scratch/err || fail 'no progress of parts'
ok normalize in.npy -o out.npy # no terminal
ok normalize --progress never in.npy -o out.npy
command -v script > /dev/null || skip 'no program script for a terminal'
"$ROWRUN" gen --rows 8000000 --cols 8 --dtype int8 -o large.npy || fail gen
script -qec "'$ROWRUN' count --min 4 --max 8 --device serial large.npy -o out.npy" /dev/null < /dev/null > scratch/out 2> scratch/err || fail 'on a terminal'
out_has 'count: '
out_has ' rows/s, '
out_has ' left'
script -qec "'$ROWRUN' normalize --progress never --device serial in.npy -o out.npy" /dev/null < /dev/null > scratch/out 2> scratch/err
out_lacks 'rows/s'
script -qec "'$ROWRUN' normalize in.npy -o out.npy" /dev/null < /dev/null > scratch/out 2> scratch/err
out_lacks 'rows/s'
