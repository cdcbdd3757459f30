# SPDX-License-Identifier: MIT
# 20,000,000 x 5 int32 on the CPU pool and on OpenCL: the same counts, and at most input + output + 300 MiB of memory.
rows=20000000
ok gen --rows $rows --cols 5 --dtype int32 -o matrix.npy
limit_KiB=$((rows * 5 * 4 / 1024 + rows * 4 / 1024 + 300 * 1024))

# count_on DEVICE: into DEVICE.npy, its peak held to the limit.
count_on() {
  "$PEAK" peak "$ROWRUN" count --min 4 --max 8 matrix.npy --device "$1" --no-fallback -o "$1.npy" 2> scratch/err || return 1
  [ "$(cat peak)" -le $limit_KiB ] || fail "$1 took $(cat peak) KiB, the limit is $limit_KiB"
}
count_on cpu || fail 'count on the CPU pool'
# The counts of the tutorial's own matrix are golden: its rows are the first 200000 of this one's.
ok count --min 4 --max 8 matrix.npy --device cpu --head 10
out_is 4 2 1 2 3 2 2 2 2 2
count_on opencl || skip "no OpenCL device here; the CPU pool's peak was $(cat peak) KiB"
cmp cpu.npy opencl.npy || fail 'the counts differ'
