# SPDX-License-Identifier: MIT
# --stats after a failure, wherever it happened.
refuses 3 nowhere.csv count --min 1 --max 2 nowhere.csv --stats stats.json --device cpu
stat_is exit_code 3
stat_is status '"RR_EINPUT"'
stat_is requested_device '"cpu"'
stat_is message '".*nowhere.csv.*"'
rm stats.json
refuses 2 nonsense count --nonsense --stats stats.json
stat_is exit_code 2
stat_is message '".*nonsense.*"'
rm stats.json
printf '%s\n' 1,2 > in.csv
refuses 2 '--per' count --per x --stats=stats.json --min 1 --max 2 in.csv
stat_is exit_code 2
refuses 2 max count --min 5 --max 2 in.csv --stats stats.json
stat_is exit_code 2
# Statistics that cannot be written are an error of their own, and never hide another.
run count --min 1 --max 2 in.csv --stats nowhere/stats.json
expect 1
out_is 2
err_has nowhere/stats.json
run count --min 1 --max 2 nowhere.csv --stats nowhere/stats.json
expect 3
have_full_device
run count --min 1 --max 2 in.csv --stats "$full"
expect 1
[ -c "$full" ] || fail 'the device was replaced'
