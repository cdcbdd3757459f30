# SPDX-License-Identifier: MIT
# --dry-run runs nothing; what it prints does the same in a shell.
ok exec --dry-run 'touch made' "printf '%s\n' 'a  b' \"it's\" \\\$HOME '*' ''" --joblog log
no_file made log
grep -v touch scratch/out > script.sh
sh script.sh > scratch/out
out_is 'a  b' "it's" '$HOME' '*' ''
ok exec --dry-run --with 'sh -e' 'a b.sh' plain.sh
out_is "sh -e 'a b.sh'" 'sh -e plain.sh'
ok exec --dry-run --shell 'echo $HOME | cat'
out_is "sh -c 'echo \$HOME | cat'"
ok exec --dry-run 'if' 'time sleep 1'
out_is "'if'" "'time' sleep 1"
printf 'echo a\n\necho "x\n' > jobs.txt
run exec --dry-run -a jobs.txt
expect 255
out_is 'echo a'
err_has 'line 3'
have_full_device
code=0
"$ROWRUN" exec --dry-run 'echo a' > "$full" 2> scratch/err || code=$?
expect 255
err_has 'No space left'
