// SPDX-License-Identifier: MIT
// What options were given, as choices, numbers and times. Parsing has refused what is no choice.
#include "cli/arguments.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SECONDS = 1000000000 };

int rr__cli_choice(const cli_arguments *arguments, cli_option_id id)
{
  if (!arguments->values[id]) return 0;
  int choice = rr__cli_choice_find(rr__cli_option_at(id)->choices, arguments->values[id]);
  return choice < 0 ? 0 : choice;
}

rr_status rr__cli_number(long long *out, const cli_arguments *arguments, cli_option_id id, long long least,
                         long long most)
{
  const char *text = arguments->values[id];
  if (!text) return RR_OK;
  const cli_option *option = rr__cli_option_at(id);
  const char *digits = text + (*text == '-' || *text == '+');
  if (!*digits || digits[strspn(digits, "0123456789")])
    return rr_fail(RR_EUSAGE, "--%s '%.80s' is not an integer; hint: %s", option->name, text,
                   option->example);
  errno = 0;
  long long value = strtoll(text, NULL, 10);
  bool is_out = errno || value < least || value > most;
  if (is_out && most == LLONG_MAX)
    return rr_fail(RR_EUSAGE, "--%s %.80s is out of range; hint: at least %lld", option->name, text, least);
  if (is_out)
    return rr_fail(RR_EUSAGE, "--%s %.80s is out of range; hint: %lld to %lld", option->name, text, least,
                   most);
  *out = value;
  return RR_OK;
}

rr_status rr__cli_size(size_t *out, const cli_arguments *arguments, cli_option_id id, size_t least)
{
  long long value = 0;
  if (!arguments->values[id]) return RR_OK;
  rr_status status = rr__cli_number(&value, arguments, id, (long long)least, LLONG_MAX);
  if (!status) *out = (size_t)value;
  return status;
}

rr_status rr__cli_seconds(int64_t *out, const cli_arguments *arguments, cli_option_id id)
{
  const char *name = rr__cli_option_at(id)->name, *text = arguments->values[id], *at = text;
  int64_t whole = 0, thousandths = 0, unit = 1000;
  if (!text) return RR_OK;
  for (; *at >= '0' && *at <= '9'; at++)
    if (whole <= MOST_SECONDS) whole = whole * 10 + (*at - '0');
  bool has_digits = at > text;
  if (*at == '.')
    for (at++; *at >= '0' && *at <= '9'; at++, has_digits = true) thousandths += (unit /= 10) * (*at - '0');
  if (*at || !has_digits)
    return rr_fail(RR_EUSAGE, "--%s '%.80s' is no number of seconds; hint: --%s 2.5", name, text, name);
  if (whole > MOST_SECONDS || whole * 1000 + thousandths == 0)
    return rr_fail(RR_EUSAGE, "--%s %.80s is out of range; hint: 0.001 to %d", name, text, MOST_SECONDS);
  *out = whole * 1000 + thousandths;
  return RR_OK;
}
