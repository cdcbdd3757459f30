// SPDX-License-Identifier: MIT
// A record as JSON. Its reader believes nothing: it is for files from anywhere.
#ifndef ROWRUN_RECORD_RECORD_JSON_H
#define ROWRUN_RECORD_RECORD_JSON_H

#include "record/json_place.h"
#include "record/record.h"

// As rr_record_load, from memory; `path` is what messages call it.
rr_status rr__record_parse(rr_record **out, const char *text, size_t size, const char *path) RR_MUST_CHECK;

// The parts of the reader: the member "cases" of the document, appended to the record.
rr_status rr__record_read_cases(rr_record *out, const rr__place *document) RR_MUST_CHECK;

// Samples of a case or a limit, at most: summaries take time for each.
#define RR__MOST_SAMPLES 100000

// A time is from a picosecond to 31 years: sums and products of those are finite.
#define RR__LEAST_NS 1e-3
#define RR__MOST_NS  1e18

#endif
