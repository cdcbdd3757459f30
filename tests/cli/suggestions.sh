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
