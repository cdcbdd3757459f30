# SPDX-License-Identifier: MIT
# An output that cannot be written is refused before anything is read or computed: the input is not even there.
refuses 2 'known format' count --min 4 --max 8 missing.npy -o result.xyz
refuses 1 'nowhere' count --min 4 --max 8 missing.npy -o nowhere/result.npy
mkdir folder
refuses 1 'is a directory' normalize missing.npy -o folder
refuses 1 'is a directory' gen -o folder
no_file result.xyz nowhere
