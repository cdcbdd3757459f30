# SPDX-License-Identifier: MIT
# Control characters of names and data never reach the terminal.
name=$(printf 'a\033[31m\nb.csv')
refuses 3 'a\x1b[31m\nb.csv' normalize "$name"
[ "$(wc -l < scratch/err)" -eq 1 ] || fail 'the message has more than one line'
refuses 2 '\x1b' "$(printf 'x\033')"
refuses 2 '\u202e' normalize "--$(printf 'x\342\200\256')"
refuses 2 '\xff' normalize --per "$(printf '\377')" in.csv
