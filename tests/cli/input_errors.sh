# SPDX-License-Identifier: MIT
# Input that is missing or no matrix: exit code 3, the file is named, no output.
refuses 3 nowhere.csv count --min 1 --max 2 nowhere.csv -o out.csv
mkdir folder
refuses 3 folder count --min 1 --max 2 folder -o out.csv
printf '%s\n' 1,2 3,x > bad.csv
refuses 3 'bad.csv:2:3' normalize bad.csv -o out.csv
printf '%s\n' 1,2 3 > ragged.csv
refuses 3 'ragged.csv:2' normalize ragged.csv -o out.csv
printf '\223NUMPY\001\000' > short.npy
refuses 3 short.npy normalize short.npy -o out.csv
no_file out.csv
