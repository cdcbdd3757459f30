# SPDX-License-Identifier: MIT
# matmul and gram: small products by hand, names of columns, dtypes, and what does not fit.
printf '%s\n' x,y 1,2 3,4 5,6 > a.csv
printf '%s\n' u,v,w 1,0,2 0,1,2.5 > b.csv
ok matmul a.csv b.csv
out_is u,v,w 1.0,2.0,7.0 3.0,4.0,16.0 5.0,6.0,25.0
ok gram a.csv --verify --stats stats.json
out_is x,y 35.0,44.0 44.0,56.0
stat_is kernel '"gram"'
stat_is command '"gram"'
stat_is rows 3
stat_is cols 2
stat_is verified_rows 2
stat_is out_dtype '"float64"'
ok matmul --device serial a.csv b.csv --head 1 --round 0
out_is u,v,w 1.0,2.0,7.0
printf '%s\n' 1,2 3,4 > square.csv
ok matmul - square.csv --dtype float32 --stats stats.json < square.csv
out_is 7.0,10.0 15.0,22.0
stat_is out_dtype '"float32"'
stat_is bytes_in 32
ok gram square.csv --out-dtype float32 --stats stats.json
stat_is dtype '"int64"'
stat_is out_dtype '"float32"'
printf '%s\n' x,y > none.csv
ok gram none.csv --header yes
out_is x,y 0.0,0.0 0.0,0.0

refuses 2 "'a.csv' is 3 x 2, 'a.csv' is 3 x 2" matmul a.csv a.csv -o c.csv
refuses 2 'more input files' matmul a.csv
refuses 2 'too many' gram a.csv b.csv
refuses 2 "'--per'" gram a.csv --per col
refuses 2 "'--isolate'" gram a.csv --isolate
refuses 2 int32 gram a.csv --out-dtype int32 -o c.csv
refuses 2 'same file' matmul a.csv b.csv -o b.csv
printf '%s\n' name,x,y one,1,2 two,3,4 > frame.csv
ok matmul --columns x,y frame.csv b.csv
out_is u,v,w 1.0,2.0,7.0 3.0,4.0,16.0
ok gram --columns y frame.csv
out_is y 20.0
printf '%s\n' 9007199254740993,1 > large.csv
refuses 3 'row 0, column 0 (from 0) of the matrix is 9007199254740993' gram large.csv -o c.csv
ok gram large.csv --out-dtype float64 --head 1
OCL_ICD_VENDORS=$PWD/nowhere
export OCL_ICD_VENDORS
run gram square.csv --device opencl:0 --stats stats.json
expect 0
out_is 10.0,14.0 14.0,20.0
err_has 'rowrun: warning: '
stat_is device '"cpu"'
refuses 4 opencl gram square.csv --device opencl:0 --no-fallback -o c.csv
no_file c.csv c.npy
