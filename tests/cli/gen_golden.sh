# SPDX-License-Identifier: MIT
# The tutorial's matrix, and other ranges, as NumPy makes them.
ok gen
[ "$(wc -l < scratch/out)" -eq 200000 ] || fail 'not 200000 rows'
head -n 4 scratch/out > first
file_is first 8,8,3,7,7 0,4,2,5,2 2,2,1,0,8 4,0,9,6,2
ok gen --rows 200000 --cols 5 --low 0 --high 10 --seed 100 --dtype int64 -o same.csv
out_is_empty
ok gen -o - --format csv
cmp -s same.csv scratch/out || fail 'the defaults are not those of the manual'
# RandomState(7).randint(-5, 5, size=(2, 4), dtype='int8')
ok gen --rows 2 --cols 4 --low -5 --high=5 --seed 7 --dtype int8
out_is -5,3,-2,-1 -1,-3,4,-3
# RandomState(1).randint(0, 2**64, size=(1, 2), dtype='uint64')
ok gen --rows 1 --cols 2 --high 18446744073709551616 --seed 1 --dtype uint64
out_is 7692698082559361259,13287641507927168072
ok gen --rows 0
out_is_empty
