# SPDX-License-Identifier: MIT
# The output's format: by -o's extension, or by --format; --head is for text.
ok gen --rows 3 --cols 2 -o a.csv
ok gen --rows 3 --cols 2 -o a.tsv
ok gen --rows 3 --cols 2 -o a.npy
ok gen --rows 3 --cols 2 -o text.npy --format csv
file_is a.csv 8,8 3,7 7,0
cmp -s a.csv text.npy || fail '--format does not win over the name'
tr '\t' , < a.tsv | cmp -s - a.csv || fail 'tsv is not csv with tabs'
[ "$(head -c 6 a.npy | tail -c 5)" = NUMPY ] || fail 'no npy magic'
run gen --rows 3 --cols 2 -o - --format npy
expect 0
cmp -s scratch/out a.npy || fail 'npy on standard output differs from npy in a file'
ok gen --rows 3 --cols 2 --head 2
out_is 8,8 3,7
ok gen --rows 3 --cols 2 --head 0
out_is 8,8 3,7 7,0
ok gen --rows 3 --cols 2 --head 9
out_is 8,8 3,7 7,0
refuses 2 '--head is for text' gen --head 2 -o b.npy
refuses 2 '--head is for text' gen --head 2 -o b.NPY
refuses 2 "--format 'xlsx' is not one of csv|npy|tsv" gen --format xlsx
no_file b.npy
