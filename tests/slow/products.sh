# SPDX-License-Identifier: MIT
# Large products on the CPU and, where there is one, on an OpenCL device: within tolerance of the reference, and for
# integers the same bytes.
: "${OCL_ICD_VENDORS:=pocl.icd}"
export OCL_ICD_VENDORS
"$ROWRUN" gen -o tall.npy || fail gen
"$ROWRUN" gen --rows 2000 --cols 2000 -o square.npy || fail gen
ok normalize square.npy --out-dtype float32 -o a.npy
devices=cpu
run gram tall.npy --head 1 --device opencl --no-fallback
[ $code -ne 0 ] || devices='cpu opencl'
for device in $devices; do
  ok gram tall.npy --device $device --no-fallback -q --verify -o "gram-$device.npy"
  cmp gram-cpu.npy "gram-$device.npy" || fail "gram on $device"
  ok matmul a.npy a.npy --device $device --no-fallback -q --verify=200 --stats stats.json -o product.npy
  stat_is out_dtype '"float32"'
  stat_is verified_rows 200
done
