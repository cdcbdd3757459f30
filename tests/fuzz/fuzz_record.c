// SPDX-License-Identifier: MIT
// The reader of records, given anything. What it takes can be saved, and is the same when it is read again.
#include "fuzz_support.h"

#include "record/record_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAVED_SHARE = 8 };

static void check_case(const rr__case *of)
{
  FUZZ_CHECK((of->outcome == RR_OUTCOME_VERIFIED) == (of->sample_count > 0));
  FUZZ_CHECK(of->timed_rows <= of->work.rows && of->work.out_dtype != RR_DTYPE_AUTO);
  FUZZ_CHECK(isfinite(of->summary.median) && isfinite(rr__case_gbps(of)));
  for (size_t i = 0; i < of->sample_count; i++) {
    FUZZ_CHECK(of->samples[i].total_ns > 0 && isfinite(of->samples[i].total_ns));
    FUZZ_CHECK(i == 0 || of->samples[i].round >= of->samples[i - 1].round);
  }
}

static void check_same(const rr_record *a, const rr_record *b)
{
  FUZZ_CHECK(a->case_count == b->case_count && a->limit_count == b->limit_count);
  FUZZ_CHECK(strcmp(a->suite, b->suite) == 0);
  for (size_t i = 0; i < a->case_count; i++) {
    const rr__case *x = &a->cases[i], *y = &b->cases[i];
    FUZZ_CHECK(rr__work_equal(&x->work, &y->work) && rr__way_equal(&x->way, &y->way));
    FUZZ_CHECK(x->sample_count == y->sample_count);
    FUZZ_CHECK(memcmp(&x->summary, &y->summary, sizeof x->summary) == 0);
  }
}

static void check_comes_back(const rr_record *record)
{
  rr_record *again = NULL;
  FUZZ_CHECK(rr_record_save(record, fuzz_path()) == RR_OK);
  FUZZ_CHECK(rr_record_load(&again, fuzz_path()) == RR_OK);
  check_same(record, again);
  rr_record_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  rr_record *record = NULL;
  char *text = malloc(size ? size : 1); // without a byte to spare
  if (!text) abort();
  memcpy(text, bytes, size);
  rr_status status = rr__record_parse(&record, text, size, fuzz_path());
  free(text);
  FUZZ_CHECK((status == RR_OK) == (record != NULL));
  if (status) {
    fuzz_check_refused(status);
    return 0;
  }
  double least_ns;
  for (size_t i = 0; i < record->case_count; i++) {
    check_case(&record->cases[i]);
    rr__case_limit(record, &record->cases[i], &least_ns);
  }
  if (fuzz_draw(bytes, size) % SAVED_SHARE == 0) check_comes_back(record);
  rr_record_free(record);
  return 0;
}
