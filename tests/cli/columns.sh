# SPDX-License-Identifier: MIT
# --columns by name and number; columns of text; a dtype for each column; .tsv and .npy.
printf '%s\n' name,age,height 'Bob,31,1.8' '"Al, jr",7,1.25' 'Cleo,40,1.6' > people.csv
ok normalize --columns age,height --per col people.csv --round 2
out_is age,height 0.73,1.0 0.0,0.0 1.0,0.64
ok count --columns height,age --min 1 --max 10 people.csv
out_is count 1 2 1
ok count --columns 2,1 --per col --min 1 --max 10 people.csv --stats stats.json
out_is height,age 3,1
stat_is rows 3
stat_is cols 2
stat_is dtype '"mixed"'
stat_is out_dtype '"int32"'
ok count --columns=age --per col --min 1 --max 10 people.csv --stats stats.json
stat_is dtype '"int64"'
ok count --columns age,height --min 1 --max 10 people.csv --stats stats.json
stat_is dtype '"float64"'
stat_is cols 2
refuses 3 "people.csv:2:1: 'Bob' is not a number: column 'name' is text; hint: take those of numbers: --columns age,height" \
  normalize people.csv --stats stats.json
stat_is dtype null
refuses 3 "column 'name' is text" normalize --columns age,name people.csv
refuses 2 "people.csv: there is no column 'hieght' among name, age, height; hint: did you mean 'height'?" \
  normalize --columns hieght people.csv
refuses 2 "people.csv: there is no column 'weight of cat'; hint: one of name, age, height, or a number from 0 to 2" \
  normalize --columns 'weight of cat' people.csv
refuses 2 "people.csv: there is no column '3'" normalize --columns age,3 people.csv
refuses 2 "people.csv: column '1' is chosen twice; hint: once is enough" normalize --columns age,1 people.csv
refuses 2 "--columns 'age,' names nothing before or behind a comma; hint: --columns A," normalize --columns age, nowhere.csv
refuses 2 "has an opening quote but no closing one" normalize --columns '"age' nowhere.csv
refuses 2 "--columns needs a value; hint: --columns LIST" normalize nowhere.csv --columns
printf '%s\n' '"a,b","say ""x""",a,a' 1,2,3,4 5,6,7,8 > odd.csv
ok normalize --per col --columns '"a,b","say ""x"""' odd.csv
out_is '"a,b","say ""x"""' 0.0,0.0 1.0,1.0
refuses 2 "odd.csv: 2 columns are called 'a'; hint: by number, as 2 or 3" normalize --columns a odd.csv
printf 'A\ttown\tB\n1\tUlm\t0.5\n3\tBonn\t4\n' > in.tsv
ok normalize --per col --columns B,A in.tsv -o out.tsv
file_is out.tsv "$(printf 'B\tA')" "$(printf '0.0\t0.0')" "$(printf '1.0\t1.0')"
refuses 3 "in.tsv:2:3: 'Ulm' is not a number: column 'town' is text" normalize in.tsv
ok gen --rows 4 --cols 3 -o in.npy
ok count --min 4 --max 8 --columns 0,2 in.npy
out_is 1 1 2 0
ok count --min 4 --max 8 --columns 2,0 --per col in.npy
out_is 1,3
refuses 2 "in.npy: there is no column 'A'; hint: columns have numbers here, from 0 to 2" normalize --columns A in.npy
refuses 2 "there is no column '3'" normalize --columns 3 in.npy
printf '%s\n' 9007199254740993,0.5 1,2 > large.csv
ok count --per col --min 9007199254740993 --max 9007199254740993 large.csv # each column exactly as it is
out_is 1,0
refuses 3 "large.csv:1:1: '9007199254740993' is an integer beyond 2^53 among floats" count --min 1 --max 2 large.csv
ok count --min 1 --max 2 --dtype float64 large.csv
out_is 0 2
printf '%s\n' a,x,b,y 1,0.5,7,1.5 2,0.25,7,2 > frame.csv
for isolated in '' --isolate; do # columns have the numbers that they have in the file
  refuses 3 'column 2 (from 0) is constant' normalize --per col --constant error $isolated frame.csv
done
