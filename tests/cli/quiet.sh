# SPDX-License-Identifier: MIT
# Pipes and files get no summary unless -v; -q takes the warnings away, errors stay.
ok gen --rows 12 -o a.csv
run gen --rows 12 -v -o a.csv
expect 0
err_has '12 rows'
run count --min 4 --max 8 a.csv -v --device cpu --threads 2
expect 0
grep -qE '^12 rows, cpu \(2 threads\), [0-9.e+-]+ ms$' scratch/err || fail 'summary'
[ "$(wc -l < scratch/out)" -eq 12 ] || fail 'a pipe gets all rows'
ok count --min 4 --max 8 a.csv -v -q
ROWRUN_LOG=verbose
export ROWRUN_LOG
run count --min 4 --max 8 a.csv
err_has '12 rows'
ok count --min 4 --max 8 a.csv -q
ROWRUN_LOG=quiet
run count --min 4 --max 8 a.csv -v
err_has '12 rows'
ok count --min 4 --max 8 a.csv
refuses 3 nowhere count --min 4 --max 8 nowhere.csv
ROWRUN_LOG=loud
refuses 2 "ROWRUN_LOG='loud'" count --min 4 --max 8 a.csv
