# SPDX-License-Identifier: MIT
# compare: a text or JSON of what got slower, exit code 8 where something did, and refusals of what is no pair of records.
records=$(dirname "$case")/../report
ok compare "$records/sample.json" "$records/sample.json"
out_has 'cases got slower'
out_lacks 'Warning'
ok compare "$records/sample.json" "$records/sample_other.json"
out_has 'Warning: the machines'
out_has 'cpu.model: Example CPU 3700 \u202e'
ok compare "$records/sample.json" "$records/sample_other.json" -o changes.txt
[ ! -s scratch/out ] || fail 'text on standard output, too'
grep -q 'cases got slower' changes.txt || fail 'no text in the file'

refuses 3 'nowhere.json' compare "$records/sample.json" nowhere.json
refuses 3 'not.json' compare "$records/sample.json" "$(printf 'x' > not.json && echo not.json)"
refuses 2 "--threshold '0' is not a share" compare a.json b.json --threshold 0
refuses 2 "--threshold 'nan' is not a share" compare a.json b.json --threshold nan
refuses 2 "--threshold '5%' is not a share" compare a.json b.json --threshold 5%
cp "$records/sample.json" old.json
refuses 2 'would overwrite a record' compare old.json "$records/sample.json" -o old.json
cmp -s old.json "$records/sample.json" || fail 'a record was overwritten'

# Everything of ours takes a tenth longer; then other data.
command -v python3 > scratch/which || skip 'no python3 to change records with'
python3 - old.json > scratch/out 2> scratch/err << 'END' || fail 'no records were made'
import copy, json, sys
old = json.load(open(sys.argv[1]))
slow, other = copy.deepcopy(old), copy.deepcopy(old)
for case in slow['cases']:
    if case['outcome'] == 'verified' and not case['way']['peer']:
        times = case['samples']['total_ns']
        case['samples']['total_ns'] = [1.1 * time for time in times]
for case in other['cases']:
    case['work']['seed'] += 1
json.dump(slow, open('slow.json', 'w'))
json.dump(other, open('other.json', 'w'))
END
run compare old.json slow.json
expect 8
out_has 'slower'
err_has 'cases got slower by 5 % or more'
ok compare old.json slow.json --threshold 0.2
ok compare slow.json old.json
run compare old.json slow.json --json -o changes.json
expect 8
python3 - > scratch/out 2> scratch/err << 'END' || fail 'changes.json is not as it should be'
import json
changes = json.load(open('changes.json'))
assert changes['schema_version'] == 1
slower = [c for c in changes['changes'] if c['verdict'] == 'slower']
assert len(slower) == changes['regressions'] > 0
assert changes['changes'][0]['verdict'] == 'slower'
assert all(c['change']['low'] > 1 and c['p'] < 0.05 for c in slower)
assert all(c['verdict'] is None for c in changes['changes'] if c['is_peer'])
END
refuses 3 'no case in common' compare old.json other.json
