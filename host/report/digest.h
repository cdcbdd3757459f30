// SPDX-License-Identifier: MIT
// SHA-256 in base 64, as a content policy names what it allows.
#ifndef ROWRUN_REPORT_DIGEST_H
#define ROWRUN_REPORT_DIGEST_H

#include <stddef.h>

enum { RR_DIGEST_TEXT = 45 }; // with its NUL

void rr__digest(char out[RR_DIGEST_TEXT], const void *bytes, size_t size);

#endif
