# SPDX-License-Identifier: MIT
# What a sum, a scaling and a result's dtype refuse, and that nothing is written then.
printf '%s\n' 1,2 -2147483648,-2147483648 3,4 > least.csv
for device in serial cpu opencl; do
  refuses 3 'row 1 (from 0) has a sum of squares that 64 bits do not hold' \
    sumsq --dtype int32 --device $device least.csv -o out.csv
  no_file out.csv
  run sumsq --dtype float64 --device $device least.csv
  expect 0
done
printf '%s\n' 9223372036854775807,1 1,2 > high.csv
refuses 3 'column 0 (from 0) has a sum that 64 bits' sum --per col high.csv
refuses 2 'hint: int64, float32 or float64' sum --out-dtype int32 least.csv
refuses 2 'int8 cannot hold' min --out-dtype int8 least.csv
ok max --out-dtype float64 --dtype int32 least.csv
out_is 2.0 -2147483648.0 4.0
printf '%s\n' 7,7 1,2 > constant.csv
ok normalize --method zscore constant.csv --stats stats.json
out_is 0.0,0.0 -1.0,1.0
stat_is constant_rows 1
refuses 3 'row 0 (from 0) is constant' normalize --method zscore --constant error constant.csv
refuses 2 'ddof' var --ddof 2 constant.csv
refuses 2 "--method 'l3' is not one of minmax|zscore|l1|l2|max" normalize --method l3 constant.csv
