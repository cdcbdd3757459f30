# SPDX-License-Identifier: MIT
# What pandas 1.5.3 (Debian 12) writes is read right; the call that wrote each file stands above it. `frame` is
# pd.DataFrame([[8, 5], [5, 3], [3, 4], [4, 4], [7, 9]]), the tutorial's.
# frame.to_csv('indexed.csv')
printf '%s\n' ,0,1 0,8,5 1,5,3 2,3,4 3,4,4 4,7,9 > indexed.csv
# frame.to_csv('plain.csv', index=False)
printf '%s\n' 0,1 8,5 5,3 3,4 4,4 7,9 > plain.csv
# frame.rename(columns={0: 'A', 1: 'B'}).to_csv('named.csv')
printf '%s\n' ,A,B 0,8,5 1,5,3 2,3,4 3,4,4 4,7,9 > named.csv
# pd.DataFrame({'name': ['Bob', 'Al, "jr"'], 'age': [31, 7], 'height': [1.8, float('nan')],
#               'big': [2**53 + 1, -1], 'ok': [True, False]}).to_csv('people.tsv', sep='\t', index=False)
printf 'name\tage\theight\tbig\tok\nBob\t31\t1.8\t9007199254740993\tTrue\n"Al, ""jr"""\t7\t\t-1\tFalse\n' > people.tsv
ok count --per col --min 4 --max 8 indexed.csv
out_is 0,1 4,3
ok count --per col --min 4 --max 8 --header yes plain.csv
out_is 0,1 4,3
run count --per col --min 4 --max 8 plain.csv # is it a header, or data? it could be either
expect 0
err_has 'plain.csv: the first line is 0, 1, 2, ..., which pandas writes as a header; it is read as data'
err_has '--header yes'
ok count --per col --min 4 --max 8 named.csv --columns B
out_is B 3
ok count --per col --min 4 --max 8 indexed.csv --columns 1,0
out_is 1,0 3,4
ok normalize --per col people.tsv --columns age,big,height --empty nan --nan omit
out_is age,big,height 1.0,1.0,0.0 0.0,0.0,nan
refuses 3 "people.tsv:2:1: 'Bob' is not a number: column 'name' is text; hint: take those of numbers: --columns age,height,big" \
  normalize people.tsv
refuses 3 "people.tsv:3:16: '' is an empty cell; hint: --empty=nan" normalize people.tsv --columns height
