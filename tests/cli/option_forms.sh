# SPDX-License-Identifier: MIT
# Options before, between and behind; with a blank or =; repeated; negative values; -- ends them.
printf '%s\n' -3,-2,-1 0,1,2 3,4,5 > in.csv
ok count --min -2 --max 1 in.csv
out_is 2 2 0
ok count in.csv --max=1 --min=-2
out_is 2 2 0
ok count --min -2 in.csv --max 1
out_is 2 2 0
ok count --min 0 --max 9 --min -2 in.csv --max 1
out_is 2 2 0
ok count --min -2 --max 1 -qo out.csv in.csv
file_is out.csv 2 2 0
ok count --min -2 --max 1 -oout2.csv in.csv
file_is out2.csv 2 2 0
ok count --min -1e0 --max 1.5 in.csv
out_is 1 2 0
cp -- in.csv --per
ok count --min -2 --max 1 -- --per
out_is 2 2 0
ok count --min -2 --max 1 --verify -- in.csv
out_is 2 2 0
