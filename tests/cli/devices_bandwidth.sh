# SPDX-License-Identifier: MIT
# How fast memory is: a table below that of the devices, and the same as JSON.
run devices --bandwidth
expect 0
grep -qE '^id +buffer +read +copy +update +upload +download$' scratch/out || fail 'no head'
[ "$(grep -cE '^cpu +[0-9.]+ MiB +[0-9.]+ +[0-9.]+ +[0-9.]+ +- +-$' scratch/out)" -ge 2 ] || fail 'cpu'
grep -qE '^serial +4 MiB ' scratch/out || fail 'serial'
run devices --bandwidth --json
expect 0
for key in bandwidth buffer_bytes gb_per_s read copy update upload download; do
  out_has "\"$key\":"
done
run devices --json
expect 0
out_lacks '"bandwidth"'
