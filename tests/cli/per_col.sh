# SPDX-License-Identifier: MIT
# --per col: one line of counts under the input's header; --header and --index as asked.
printf '%s\n' a,b 1,5 2,6 3,9 > in.csv
ok count --per col --min 2 --max 6 in.csv
out_is a,b 2,2
ok count --min 2 --max 6 in.csv
out_lacks a
ok normalize --per col in.csv
out_is a,b 0.0,0.0 0.5,0.25 1.0,1.0
printf '%s\n' ,a,b 0,1,5 1,2,6 > indexed.csv
ok normalize --per col indexed.csv
out_is a,b 0.0,0.0 1.0,1.0
printf '%s\n' 1,2 3,4 > plain.csv
run count --header yes --per col --min 3 --max 4 plain.csv
expect 0
out_is 1,2 1,1
ok count --index first --min 1 --max 9 plain.csv
out_is 1 1
refuses 3 'a' count --header no --min 1 --max 2 in.csv
