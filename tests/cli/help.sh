# SPDX-License-Identifier: MIT
# Help in every way it can be asked for; examples come first, then options.
ok
cp scratch/out overview
out_has 'usage: rowrun COMMAND [OPTIONS] [FILE...]'
for form in --help -h help; do
  ok $form
  cmp -s overview scratch/out || fail "rowrun $form is not the overview"
done
for command in gen tutorial devices kernels help $("$ROWRUN" kernels | awk 'NR > 1 {print $1}' | sort -u); do
  grep -q "^  $command " overview || fail "$command is not in the overview"
  ok $command --help
  cp scratch/out by_option
  ok help $command
  cmp -s by_option scratch/out || fail "rowrun help $command is not rowrun $command --help"
  examples=$(grep -n '^examples:' by_option | cut -d: -f1)
  options=$(grep -n '^options:' by_option | cut -d: -f1)
  [ "$examples" -lt "$options" ] || fail "$command: examples do not come before options"
  out_has "  rowrun $command"
done
ok count --help in.csv --per col
out_has '--per row|col'
out_has 'usage: rowrun count --min X --max X [OPTIONS] IN'
ok normalize --help
out_has --method
out_has --constant
for method in minmax zscore l1 l2 max; do
  grep -qE "^  --method $method +scale to " scratch/out || fail "no method $method in the help"
done
ok --version
grep -qE '^rowrun [0-9]+\.[0-9]+\.[0-9]+$' scratch/out || fail 'no version'
ok count --version
refuses 2 'did you mean rowrun help count?' help cuont
refuses 2 "unknown command 'zebra'; hint: rowrun help" help zebra
