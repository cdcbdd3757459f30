# SPDX-License-Identifier: MIT
# The tutorial goes through all its sections, and gives the same numbers however many threads there are.
source=$(dirname "$case")/../..
ok tutorial
[ "$(grep -cE '^ ?[0-9]+\. ' scratch/out)" -ge 22 ] || fail 'sections'
out_has 'integers.'
out_has 'nobody can get them again'
out_has 'first ten: 4 2 1 2 3 2 2 2 2 2'
out_has 'rows with 0..5 such values: 6169 31116 62390 62868 31228 6229'
out_has 'hypotenuses: 9.43 5.83 5.0 5.66 11.4'
out_has 'sums of squares: 163 147'
out_has 'script 2: exit code 3'
grep -qE '^    time: [0-9.e+-]+ ms, [0-9.e+-]+ times as long as the plain loop$' scratch/out || fail 'no times'
out_lacks 'Python  '
out_lacks 'check: '

# Every section is checked, and what -q leaves is the same on every machine, with any threads and devices.
ok tutorial --check -q
cp scratch/out quiet
grep -qE '^all [0-9]+ sections are as they must be$' scratch/out || fail 'not checked'
[ "$(grep -c '^    check: ok$' scratch/out)" -eq "$(grep -cE '^ ?[0-9]+\. ' scratch/out)" ] || fail 'unchecked sections'
out_lacks ' ms'
for options in '--threads 1' '--threads 9' '--quiet --reserve 1' '--device serial' '--device opencl'; do
  ok tutorial --check -q $options
  cmp -s quiet scratch/out || fail "something else with $options"
done
export ROWRUN_LOG=quiet ROWRUN_THREADS=3 ROWRUN_DEVICE=serial "OCL_ICD_VENDORS=$PWD/nowhere"
ok tutorial --check
cmp -s quiet scratch/out || fail 'something else on another device, without OpenCL'
unset ROWRUN_LOG ROWRUN_THREADS ROWRUN_DEVICE OCL_ICD_VENDORS

# Every call that is shown stands in the code, and every function in it is public. Every command is one.
ok tutorial --device serial
[ "$(grep -c '^    device: serial$' scratch/out)" -eq "$(grep -c '^    device: ' scratch/out)" ] || fail 'another device'
ok tutorial -v --threads 3
out_has 'workers: 3'
out_has 'Python  pool.map(f, data)'
cat "$source"/host/cli/tutorial_[!s]*.c "$source"/host/cli/tutorial_scripts.c | tr -d ' \n' > code
sed -n 's/^    C       //p' scratch/out > calls
[ -s calls ] || fail 'no calls are shown'
while read -r call; do
  grep -qF -e "$(printf %s "$call" | tr -d ' ')" code || fail "no such call in the code: $call"
done < calls
for word in $(grep -oE 'rr_[a-z_]+' calls | sort -u); do
  grep -qwr -e "$word" "$source/host/include/rowrun" || fail "$word is not public"
done
sed -n 's/^    shell   rowrun \([a-z]*\).*/\1/p' scratch/out > commands
[ -s commands ] || fail 'no commands are shown'
while read -r command; do
  "$ROWRUN" help "$command" > scratch/help || fail "rowrun $command is no command"
done < commands

refuses 2 '--threads 0 is out of range' tutorial --threads 0
refuses 2 "--reserve 'x' is not an integer" tutorial --reserve x
refuses 2 'takes no value' tutorial --check=1
refuses 2 'tutorial takes 0 files' tutorial matrix.npy
refuses 2 "unknown option '--output'" tutorial --output golden.npy
refuses 2 '--check' tutorial --chek
refuses 2 threads tutorial --threads 100000000
ROWRUN_THREADS=many
export ROWRUN_THREADS
refuses 2 ROWRUN_THREADS tutorial
unset ROWRUN_THREADS

code=0
"$ROWRUN" tutorial --check >&- 2> scratch/err || code=$?
expect 1
err_has 'rowrun: error: standard output'
have_full_device
"$ROWRUN" tutorial > "$full" 2> scratch/err || code=$?
expect 1
err_has 'rowrun: error: standard output'
