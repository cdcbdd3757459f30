# SPDX-License-Identifier: MIT
# The input is never overwritten: by name, by link, through standard output, by --stats.
printf '%s\n' 1,2 3,4 > in.csv
cp in.csv before
ln -s in.csv soft.csv
ln in.csv hard.csv
for out in in.csv ./in.csv soft.csv hard.csv; do
  refuses 2 'input and output are the same file' normalize in.csv -o $out
  refuses 2 '--stats would overwrite' normalize in.csv -o out.csv --stats $out
done
code=0
"$ROWRUN" normalize in.csv >> in.csv 2> scratch/err || code=$?
expect 2
code=0
"$ROWRUN" normalize - -o in.csv < in.csv > scratch/out 2> scratch/err || code=$?
expect 2
refuses 2 '--stats would overwrite' normalize in.csv -o new.csv --stats new.csv
ln -s new.csv leads-nowhere.csv
for stats in ./new.csv "$PWD/new.csv" leads-nowhere.csv; do
  refuses 2 '--stats would overwrite' normalize in.csv -o new.csv --stats "$stats"
done
cmp -s in.csv before || fail 'the input was changed'
no_file out.csv new.csv
# What is no regular file may well be both: an empty device is an input of no rows, and swallows them.
null=/dev/null
if [ -w /dev ]; then # root must not risk the machine's own
  null=scratch/null
  mknod $null c 1 3 2> scratch/err && [ -r $null ] || skip 'no device node can be made'
fi
run normalize $null -o $null --device cpu
err_lacks 'same file'
[ -c $null ] || fail 'the device was replaced'
