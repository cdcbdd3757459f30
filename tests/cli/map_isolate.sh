# SPDX-License-Identifier: MIT
# A kernel that goes astray costs an error and nothing else where it runs isolated; without that it takes the program with
# it, as the help says.
ROWRUN_CACHE_DIR=$PWD/cache
export ROWRUN_CACHE_DIR
ASAN_OPTIONS=handle_segv=0 # a crash is a crash
export ASAN_OPTIONS
printf '%s\n' 1,5,9 4,4,8 > in.csv
printf 'ROW { *(volatile int *)16 = 7; OUT(0) = X(0); }\n' > writes.cl
printf 'ROW { OUT(0) = X(100000000000ul); }\n' > reads.cl
printf 'ROW { for (volatile u64 i = 1; i; i |= 1) OUT(0) += 1; }\n' > loops.cl
printf '#include <stdlib.h>\nROW { if (X(0) > 0) exit(0); }\n' > exits.cl
printf 'typedef i64 result_t;\nROW { OUT(0) = X(2); }\n' > good.cl
printf 'ROW { OUT(0) = nowhere; }\n' > wrong.cl
for kernel in writes reads; do
  refuses 1 "kernel '$kernel' crashed: signal 11" map --kernel $kernel.cl --isolate in.csv -o out.csv --stats stats.json
  stat_is exit_code 1
  no_file out.csv
  case $ROWRUN_SANITIZERS in
  '')
    run map --kernel $kernel.cl in.csv
    expect 139
    ;;
  esac
done
refuses 1 "kernel 'loops' was ended after 1 s" map --kernel loops.cl --isolate=1 in.csv
refuses 1 "kernel 'exits' ended its process" map --kernel exits.cl --allow-include --isolate in.csv
refuses 5 'wrong.cl:1' map --kernel wrong.cl --isolate in.csv
refuses 2 '#include is refused' map --kernel exits.cl --isolate in.csv
ok map --kernel good.cl --isolate in.csv --stats stats.json
out_is 9 8
stat_is device '"cpu"'
# One that writes before its row reaches no statistics.
cat > before.cl << 'END'
ROW
{
  volatile unsigned char *at = (volatile unsigned char *)&X(0);
  if (X(0) == 1)
    for (int i = 1; i < 4096; i++) at[-i] = 255;
  OUT(0) = X(0);
}
END
rm stats.json
ok map --kernel before.cl --isolate in.csv --stats stats.json
out_is 1.0 4.0
stat_is device '"cpu"'
stat_is rows 2
# What a kernel leaves running ends with it.
have_marks
printf '#include <unistd.h>\nROW { OUT(0) = X(0); if (fork() == 0) for (;;) pause(); }\n' > forks.cl
marked map --kernel forks.cl --allow-include --isolate in.csv
code=0
wait "$child" || code=$?
expect 0
nobody_left
