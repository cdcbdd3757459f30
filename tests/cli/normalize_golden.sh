# SPDX-License-Identifier: MIT
# The tutorial's third exercise, and a constant row.
printf '%s\n' 2,3,4,5 6,9,10,12 11,12,13,14 21,24,25,26 > in.csv
for device in serial cpu opencl; do
  run normalize --device $device in.csv
  expect 0
  out_is 0.0,0.3333333333333333,0.6666666666666666,1.0 0.0,0.5,0.6666666666666666,1.0 \
    0.0,0.3333333333333333,0.6666666666666666,1.0 0.0,0.6,0.8,1.0
done
ok normalize --round 2 in.csv --head 1
out_is 0.0,0.33,0.67,1.0
printf '%s\n' 7,7,7 1,2,3 > constant.csv
ok normalize constant.csv --stats stats.json
out_is 0.0,0.0,0.0 0.0,0.5,1.0
stat_is constant_rows 1
ok normalize --constant nan constant.csv
out_is nan,nan,nan 0.0,0.5,1.0
refuses 3 constant normalize --constant error constant.csv -o out.csv
no_file out.csv
