// SPDX-License-Identifier: MIT
// rowrun-guardian: started by the library alone, see protocol.h.
#include "pool/guardian/guard.h"
#include "pool/guardian/protocol.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], GUARDIAN_GUARD) == 0) return rr__guardian_guard();
  if (argc >= 4 && strcmp(argv[1], GUARDIAN_LAUNCH) == 0) return rr__guardian_launch(argv[2], argv + 3);
  fprintf(stderr, "%s: a helper of rowrun: it ends child processes when rowrun is gone\n", GUARDIAN_PROGRAM);
  return 2;
}
