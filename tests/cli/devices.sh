# SPDX-License-Identifier: MIT
# What the machine has: processors first, then a table, then notes; and the same as JSON.
run devices
expect 0
head -n 1 scratch/out | grep -qE '^processors: [0-9]+ present, [0-9]+ usable$' || fail 'processors'
sed -n 2p scratch/out | grep -qE '^threads: [0-9]+$' || fail 'threads'
grep -qE '^id +name +type +units +memory +fp64 +exact +usable +driver$' scratch/out || fail 'no head'
grep -qE '^cpu ' scratch/out || fail 'no cpu'
grep -qE '^serial ' scratch/out || fail 'no serial'
run devices --threads 3
out_has 'threads: 3'
run devices --json
expect 0
for key in schema_version processors present usable threads devices id name type platform driver compute_units \
  memory_bytes max_alloc_bytes fp64 shared_memory exact usable reason notes; do
  out_has "\"$key\":"
done
refuses 2 'too many' devices x
refuses 2 "unknown option '--per'" devices --per row
