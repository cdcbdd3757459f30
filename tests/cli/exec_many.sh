# SPDX-License-Identifier: MIT
# A thousand at the same time, if the limits allow; a clear error if not.
cat > meet.sh <<'END'
: > here.$1
until [ -e all ]; do sleep 1; done
echo $1
END
hard=$(ulimit -H -n)
processes=$(awk '/^Max processes/ { print $3 }' /proc/self/limits)
refused() {
  (
    ulimit -n 128
    run exec -j 1000 true
    expect 255
    err_has '1000 jobs at once need'
    err_has 'hint: ulimit -n'
  )
}
refused || exit 1
# A limit that is low but can be raised is raised; one that cannot makes the window smaller.
(
  ulimit -S -n 64
  seq 100 | "$ROWRUN" exec -k -j 50 --with echo > scratch/out || fail 'a soft limit of 64'
  seq 100 | cmp -s - scratch/out || fail 'a soft limit of 64: output'
) || exit 1
(
  ulimit -n 256
  seq 300 | "$ROWRUN" exec -k -j 16 --with 'echo' > scratch/out || fail 'a hard limit of 256'
  seq 300 | cmp -s - scratch/out || fail 'a hard limit of 256: output'
) || exit 1
[ -z "$ROWRUN_SANITIZERS" ] || exit 0 # a thousand sanitized helpers ask for too much
[ "$hard" = unlimited ] || [ "$hard" -ge 8200 ] || skip "$hard open files are too few"
[ "$processes" = unlimited ] || [ "$processes" -ge 4000 ] || skip "$processes processes are too few"
seq 1000 > numbers
"$ROWRUN" exec -j 1000 -k --with 'sh meet.sh' -a numbers > scratch/out 2> scratch/err &
child=$!
until_true sh -c 'ls | grep -c "^here\." | grep -qx 1000'
: > all
wait $child || fail 'a thousand at once'
cmp -s numbers scratch/out || fail 'the output of a thousand'
# The jobs' own limit of open files is the caller's, where that is enough.
(ulimit -Sn 256; "$ROWRUN" exec -j 2 --shell 'ulimit -Sn') > scratch/out 2> scratch/err || fail 'a limit of 256 files'
out_is 256
