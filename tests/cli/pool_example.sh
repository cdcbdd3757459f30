# SPDX-License-Identifier: MIT
# The README's example of the pool is the one that is built here, and prints what the README says.
source=$(dirname "$case")/../..
section() { awk '/^## /{on = /Python.s Pool/} on' "$source/README.md"; }
section | sed -n '/^```c$/,/^```$/p' | sed '/^```/d' > shown.c
[ -s shown.c ] || fail 'the README has no example of the pool'
grep -v '^// SPDX\|^// The README' "$source/tests/examples/pool.c" | cmp -s - shown.c || fail 'the README shows another example'
[ "$(wc -l < shown.c)" -le 60 ] || fail 'the example does not fit a screen'
section | sed -n '/^\$ .*pool\.c/,/^```$/p' | sed '1d;/^```/d' > wanted
[ -s wanted ] || fail 'the README does not say what the example prints'
"$ROWRUN_BUILD/tests/example_pool" > scratch/out 2> scratch/err || fail 'the example failed'
cmp -s wanted scratch/out || fail 'the example prints something else'
for workers in 1 7; do
  ROWRUN_THREADS=$workers "$ROWRUN_BUILD/tests/example_pool" > scratch/out 2> scratch/err || fail 'the example failed'
  cmp -s wanted scratch/out || fail "the example prints something else with $workers workers"
done
ROWRUN_THREADS=x
export ROWRUN_THREADS
"$ROWRUN_BUILD/tests/example_pool" > scratch/out 2> scratch/err || code=$?
expect 2
err_has ROWRUN_THREADS
unset ROWRUN_THREADS

# Every function that the README names is public.
for word in $(section | grep -oE '\brr_[a-z_]+' | sort -u); do
  grep -qwr -e "$word" "$source/host/include/rowrun" || fail "$word is in the README, but not public"
done
# And every call of Python's Pool and AsyncResult is there.
for call in cpu_count Pool apply apply_async map map_async starmap starmap_async imap imap_unordered close terminate \
  join get wait ready successful; do
  section | grep -q "^| .*\`[^|]*\b$call\b" || fail "Python's $call is not in the README"
done
