// SPDX-License-Identifier: MIT
#include "core/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

rr_status rr__environment_size(size_t *out, const char *name, size_t least, size_t most)
{
  const char *text = getenv(name);
  if (!text || !*text) return RR_OK;
  errno = 0;
  unsigned long long value = strtoull(text, NULL, 10);
  if (text[strspn(text, "0123456789")] || errno || value < least || value > most)
    return rr_fail(RR_EUSAGE, "%s is '%.40s' in the environment; hint: a number from %zu to %zu", name, text,
                   least, most);
  *out = (size_t)value;
  return RR_OK;
}
