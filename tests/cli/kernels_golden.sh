# SPDX-License-Identifier: MIT
# Folds and scalings of the tutorial's rows, from every device that is always asked for by name.
printf '%s\n' 8,5 5,3 3,4 4,4 7,9 > in.csv
printf '%s\n' 1000000004 1000000007 1000000013 1000000016 > large.csv
for device in serial cpu opencl; do
  run hypot --round 2 --device $device in.csv
  expect 0
  out_is 9.43 5.83 5.0 5.66 11.4
  run sumsq --per col --device $device in.csv
  expect 0
  out_is 163,147
  run sum --device $device in.csv
  out_is 13 8 7 8 16
  run mean --device $device in.csv
  out_is 6.5 4.0 3.5 4.0 8.0
  run min --per col --device $device in.csv
  out_is 3,3
  run max --device $device in.csv
  out_is 8 5 4 4 9
  run var --per col --device $device large.csv
  out_is 22.5
  run std --per col --ddof 1 --round 6 --device $device large.csv
  out_is 5.477226
  run normalize --method zscore --head 2 --device $device in.csv
  out_is 1.0,-1.0 1.0,-1.0
  run normalize --method l1 --head 1 --round 3 --device $device in.csv
  out_is 0.615,0.385
  run normalize --method l2 --round 1 --device $device in.csv
  out_is 0.8,0.5 0.9,0.5 0.6,0.8 0.7,0.7 0.6,0.8
  run normalize --method max --head 1 --device $device in.csv
  out_is 1.0,0.625
done
printf '%s\n' 1,nan 3,4 > nan.csv
ok sum nan.csv
out_is nan 7.0
ok sum --nan omit nan.csv
out_is 1.0 7.0
refuses 3 'row 0, column 1 (from 0) is NaN' sum --nan error nan.csv
