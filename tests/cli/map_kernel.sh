# SPDX-License-Identifier: MIT
# map --kernel: what a person's own kernel gives, and what is said when something is wrong with it.
ROWRUN_CACHE_DIR=$PWD/cache
export ROWRUN_CACHE_DIR
printf '%s\n' a,b,c 1,5,9 4,4,8 > in.csv
cat > inside.cl << 'END'
// param lo = 4: lowest value that counts
// output names: inside, total
#define PARAMS(F) F(CELL, lo) F(CELL, hi)
#define OUTPUTS 2
typedef i32 result_t;
ROW
{
  for (u64 i = 0; i < COLUMNS; i++) {
    OUT(0) += X(i) >= params.lo && X(i) <= params.hi;
    OUT(1) += (i32)X(i);
  }
}
END
ok map --kernel inside.cl --param hi=8 in.csv --stats stats.json
out_is inside,total 1,15 3,16
stat_is command '"map"'
stat_is kernel '"inside"'
stat_is out_dtype '"int32"'
ok map in.csv --kernel=inside.cl --param=lo=1 --param hi=5 --columns c,a -o out.npy
ok map --kernel inside.cl --param hi=8 --out-dtype float64 --head 1 - < in.csv
out_is inside,total 1.0,15.0

refuses 2 "needs the parameter 'hi'; hint: --param hi=VALUE" map --kernel inside.cl in.csv
refuses 2 "has no parameter 'max'; hint: one of lo, hi" map --kernel inside.cl --param hi=8 --param max=9 in.csv
refuses 2 "'hi' of 'inside' is given twice" map --kernel inside.cl --param hi=8 --param hi=9 in.csv
refuses 2 "hi 'many' is not a number that int64 holds" map --kernel inside.cl --param hi=many in.csv
refuses 2 "--param 'hi' has no name and value" map --kernel inside.cl --param hi in.csv
refuses 2 'map needs --expr or --kernel' map in.csv
refuses 2 'no reference' map --kernel inside.cl --param hi=8 --verify in.csv
refuses 2 'leave out --per col' map --kernel inside.cl --param hi=8 --per col in.csv
refuses 2 'inside' map --kernel inside.cl --param hi=8 --out-dtype int8 in.csv
refuses 2 'overwrite the kernel' map --kernel inside.cl --param hi=8 in.csv -o ./inside.cl --format csv
refuses 2 '--stats would overwrite' map --kernel inside.cl --param hi=8 in.csv --stats inside.cl
refuses 3 "kernel 'nowhere.cl'" map --kernel nowhere.cl in.csv
refuses 3 "kernel '.'" map --kernel . in.csv
printf 'ROW { OUT(0) = X(0); }\0' > nul.cl
refuses 3 NUL map --kernel nul.cl in.csv
run map --kernel inside.cl --param hi=8 in.csv --device serial
expect 0
err_has 'no reference'
refuses 4 'no reference' map --kernel inside.cl --param hi=8 in.csv --device serial --no-fallback

# Build errors name the person's own file and line, whatever it is called; nothing of it reaches a terminal as it is.
odd=$(printf 'my "\033[1m" kernel.cl')
printf 'ROW\n{\n\n  OUT(0) = nowhere;\n}\n' > "$odd"
refuses 5 'kernel.cl:4' map --kernel "$odd" in.csv --stats stats.json
err_has nowhere
stat_is exit_code 5
! grep -q "$(printf '\033')" scratch/err || fail 'a terminal would obey'

printf '#include <stdio.h>\nROW { OUT(0) = X(0) + EOF; }\n' > include.cl
refuses 2 'include.cl:1: #include is refused; hint: --allow-include' map --kernel include.cl in.csv
ok map --kernel include.cl --allow-include in.csv
out_is include 0.0 3.0

# A name that is a kernel's of rowrun's own.
printf 'typedef i64 result_t;\nROW { OUT(0) = X(2); }\n' > count.cl
ok map --kernel count.cl in.csv
out_is count.cl 9 8

code=0
PATH=/nonexistent "$ROWRUN" map --kernel count.cl in.csv > scratch/out 2> scratch/err || code=$?
expect 5
err_has 'there is no C compiler'
ROWRUN_CC=/nowhere/cc "$ROWRUN" map --kernel count.cl in.csv > scratch/out 2> scratch/err && fail 'another compiler'
err_has /nowhere/cc

ok cache list
out_has 'kernel inside for int64'
out_has "$ROWRUN_CACHE_DIR"
ok cache clear
ok cache list
out_has '0 entries'
refuses 2 "'empty'" cache empty
refuses 2 'needs' cache
