# SPDX-License-Identifier: MIT
# --verify compares with the reference, all rows or some; its number stands behind = only.
"$ROWRUN" gen --rows 50 -o in.csv || fail gen
ok normalize in.csv --verify --stats stats.json -o out.csv
stat_is verified true
stat_is verified_rows 50
ok normalize --verify=7 in.csv --stats stats.json -o out.csv
stat_is verified_rows 7
refuses 2 'too many' normalize --verify 7 in.csv
run normalize --verify=7 in.csv -v -o out.csv
err_has 'verified 7'
