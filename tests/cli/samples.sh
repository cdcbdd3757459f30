# SPDX-License-Identifier: MIT
# The samples in data/ give what the tutorial says of them.
data=$(dirname "$case")/../../data
ok hypot --columns A,B --round 2 "$data/frame.csv"
out_is hypot 9.43 5.83 5.0 5.66 11.4
ok hypot --columns 1,0 --round 2 "$data/frame.csv"
out_is hypot 9.43 5.83 5.0 5.66 11.4
ok sumsq --per col "$data/frame.csv"
out_is A,B 163,147
ok map --expr 'round(sqrt(round(A*A + B*B, 2)), 2)' "$data/frame.csv" --head 2
out_is '"round(sqrt(round(A*A + B*B, 2)), 2)"' 9.43 5.83
ok partition --parts 4 --do shape "$data/frame.csv"
out_is 2,2 1,2 1,2 1,2
ok run 'hypot --round 2; sumsq --per col' "$data/frame.csv" -o made --format csv
file_is made.hypot.csv hypot 9.43 5.83 5.0 5.66 11.4
file_is made.sumsq.csv A,B 163,147
for named in "$data"/* "$data"/kernels/*; do # each with its origin
  case $named in */kernels | */README.md) continue ;; esac
  grep -qF "${named#"$data"/}" "$data/README.md" || fail "data/README.md does not tell of $named"
done
