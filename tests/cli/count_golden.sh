# SPDX-License-Identifier: MIT
# The tutorial's counts, from every device that is always asked for by name.
"$ROWRUN" gen -o matrix.npy || fail gen
for device in serial cpu opencl auto; do
  run count --min 4 --max 8 --device $device matrix.npy
  expect 0
  head -n 10 scratch/out > first
  file_is first 4 2 1 2 3 2 2 2 2 2
  sort -n scratch/out | uniq -c | awk '{print $2 ":" $1}' > histogram
  file_is histogram 0:6169 1:31116 2:62390 3:62868 4:31228 5:6229
done
ok gen --rows 3 -o -
"$ROWRUN" gen --rows 3 | "$ROWRUN" count --min 4 --max 8 - > piped || fail pipe
file_is piped 4 2 1
"$ROWRUN" gen --rows 3 --format npy | "$ROWRUN" count --min 4 --max 8 - > piped || fail 'npy pipe'
file_is piped 4 2 1
