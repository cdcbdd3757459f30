// SPDX-License-Identifier: MIT
// Running a kernel over two lists of ragged rows: the first row with the first, the second with the second.
#ifndef ROWRUN_PAIR_H
#define ROWRUN_PAIR_H

#include <rowrun/ragged.h>
#include <rowrun/run.h>

RR_HEADER_BEGIN

// Runs a kernel of shape PAIR ("common") over the rows of `a` and `b`, of which there are as many, into a new
// list of as many rows and of the dtype of `a`. common: the items that both rows have, each value once, in
// the order in which the row of `a` has them first. Items are equal that are the same number, whatever their
// dtypes: 1 and 1.0 are, 2^53 + 1 and 2.0^53 are not; -0 equals 0 (what is given is the item of `a`), NaN
// equals nothing. The work of a pair grows with its items, and no faster.
//
// An OpenCL device does the pairs of at most RR_PAIR_DEVICE_ITEMS items in either row, the CPU pool those
// that are longer; the statistics have how many each of them did, and `device` is "mixed" where both did
// some, though nothing failed. Of the options `per`, `nan` and `out_dtype` mean nothing here and are left as
// they are. The reference, for `verify` and the device "serial", compares every item with every other one: a
// minute or so for a pair of 100,000 items each.
//
// `params` may be NULL, and so may `options` and `stats`, which are filled on failure too (without columns).
// RR_EUSAGE: kernel, parameters, options, device SPEC, numbers of rows that differ; RR_ENODEVICE, RR_EBUILD,
// RR_EDEVICE: only with no_fallback; RR_EVERIFY; RR_ENOMEM.
RR_API rr_status rr_run_pair(rr_context *context, const char *kernel, const rr_param *params,
                             const rr_ragged *a, const rr_ragged *b, rr_ragged **out,
                             const rr_run_options *options, rr_run_stats *stats) RR_MUST_CHECK;

RR_HEADER_END

#endif
