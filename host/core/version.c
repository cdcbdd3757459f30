// SPDX-License-Identifier: MIT
// The library's own version, for programs that load it.
#include <rowrun/version.h>

const char *rr_version(void)
{
  return RR_VERSION;
}
