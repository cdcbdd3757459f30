# SPDX-License-Identifier: MIT
# --stats after a success: exactly the fields of the manual.
printf '%s\n' 1,2 3,4 5,6 > in.csv
ok count --min 2 --max 5 in.csv --device cpu --stats stats.json -o out.csv --threads 2
sed -n 's/^  "\([a-z_]*\)":.*/\1/p' stats.json | tr '\n' ' ' > fields
wanted='schema_version command kernel status exit_code requested_device device device_name fallback rows cols'
wanted="$wanted dtype out_dtype threads tiles bytes_in bytes_out verified counters time_ms message "
[ "$(cat fields)" = "$wanted" ] || fail "fields: $(cat fields)"
sed -n '/"time_ms"/,/}/s/^    "\([a-z_]*\)":.*/\1/p' stats.json | tr '\n' ' ' > phases
[ "$(cat phases)" = 'load init build upload kernel download verify store total ' ] || fail "$(cat phases)"
stat_is schema_version 1
stat_is command '"count"'
stat_is kernel '"count"'
stat_is status '"RR_OK"'
stat_is exit_code 0
stat_is requested_device '"cpu"'
stat_is device '"cpu"'
stat_is fallback null
stat_is rows 3
stat_is cols 2
stat_is dtype '"int64"'
stat_is out_dtype '"int32"'
stat_is threads 2
stat_is bytes_in 48
stat_is bytes_out 12
stat_is verified false
stat_is message null
ls > files
file_is files fields files in.csv out.csv phases scratch stats.json # no temporary file stays
run count --min 2 --max 5 in.csv --stats -
expect 0
out_is 1 2 1
err_has '"schema_version": 1'
ok gen --rows 7 -o gen.csv --stats stats.json
stat_is command '"gen"'
stat_is rows 7
stat_is kernel null
ROWRUN_DEVICE=serial
export ROWRUN_DEVICE
ok normalize in.csv --stats stats.json
stat_is requested_device '"serial"'
stat_is device '"serial"'
ok normalize in.csv --stats stats.json --device cpu
stat_is device '"cpu"'
