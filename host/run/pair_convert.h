// SPDX-License-Identifier: MIT
// The second list of a pair, brought to the first one's dtype.
#ifndef ROWRUN_RUN_PAIR_CONVERT_H
#define ROWRUN_RUN_PAIR_CONVERT_H

#include "core/ragged.h"
#include "pool/threads.h"

// The items that `dtype` holds exactly; the others, which equal no item of that dtype, and NaN are left out.
// RR_ENOMEM.
rr_status rr__ragged_convert(rr_ragged **out, const rr_ragged *ragged, rr_dtype dtype,
                             rr__threads *threads) RR_MUST_CHECK;

#endif
