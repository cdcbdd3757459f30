# SPDX-License-Identifier: MIT
# common: the items that two ragged lists share, of text and of pairs of .npy files.
data=$(dirname "$case")/../../data
a=$data/lists_a.csv b=$data/lists_b.csv
for device in cpu serial opencl; do # without an OpenCL device the pool does it, and says so
  run common --device $device --verify "$a" "$b"
  expect 0
  out_is 2,3 6 11,12 21
done
ok common "$a" "$b" --stats stats.json -o both.csv
file_is both.csv 2,3 6 11,12 21
stat_is rows 4
stat_is cpu_rows 4
stat_is device_rows 0
ok common "$a" "$b" -o offsets.npy:values.npy
ok common offsets.npy:values.npy both.csv
out_is 2,3 6 11,12 21
ok common "$a" "$b" --head 2
out_is 2,3 6

printf '%s\n' 1,2,2,1 '' nan,0.5 > first.csv
printf '%s\n' 2,1 1 0.5,nan | "$ROWRUN" common first.csv - > scratch/out || fail 'standard input'
out_is 1.0,2.0 '' 0.5
printf '1\t2\n\n' > first.tsv
printf '2\n3\n' > second.csv
ok common first.tsv second.csv
out_is 2 ''

refuses 2 "'first.csv' has 3 rows, '$b' has 4" common first.csv "$b"
refuses 2 'common needs more input files' common first.csv
refuses 2 'input and output are the same file' common first.csv both.csv -o first.csv
refuses 2 'input and output are the same file' common offsets.npy:values.npy both.csv -o other.npy:values.npy
refuses 2 "unknown option '--per'" common "$a" "$b" --per col
refuses 2 "unknown option '--columns'" common "$a" "$b" --columns 0
printf '1,two\n' > word.csv
refuses 3 "word.csv:1:3: 'two' is not a number" common word.csv "$b"
refuses 2 "'common' takes two ragged lists" run 'common' first.csv -o made
