# SPDX-License-Identifier: MIT
# Several kernels on one matrix give what each gives alone, in a file for each; nothing is written before all
# are done.
ok gen --rows 3000 --cols 7 --dtype int32 -o in.npy
ok count --min 4 --max 8 in.npy -o count.npy
ok normalize in.npy -o rows.npy
ok normalize --per col --round 2 in.npy -o cols.npy
steps='count --min 4 --max 8; normalize ;normalize --per col --round 2;'
for device in cpu serial opencl; do
  run run "$steps" in.npy -o "$device" --device "$device" --stats stats.json --verify
  expect 0
  cmp -s count.npy "$device.count.npy" || fail "count on $device"
  cmp -s rows.npy "$device.normalize-1.npy" || fail "rows on $device"
  cmp -s cols.npy "$device.normalize-2.npy" || fail "columns on $device"
  stat_is command '"run"'
  stat_is rows 3000
  stat_is verified true
  [ "$(grep -c '^      "kernel": "' stats.json)" = 3 ] || fail "steps: $(cat stats.json)"
  [ "$(grep -c '"resident": true' stats.json)" = 3 ] || fail "resident: $(cat stats.json)"
  [ "$(grep -c '"upload": 0.0' stats.json)" -ge 3 ] || fail "uploads: $(cat stats.json)"
done

# A folder, another format, columns, quoted words and what -v says.
mkdir out
printf '%s\n' a,b,c 1,2,3 4,5,6 > in.csv
run run -v --columns c,a "'count' --min '4' --max \"8\"" in.csv -o out/ --format csv
expect 0
err_has 'out/count.csv, cpu'
file_is out/count.csv count 0 2
ok run 'normalize --per col' - -o piped --format tsv < in.csv
[ -s piped.normalize.tsv ] || fail 'nothing from a pipe'

# Mistakes name the step, and nothing is read for them: there is no such file.
nothing() { refuses 2 "$1" run "$2" missing.npy -o made; }
nothing "step 2, normalise: unknown kernel 'normalise'; hint: did you mean normalize?" 'count --min 1 --max 2; normalise'
nothing "step 1, devices: unknown kernel 'devices'; hint: rowrun kernels" devices
nothing 'step 1, count: count needs --max' 'count --min 4; normalize'
nothing 'did you mean --constant?' 'normalize --constnat 0'
nothing 'did you mean --nan omit?' 'normalize --nan omti'
nothing 'step 1, count: min 9 is above max 1' 'count --min 9 --max 1'
nothing "step 2, normalize: --round 'x' is not an integer" 'normalize; normalize --round x'
nothing "'--device' stands in the wrong place; hint: it is for all steps" 'normalize --device cpu'
nothing "'a.npy' is no option" 'normalize a.npy'
nothing 'step 2 is empty' 'normalize;;normalize'
nothing 'step 1 is empty' ''
nothing "step 2 has a ' that is not closed" "normalize; 'normalize"
refuses 2 "'--per' stands in the wrong place; hint: it belongs to a step" run normalize --per col in.npy -o made
refuses 2 'run needs steps and an input file' run in.npy
refuses 2 'run needs -o PREFIX' run normalize in.npy
refuses 2 'standard output is one' run normalize in.npy -o -
refuses 3 'missing.npy' run normalize missing.npy -o made
refuses 1 'nowhere/made.normalize.npy' run normalize in.npy -o nowhere/made
cp in.npy made.normalize.npy
refuses 2 'input and output are the same file' run normalize made.normalize.npy -o made
cmp -s in.npy made.normalize.npy || fail 'the input was written'
rm made.normalize.npy
refuses 2 '--stats would overwrite the result' run normalize in.npy -o made --stats made.normalize.npy
no_file made.normalize.npy
cp in.npy before.npy
refuses 2 '--stats would overwrite the input' run normalize in.npy -o made --stats in.npy
cmp -s in.npy before.npy || fail 'the input was written'
no_file made.normalize.npy

# A step that fails at the end leaves no results of those before it.
run run 'normalize; normalize --constant error' in.npy -o made --stats stats.json
expect 0
printf '%s\n' 1,1 2,3 > constant.csv
refuses 3 'step 2, normalize: row 0' run 'normalize; normalize --constant error' constant.csv -o late --stats stats.json
no_file late.normalize-1.npy late.normalize-2.npy
stat_is exit_code 3
[ "$(grep -c '^      "kernel": "' stats.json)" = 2 ] || fail "steps: $(cat stats.json)"
