# SPDX-License-Identifier: MIT
# Every mistake in the use is exit code 2, names the culprit and says what to do; nothing is written.
"$ROWRUN" gen --rows 4 -o in.csv || fail gen
refuses 2 'count needs an input file; hint: ' count --min 1 --max 2
refuses 2 "'b.csv' is too many" count --min 1 --max 2 in.csv b.csv
refuses 2 'count needs --min; hint: rowrun count --min 4 --max 8' count in.csv
refuses 2 'count needs --max' count --min 4 in.csv
refuses 2 'min' count --min x --max 2 in.csv -o out.csv
refuses 2 'hint' count --min 5 --max 2 in.csv -o out.csv
refuses 2 '--output needs a value' count --min 1 --max 2 in.csv -o
refuses 2 '--min needs a value' count --min --max 2 in.csv -o out.csv
refuses 2 '--no-fallback takes no value' count --min 1 --max 2 in.csv --no-fallback=1 -o out.csv
refuses 2 "--per 'axis' is not one of row|col" count --min 1 --max 2 --per axis in.csv -o out.csv
refuses 2 "--nan 'x' is not one of propagate|omit|error" count --min 1 --max 2 --nan x in.csv -o out.csv
refuses 2 "--header '' is not one of" count --min 1 --max 2 --header= in.csv -o out.csv
refuses 2 "--constant 'one' is not one of" normalize --constant one in.csv -o out.csv
refuses 2 "--method 'best' is not one of" normalize --method best in.csv -o out.csv
refuses 2 '--threads 0 is out of range' normalize --threads 0 in.csv -o out.csv
refuses 2 "--reserve 'all' is not an integer" normalize --reserve all in.csv -o out.csv
refuses 2 '--verify 0 is out of range' normalize --verify=0 in.csv -o out.csv
refuses 2 '--verify= has an empty value' normalize --verify= in.csv -o out.csv
refuses 2 "--round '2.5' is not an integer" normalize --round 2.5 in.csv -o out.csv
refuses 2 "--head 'x' is not an integer" normalize --head x in.csv -o out.csv
refuses 2 '--head is for text' normalize --head 3 in.csv -o out.NPY
ROWRUN_TILE_ROWS=many
export ROWRUN_TILE_ROWS
refuses 2 "ROWRUN_TILE_ROWS is 'many'" normalize in.csv -o out.csv
no_file out.csv out.NPY
