# SPDX-License-Identifier: MIT
# The manual page has every section, command and option; the completion is a script that bash takes.
ok help --man
sections=$(sed -n 's/^\.SH //p' scratch/out | tr '\n' ,)
[ "$sections" = 'NAME,SYNOPSIS,DESCRIPTION,COMMANDS,OPTIONS,EXIT STATUS,ENVIRONMENT,EXAMPLES,' ] || fail "$sections"
cp scratch/out page
for command in $("$ROWRUN" | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  grep -q "^\.B rowrun $command" page || fail "$command is not in the manual"
  "$ROWRUN" $command --help | sed -n 's/^.*--\([a-z-]*\) .*  .*/\1/p' | while read -r option; do
    grep -qF -e "\\-\\-$(printf %s "$option" | sed 's/-/\\-/g')" page || echo "$option"
  done > missing
  [ ! -s missing ] || fail "not in the manual: $(cat missing)"
done
grep -qF -e '\-\-method zscore' page || fail 'a method is not in the manual'
grep -qF 'the kernel ended the process' page || fail 'a way to end is not in the manual'
if command -v groff > /dev/null && groff -man -Tascii /dev/null > /dev/null 2>&1; then
  groff -man -ww -Tascii page > /dev/null 2> scratch/err
  err_is_empty
fi
ok help --completion bash
command -v bash > /dev/null || exit 0
cp scratch/out completion
cat > complete.sh <<'END'
. ./completion
complete_words() {
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _rowrun
  echo "${COMPREPLY[*]}"
}
complete_words rowrun cou
complete_words rowrun count --per ''
complete_words rowrun count --per =
complete_words rowrun count --per = c
complete_words rowrun count --mi
complete_words rowrun help nor
complete_words rowrun count --min 4 in
END
touch input.csv
bash complete.sh > scratch/out 2> scratch/err
out_is count 'row col' 'row col' col --min normalize input.csv
refuses 2 'is not one of bash' help --completion csh
