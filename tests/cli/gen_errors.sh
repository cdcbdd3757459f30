# SPDX-License-Identifier: MIT
# Ranges and sizes that cannot be; nothing is written.
refuses 2 "low 'x' is not an integer" gen --low x -o a.csv
refuses 2 'high 129 is out of bounds for int8' gen --dtype int8 --high 129 -o a.csv
refuses 2 'low -1 is out of bounds for uint64' gen --dtype uint64 --low -1 -o a.csv
refuses 2 'low 7 is not less than high 7' gen --low 7 --high 7 -o a.csv
refuses 2 float64 gen --dtype float64 -o a.csv
refuses 2 "--dtype 'int' is not one of" gen --dtype int -o a.csv
refuses 2 '--seed 4294967296 is out of range' gen --seed 4294967296 -o a.csv
refuses 2 '--seed -1 is out of range' gen --seed -1 -o a.csv
refuses 2 "--rows '1e3' is not an integer" gen --rows 1e3 -o a.csv
refuses 2 '--cols -2 is out of range' gen --cols -2 -o a.csv
refuses 6 'address space' gen --rows 9000000000000000000 -o a.csv
refuses 2 'too many' gen in.csv -o a.csv
no_file a.csv
