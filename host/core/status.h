// SPDX-License-Identifier: MIT
// Whether a function that failed has said why.
#ifndef ROWRUN_CORE_STATUS_H
#define ROWRUN_CORE_STATUS_H

#include <rowrun/status.h>

// Room for an error's text: 16 KiB of what a compiler says, and words around it.
enum { RR__ERROR_BYTES = 17 * 1024 };

// Where the calling thread counts its calls of rr_fail. The same number before and after a function that
// failed: the error text is an older one.
const size_t *rr__fail_counter(void);

// After a function of a user has failed with `status`: its text stands, or, where rr_fail was called no more
// often than `before`, the status's meaning takes the place of an older one.
rr_status rr__fail_as_said(rr_status status, size_t before) RR_MUST_CHECK;

#endif
