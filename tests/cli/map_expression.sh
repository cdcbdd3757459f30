# SPDX-License-Identifier: MIT
# Expressions: the tutorial's own functions, columns by name, outputs with names, what is refused and where.
printf '%s\n' A,B,'weight in kg',e 8,5,1,2 5,3,2,2 3,4,3,2 4,4,4,2 7,9,5,2 > frame.csv
printf '%s\n' 8,5 5,3 3,4 4,4 7,9 .05,.03 > plain.csv
hypotenuse='round(sqrt(round(x[0]*x[0] + x[1]*x[1], 2)), 2)'
for device in serial cpu opencl; do
  run map --expr "$hypotenuse" --device $device plain.csv
  expect 0
  out_is 9.43 5.83 5.0 5.66 11.4 0.0
done
ok map --expr 'sqrt(A*A + B*B)' --round 2 --verify frame.csv
out_is 'sqrt(A*A + B*B)' 9.43 5.83 5.0 5.66 11.4
ok map --expr 'total = A + B, "ratio, in %" = 100 * A / B' --head 1 frame.csv
out_is 'total,"ratio, in %"' 13.0,160.0
ok map --expr 'kg = x["weight in kg"] * x["e"]' --head 2 frame.csv
out_is kg 2.0 4.0
ok map --expr 'x[0] > x[1], count(x > 4), sum(x)' --columns B,A --head 2 frame.csv
out_is 'x[0] > x[1],count(x > 4),sum(x)' 0.0,2.0,13.0 0.0,1.0,8.0

# The tutorial's function is the kernel of that name.
ok gen --rows 1000 -o matrix.npy
ok map --expr 'count(4 <= x && x <= 8)' matrix.npy -o expression.csv --stats stats.json
ok count --min 4 --max 8 matrix.npy -o count.csv
cmp -s expression.csv count.csv || fail 'not the counts of count'
stat_is kernel '"expression"'
stat_is out_dtype '"int64"'

# With neither a compiler nor a device, exactly as with them.
export ROWRUN_CC=/nonexistent OCL_ICD_VENDORS=/nonexistent
ok map --expr 'count(4 <= x && x <= 8)' matrix.npy -o expression.csv
cmp -s expression.csv count.csv || fail 'not the counts of count without a compiler'
unset ROWRUN_CC OCL_ICD_VENDORS

# Mistakes, each with its place.
refuses 2 "column 8: a chain of comparisons, at '<= 8'; hint: 4 <= x && x <= 8" map --expr '4 <= A <= 8' frame.csv
refuses 2 "column 6: there is no such function, at 'sqr(A)'; hint: did you mean 'sqrt'?" map --expr '1 +  sqr(A)' frame.csv
refuses 2 "hint: did you mean 'weight in kg'?" map --expr 'x["weigth in kg"]' frame.csv
refuses 2 "the columns are x[0] to x[1]" map --expr 'x[2]' plain.csv
refuses 2 'x["e"] is the column, exp(1) the number' map --expr 'e' frame.csv
refuses 2 "expected ')'" map --expr '(A + B' frame.csv
refuses 2 'values per row' map --expr 'A' --per col frame.csv
refuses 2 'not both' map --expr 'A' --kernel my.cl frame.csv
refuses 2 'for --kernel' map --expr 'A' --param lo=4 frame.csv
refuses 2 'map needs --expr or --kernel' map frame.csv
refuses 2 'process of its own' map --expr 'A' --isolate frame.csv
printf '%s\n' 1,2 3,9007199254740993 > large.csv
refuses 3 'row 1, column 1 (from 0) is 9007199254740993' map --expr 'x[0] + x[1]' large.csv
ok map --expr 'x[0] + 1' large.csv
out_is 2.0 4.0
ok map --expr 'x[1]' --dtype float64 large.csv
out_is 2.0 9007199254740992.0
