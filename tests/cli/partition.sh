# SPDX-License-Identifier: MIT
# partition: parts as NumPy's array_split cuts them, a kernel over each, the answers below one another.
ok gen -o matrix.npy
ok partition --parts 4 --do shape matrix.npy
out_is 50000,5 50000,5 50000,5 50000,5
ok partition --parts 3 --do shape matrix.npy --stats stats.json
out_is 66667,5 66667,5 66666,5 # numpy.array_split(matrix, 3)
stat_is command '"partition"'
stat_is kernel null
stat_is rows 200000
ok partition --do shape --threads 3 matrix.npy
out_is 66667,5 66667,5 66666,5
ok partition --parts 2 --do shape matrix.npy -o shapes.npy
ok count --min 100000 --max 100000 shapes.npy
out_is 1 1
ok count --min 4 --max 8 matrix.npy -o whole.csv
for parts in 1 7 64; do
  ok partition --parts $parts --min 4 --do count --max 8 matrix.npy -o parts.csv --stats stats.json
  cmp -s whole.csv parts.csv || fail "$parts parts do not give what the whole gives"
  stat_is rows 200000
  stat_is kernel '"count"'
  stat_is bytes_in 8000000
done
# numpy: [((4 <= part) & (part <= 8)).sum(axis=0) for part in numpy.array_split(matrix, 3)]
ok partition --parts 3 --do=count --min 4 --max 8 --per col matrix.npy --verify
out_is 33271,33271,33402,33501,33555 33336,33392,33275,33360,33298 33467,33406,33323,33231,33469
printf '%s\n' name,age,height 'Bob,31,1.8' 'Al,7,1.25' > people.csv
ok partition --parts 3 --do count --min 1 --max 10 --per col --columns age,height people.csv --stats stats.json
out_is age,height 0,1 1,1 0,0
stat_is rows 2
stat_is cols 2
stat_is dtype '"mixed"'
stat_is device '"cpu"'
ok partition --parts 5 --do count --min 1 --max 10 --columns height people.csv
out_is count 1 1
ok partition --parts 3 --do normalize --columns age,height people.csv --round 1
out_is age,height 1.0,0.0 1.0,0.0
ok partition --parts 2 --do normalize --per col --columns age people.csv --device serial --stats stats.json
out_is age 0.0 0.0
stat_is constant_cols 2
stat_is device '"serial"'
ok partition --parts 2 --do shape people.csv --columns age
out_is 1,1 1,1
run partition --parts 9 --do count --min 4 --max 8 matrix.npy --device nowhere -o parts.csv
expect 0
cmp -s whole.csv parts.csv || fail 'parts on the CPU pool do not give what the whole gives'
[ "$(grep -c "no device 'nowhere'" scratch/err)" = 1 ] || fail 'a device that is not there is not told once'
refuses 3 "people.csv:2:1: 'Bob' is not a number" partition --parts 2 --do count --min 1 --max 2 people.csv
refuses 2 'partition needs --do; hint: rowrun partition --parts 4 --do shape' partition matrix.npy
refuses 2 "--do 'cuont' is no kernel; hint: did you mean --do count?" partition --do cuont --min 4 matrix.npy
refuses 2 "--do 'sahpe' is no kernel; hint: did you mean --do shape?" partition --do sahpe matrix.npy
refuses 2 "--do 'frobnicate' is no kernel; hint: rowrun kernels" partition --do frobnicate matrix.npy
refuses 2 'partition --do count needs --max; hint: rowrun partition --do count --min 4 --max 8 matrix.npy' \
  partition --do count --min 4 matrix.npy
refuses 2 "'--min' is an option of kernels; hint: --do with" partition --min 4 matrix.npy
refuses 2 "'--min' is an option of kernels; hint: --do with" partition --do shape --min 4 matrix.npy
refuses 2 "unknown option '--min'" partition --do normalize --min 4 matrix.npy
refuses 2 'did you mean --parts?' partition --prats 4 --do shape matrix.npy
refuses 2 '--parts 0 is out of range; hint: 1 to 1000000' partition --parts 0 --do shape matrix.npy
refuses 2 '--parts 1000001 is out of range' partition --parts 1000001 --do shape matrix.npy
refuses 2 "--parts 'two' is not an integer" partition --parts two --do shape matrix.npy
refuses 2 'partition needs an input file' partition --do shape
refuses 2 'count needs --min' count --max 4 matrix.npy
refuses 2 "unknown option '--do'" count --do shape --min 4 --max 8 matrix.npy
