# SPDX-License-Identifier: MIT
# A device that is asked for and not there: a warning and the CPU pool, or an error with --no-fallback.
printf '%s\n' 1,2 3,4 > in.csv
OCL_ICD_VENDORS=$PWD/nowhere
export OCL_ICD_VENDORS
run count --min 2 --max 3 in.csv --device opencl:0 --stats stats.json
expect 0
out_is 1 1
err_has 'rowrun: warning: '
[ "$(wc -l < scratch/err)" -eq 1 ] || fail 'more than one warning'
stat_is requested_device '"opencl:0"'
stat_is device '"cpu"'
grep -q '"fallback": {' stats.json || fail 'no fallback in the statistics'
ok count --min 2 --max 3 in.csv --device opencl:0 -q
out_is 1 1
refuses 4 opencl count --min 2 --max 3 in.csv --device opencl:0 --no-fallback -o out.csv --stats stats.json
stat_is exit_code 4
no_file out.csv
ok count --min 2 --max 3 in.csv --device cpu --no-fallback
# A SPEC may be part of a device's name, so that a word nobody knows is a device that is not there.
run count --min 2 --max 3 in.csv --device nosuchdevice
expect 0
err_has nosuchdevice
refuses 4 nosuchdevice count --min 2 --max 3 in.csv --device nosuchdevice --no-fallback -o out.csv
no_file out.csv
