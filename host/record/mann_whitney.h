// SPDX-License-Identifier: MIT
// Whether two sets of samples differ in place: the test of Mann and Whitney, and Holm's correction for many
// tests at once.
#ifndef ROWRUN_RECORD_MANN_WHITNEY_H
#define ROWRUN_RECORD_MANN_WHITNEY_H

#include <rowrun/status.h>

// The probability, two-sided, of a difference at least as large between samples of the same distribution
// (Mann and Whitney, 1947). Exact where one side has at most 8 samples and no two are equal, else the normal
// approximation, corrected for ties and continuity. 1 where a side is empty. RR_ENOMEM.
rr_status rr__mann_whitney(double *p, const double *a, size_t a_count, const double *b,
                           size_t b_count) RR_MUST_CHECK;

// Corrects the probabilities of `count` tests, in place, so that the chance of a single false finding among
// them is what each then says (Holm, 1979). RR_ENOMEM.
rr_status rr__holm(double *p, size_t count) RR_MUST_CHECK;

#endif
