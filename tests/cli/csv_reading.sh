# SPDX-License-Identifier: MIT
# How a text file is read: --dtype, --empty, NaN.
printf '%s\n' 1,2 3,4 > in.csv
ok normalize --dtype float32 in.csv --stats stats.json
out_is 0.0,1.0 0.0,1.0
stat_is dtype '"float32"'
ok count --min 1 --max 3 --out-dtype int64 in.csv --stats stats.json
stat_is out_dtype '"int64"'
printf '%s\n' 1,,3 2,4,6 > holes.csv
refuses 3 '--empty=nan' count --min 1 --max 3 holes.csv
ok count --min 1 --max 3 --empty=nan holes.csv
out_is 2 1
ok count --min 1 --max 3 --empty nan holes.csv
out_is 2 1
ok normalize --empty=nan --nan omit holes.csv
out_is 0.0,nan,1.0 0.0,0.5,1.0
refuses 3 NaN normalize --empty=nan --nan error holes.csv
