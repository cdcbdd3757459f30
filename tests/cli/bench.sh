# SPDX-License-Identifier: MIT
# bench: a record of what was measured, its lists read item by item, and an end that keeps what there is.
tiny='--rows 100 --min-time 0.001 --max-time 0.05 --progress never'
ok bench --kernels 'count; normalize --method l2; sum --per col' $tiny --devices cpu,serial --threads 1,2 -o run.json
out_has 'normalize --method l2'
out_has 'sum --per col'
grep -q '"schema_version": 1' run.json || fail 'no schema version'
if command -v python3 > scratch/which; then
  python3 - > scratch/out 2> scratch/err << 'END' || fail 'run.json is not as it should be'
import json
run = json.load(open('run.json'))
cases = [c for c in run['cases'] if c['way']['scope'] == 'memory']
assert len(cases) == 3 * 3, len(cases)
assert all(c['outcome'] == 'verified' and c['samples'] for c in cases)
assert {c['way']['threads'] for c in cases} == {1, 2}
assert run['settings']['rows'] == '100'
END
fi

refuses 2 "suite 'quik' is not one of" bench --suite quik
refuses 2 "unknown kernel 'cuont'; hint: did you mean count?" bench --kernels 'sum; cuont'
refuses 2 'step 1, count: ' bench --kernels 'count --low 4'
refuses 2 '--nan makes no difference' bench --kernels 'count --nan omit'
refuses 2 "--rows: '1k' is not a whole number" bench --rows 1000,1k
refuses 2 '--rows: 0 is out of range' bench --rows 0
refuses 2 '--cols: 99999999999999999999 is out of range' bench --cols 99999999999999999999
refuses 2 "--threads '1,,2' has an empty item" bench --threads 1,,2
refuses 2 "--rows '10,' has an empty item" bench --rows 10,
refuses 2 "int128" bench --dtypes int32,int128
refuses 2 "'auto' is a choice" bench --devices cpu,auto
refuses 4 "there is no device 'opencl:77'" bench --devices cpu,opencl:77
refuses 2 "--max-noise 'x' is not a share" bench --max-noise x
refuses 2 '--max-noise 2 is out of range' bench --max-noise 2
refuses 2 '--min-time 3 is more than --max-time 2' bench --min-time 3 --max-time 2
refuses 2 "--seed 0 is out of range" bench --seed 0
refuses 2 '-o needs a file' bench -o -
refuses 1 'nowhere' bench $tiny --kernels count -o nowhere/run.json
no_file nowhere

# The first signal ends the measuring, and not the program before it has stored what there is.
env --default-signal=INT true 2> scratch/err || exit 0
several_lines() { [ "$(grep -c 'count' scratch/err)" -ge 2 ]; }
interrupt() { # SIGNAL
  : > scratch/err
  env --default-signal=INT,TERM "$ROWRUN" bench --kernels 'count; sum' --rows 100000 --devices serial --min-time 100 \
    --max-time 100 --progress always -o cut.json > scratch/out 2> scratch/err &
  child=$!
  until_true several_lines # the first comes before the first sample
  kill -"$1" $child
  code=0
  wait $child || code=$?
}
interrupt INT
expect 130
grep -q '"interrupted": true' cut.json || fail 'the record does not say that it was interrupted'
grep -q '"skipped"' cut.json || fail 'nothing was skipped'
grep -q '"total_ns"' cut.json || fail 'nothing that was measured was kept'
out_has 'count'
rm cut.json
interrupt TERM
expect 143
grep -q '"interrupted": true' cut.json || fail 'no record after SIGTERM'
