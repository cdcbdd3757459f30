# SPDX-License-Identifier: MIT
# rowrun report: formats by option and by name, several records, where it goes, and what is refused.
samples=$(dirname "$case")/../report
cp "$samples/sample.json" a.json
cp "$samples/sample_other.json" b.json
ok report a.json
head -n 1 scratch/out | grep -q '^rowrun on Example CPU 3000' || fail 'no title'
out_has 'numba is the fastest way for count --min 4 --max 8 on 200,000 x 5 int32'
out_has 'the GPU (opencl:0) is faster'
grep -q "$(printf '\033')" scratch/out && fail 'an escape character reaches the terminal'
ok report a.json -o report.txt
out_is_empty
cmp -s report.txt "$samples/sample.txt" || fail 'another text than the golden one'
ok report a.json -o report.md
cmp -s report.md "$samples/sample.md" || fail 'another Markdown than the golden one'
ok report a.json -o REPORT.CSV
cmp -s REPORT.CSV "$samples/sample.csv" || fail 'another CSV than the golden one'
ok report a.json --format markdown
cmp -s scratch/out "$samples/sample.md" || fail '--format is not followed'
ok report a.json --format csv -o table.txt
cmp -s table.txt "$samples/sample.csv" || fail '--format does not go before the name'
ok report a.json b.json --title 'Two <machines>'
out_has 'Two <machines>'
out_has 'Machine B takes 0.80 times as long as machine A'
ok report a.json b.json -o both.md --title 'Two <machines>'
grep -qF '# Two &lt;machines>' both.md || fail 'the title is not escaped'

refuses 3 'none.json' report none.json
echo '{"schema_version": 1' > half.json
refuses 3 'half.json' report half.json
refuses 2 'a.json' report a.json -o a.json
cmp -s a.json "$samples/sample.json" || fail 'the record was written over'
refuses 1 'no/where.md' report a.json -o no/where.md
refuses 2 'RUN.json' report
refuses 2 'format' report a.json --format pdf
no_file no
: > old.md
refuses 3 'half.json' report a.json half.json -o old.md
[ ! -s old.md ] || fail 'a report that failed was written'
have_full_device
code=0
"$ROWRUN" report a.json > "$full" 2> scratch/err || code=$?
expect 1
err_has 'rowrun: error: '
