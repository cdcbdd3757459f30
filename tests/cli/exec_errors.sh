# SPDX-License-Identifier: MIT
# Everything that is no job's own failure is exit code 255, names the culprit, and starts nothing.
refuses 255 'job 2 has a '"'"' that is not closed' exec 'touch made' "echo 'x"
refuses 255 'job 1 has a " that is not closed' exec 'echo "x'
refuses 255 'job 2 ends with a backslash' exec 'touch made' 'echo \'
refuses 255 'job 2 is empty' exec 'touch made' ' '
refuses 255 "--with has a ' that" exec --with "sh 'x" made
refuses 255 '--with is empty' exec --with '' made
refuses 255 '--with and --shell' exec --with sh --shell made
refuses 255 "jobs come from 'jobs.txt' or" exec -a jobs.txt 'touch made'
refuses 255 "cannot read jobs from 'nowhere.txt'" exec -a nowhere.txt
refuses 255 "cannot read jobs from '.'" exec -a .
refuses 255 '--jobs 0 is out of range' exec -j 0 'touch made'
refuses 255 '--jobs 4097 is out of range' exec -j 4097 'touch made'
refuses 255 "--jobs 'x' is not an integer" exec -j x 'touch made'
for seconds in x 1x . '' -1 1e3 0x1; do
  refuses 255 "--timeout '$seconds' is no number" exec "--timeout=$seconds" 'touch made'
done
refuses 255 '--timeout 0.0 is out of range' exec --timeout 0.0 'touch made'
refuses 255 '--timeout 99999999999999999999 is out' exec --timeout 99999999999999999999 'touch made'
refuses 255 "--halt 'later' is not one of" exec --halt later 'touch made'
refuses 255 'did you mean --keep-order' exec --keep-ordr 'touch made'
refuses 255 "cannot write the log 'none/log'" exec --joblog none/log 'touch made'
refuses 255 "cannot write the log '.'" exec --joblog . 'touch made'
echo 'touch made' > jobs.txt
refuses 255 'the log would overwrite the jobs' exec -a jobs.txt --joblog ./jobs.txt
run exec --joblog jobs.txt < jobs.txt
expect 255
err_has 'the log would overwrite the jobs'
file_is jobs.txt 'touch made'
no_file made
# A device is no file that could be lost.
run exec --joblog /dev/null < /dev/null
expect 0
err_is_empty
# In a list, what stands before the mistake is done; what stands behind it is not.
printf 'echo first\n\necho "x\ntouch made\n' > jobs.txt
run exec -a jobs.txt
expect 255
err_has "jobs.txt, line 3: job 2 has a \" that is not closed"
out_is first
printf 'echo first\necho a\0b\ntouch made\n' > jobs.txt
run exec -a jobs.txt
expect 255
err_has "line 2 of 'jobs.txt' has a NUL byte"
out_is first
code=0
printf 'a\0' | "$ROWRUN" exec > scratch/out 2> scratch/err || code=$?
expect 255
err_has "line 1 of 'standard input' has a NUL"
code=0
"$ROWRUN" exec > scratch/out 2> scratch/err <&- || code=$?
expect 255
err_has 'cannot read jobs from'
no_file made
# Without its helper it says where that was looked for.
ROWRUN_PLUGIN_DIR=/no/such/folder
export ROWRUN_PLUGIN_DIR
refuses 255 '/no/such/folder/rowrun-guardian' exec 'touch made'
no_file made
run exec --joblog - true
expect 255
err_has '--joblog needs a file'
no_file -
