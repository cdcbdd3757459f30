// SPDX-License-Identifier: MIT
// strtoul alone would also take blanks before the number, and a minus sign.
#include "core/environment.h"

#include <errno.h>
#include <stdlib.h>

rr_status rr__environment_count(size_t *out, const char *name, size_t most)
{
  const char *text = getenv(name);
  if (!text || !*text) return RR_OK;
  char *end = NULL;
  errno = 0;
  unsigned long value = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end || errno || value < 1 || value > most)
    return rr_fail(RR_EUSAGE, "%s='%.40s' in the environment; hint: a number from 1 to %zu", name, text,
                   most);
  *out = value;
  return RR_OK;
}
