# SPDX-License-Identifier: MIT
# The kernel table, for people and for programs.
ok kernels
head -n 1 scratch/out | grep -qE '^name +method +shape +parameters +dtypes +exactness$' || fail 'no head'
grep -qE '^count +- +fold +--min X --max X ' scratch/out || fail 'no count'
grep -qE '^normalize +minmax +scale +\[--constant ' scratch/out || fail 'no normalize'
ok kernels --json
for key in schema_version kernels id name method summary shape result counter ulp32 ulp64 operations dtypes \
  parameters kind required default choices help; do
  out_has "\"$key\":"
done
