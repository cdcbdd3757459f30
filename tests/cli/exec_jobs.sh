# SPDX-License-Identifier: MIT
# Jobs are arguments, lines of standard input, or lines of a file; words, --with, --shell.
ok exec -k "printf '%s\n' one" "printf '%s|\n' a\\ b \"c d\" '' ''\\''x'"
out_is one 'a b|' 'c d|' '|' "'x|"
code=0
printf 'echo a\r\n\n \t \r\necho  b "c  d"\necho e' > jobs.txt
for way in '-a jobs.txt' '--arg-file=jobs.txt' ''; do
  "$ROWRUN" exec -k $way < jobs.txt > scratch/out 2> scratch/err || fail "exec $way"
  out_is a 'b c  d' e
  err_is_empty
done
"$ROWRUN" exec -k -a - < jobs.txt > scratch/out || fail 'exec -a -'
out_is a 'b c  d' e
ok exec -a /dev/null
out_is_empty
"$ROWRUN" exec < /dev/null > scratch/out 2> scratch/err || fail 'no jobs are no failure'

# Nothing is expanded without --shell.
ok exec 'echo $HOME * ~ `x` #y ; | & > z'
out_is '$HOME * ~ `x` #y ; | & > z'
no_file z
ok exec --shell 'x=5; echo $((x + 1)) | tr 6 7'
out_is 7
run exec --shell -- '-nosuch; echo minus'
expect 0
out_is minus

# --with: one argument, as it is.
printf 'echo "script $0: $# $1"\n' > 'my script.sh'
ok exec --with sh 'my script.sh'
out_is 'script my script.sh: 0 '
ok exec -k --with "sh -e 'my script.sh'" 'a b' '"' '$x' ''
out_is 'script my script.sh: 1 a b' 'script my script.sh: 1 "' 'script my script.sh: 1 $x' 'script my script.sh: 1 '
printf 'one two\n\n  three\n' | "$ROWRUN" exec -k --with "printf '<%s>\n'" > scratch/out || fail 'lines for --with'
out_is '<one two>' '<  three>'

# The program is found through PATH, and in a folder only where that is said.
mkdir bin
printf '#!/bin/sh\necho found\n' > bin/only-here
chmod +x bin/only-here
run exec only-here
expect 1
PATH=$PWD/bin:$PATH "$ROWRUN" exec only-here > scratch/out 2> scratch/err || fail PATH
out_is found
ok exec bin/only-here ./bin/only-here
out_is found found

# A job reads nothing, and inherits no more than it is given.
printf 'cat\nls /proc/self/fd\n' | "$ROWRUN" exec -k 9> stray > scratch/out || fail 'standard input'
out_is 0 1 2 3
# A line of 100,000 bytes, which one argument still holds.
{ printf 'printf %%s ' && head -c 100000 /dev/zero | tr '\0' x; } > long.txt
ok exec -a long.txt
[ "$(wc -c < scratch/out)" -eq 100000 ] || fail 'a long line'
