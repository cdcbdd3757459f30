# SPDX-License-Identifier: MIT
# Output that cannot be written is exit code 1, on standard output too.
have_full_device
printf '%s\n' 1,2 3,4 > in.csv
for arguments in 'gen' 'normalize in.csv' '--help' 'help' '--version' 'devices' 'kernels' 'kernels --json' 'help --man'; do
  code=0
  "$ROWRUN" $arguments > "$full" 2> scratch/err || code=$?
  expect 1
  err_has 'rowrun: error: '
done
refuses 1 "$full" normalize in.csv -o "$full"
[ -c "$full" ] || fail 'the device was replaced'
refuses 1 nowhere/out.csv normalize in.csv -o nowhere/out.csv
# A closed standard output is not somebody else's file.
code=0
"$ROWRUN" kernels >&- 2> scratch/err || code=$?
expect 1
code=0
"$ROWRUN" normalize in.csv -o out.csv >&- 2> scratch/err || code=$?
expect 0
file_is out.csv 0.0,1.0 0.0,1.0
