# SPDX-License-Identifier: MIT
# A reader that goes away ends the program by SIGPIPE, without a message.
[ -r /proc/self/status ] || skip 'no /proc'
ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' /proc/self/status)
[ $((0x$ignored & 0x1000)) -eq 0 ] || skip 'SIGPIPE is ignored here, and so by every child'
{
  code=0
  "$ROWRUN" gen 2> scratch/err || code=$?
  echo $code > code
} | head -n 1 > scratch/out
out_is 8,8,3,7,7
file_is code 141
err_is_empty
