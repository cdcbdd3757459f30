# SPDX-License-Identifier: MIT
# A limit on the size of files is like a full disk: exit code 1, the file named, no temporary file, the old file stands.
mkdir folder
echo old > folder/out.npy
(ulimit -f 8) 2> scratch/err || skip 'no ulimit -f'
code=0
(ulimit -f 8 && exec "$ROWRUN" gen -o folder/out.npy) 2> scratch/err || code=$?
expect 1
err_has 'folder/out.npy: cannot write: File too large'
file_is folder/out.npy old
[ "$(ls -A folder)" = out.npy ] || fail "left behind: $(ls -A folder)"
code=0
(ulimit -f 8 && exec "$ROWRUN" gen > folder/out.csv) 2> scratch/err || code=$?
expect 1
err_has 'standard output: cannot write: File too large'
