# SPDX-License-Identifier: MIT
# A mistyped command or option gets the nearest one, its own kernel's options too.
refuses 2 'did you mean rowrun count?' cuont
refuses 2 'did you mean rowrun normalize?' normalise in.csv
refuses 2 "unknown command 'frobnicate'; hint: rowrun help lists the commands" frobnicate
refuses 2 'did you mean --verify?' count --verfiy in.csv
refuses 2 'did you mean --no-fallback?' count --nofallback in.csv
refuses 2 'did you mean --min?' count --mni 3 in.csv
refuses 2 'did you mean --constant?' normalize --constnat 0 in.csv
refuses 2 "unknown option '--zzzzzz'; hint: rowrun gen --help" gen --zzzzzz
refuses 2 "unknown option '--min'" normalize --min 3 in.csv
refuses 2 "unknown option '-x'" gen -x
refuses 2 'did you mean --version?' --versoin
refuses 2 "unknown option '--rows'" --rows 3
refuses 2 'did you mean rowrun normalize?' norm in.csv
refuses 2 'did you mean --no-fallback?' count --no-fall in.csv
refuses 2 'did you mean rowrun help count?' help cuont

# values, too
refuses 2 'did you mean --per col?' count --min 1 --max 2 --per column in.csv
refuses 2 'did you mean --nan omit?' count --min 1 --max 2 --nan omitt in.csv
refuses 2 'did you mean --method minmax?' normalize --method minmx in.csv
refuses 2 'did you mean --constant nan?' normalize --constant nna in.csv
refuses 2 'did you mean --dtype float32?' normalize --dtype flaot32 in.csv
refuses 2 'did you mean --format npy?' gen --format nyp
refuses 255 'did you mean --halt soon?' exec --halt sooon true

# and devices, where the CPU pool may do the work all the same
printf '%s\n' 1,2 3,4 > in.csv
refuses 4 'did you mean opencl?' normalize --device opncl --no-fallback in.csv
refuses 4 'did you mean serial?' normalize --device serail --no-fallback in.csv
run normalize --device gpuu in.csv
expect 0
err_has 'did you mean gpu?'
