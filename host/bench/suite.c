// SPDX-License-Identifier: MIT
// The suites, as data. It knows nothing of devices, nor of how things are timed.
#include "bench/suite.h"

#include "core/suggest.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const rr_param minmax[] = {{"method", "minmax"}, {NULL, NULL}};

// The tutorial's count at sizes between which a device begins to win, and one kernel for each other shape.
static const rr__suite_work quick[] = {
    {.kernel = "count", .dtype = RR_INT64, .scopes = RR_SUITE_WHOLE},
    {.kernel = "count", .dtype = RR_INT64, .rows = 1000},
    {.kernel = "count", .dtype = RR_INT64, .rows = 20000},
    {.kernel = "count", .dtype = RR_INT64, .rows = 2000000, .scopes = RR_SUITE_FILE | RR_SUITE_COMMAND},
    {.kernel = "normalize", .params = minmax, .dtype = RR_FLOAT64},
    {.kernel = "sumsq", .per = RR_PER_COL, .dtype = RR_FLOAT64},
    {.kernel = "hypot", .dtype = RR_FLOAT64},
};

static const rr__suite_work tutorial[] = {
    {.kernel = "count", .scopes = RR_SUITE_WHOLE},
    {.kernel = "normalize", .params = minmax, .scopes = RR_SUITE_WHOLE},
    {.kernel = "hypot", .cols = 2, .scopes = RR_SUITE_WHOLE},
    {.kernel = "sumsq", .per = RR_PER_COL, .scopes = RR_SUITE_WHOLE},
    {.kernel = "common", .scopes = RR_SUITE_WHOLE},
};

// Some of the sizes from file to file and as whole commands: from which on a device wins with its first use.
static const rr__suite_work scaling[] = {
    {.kernel = "count", .rows = 1000, .scopes = RR_SUITE_FILE | RR_SUITE_COMMAND},
    {.kernel = "count", .rows = 30000, .scopes = RR_SUITE_FILE | RR_SUITE_COMMAND},
    {.kernel = "count", .rows = 300000, .scopes = RR_SUITE_FILE | RR_SUITE_COMMAND},
    {.kernel = "count", .rows = 3000000, .scopes = RR_SUITE_FILE | RR_SUITE_COMMAND},
    {.kernel = "count"},
    {.kernel = "normalize", .params = minmax, .dtype = RR_FLOAT64},
    {.kernel = "sumsq", .per = RR_PER_COL, .dtype = RR_FLOAT64},
};

#define EVERY_DTYPE(name, value, type) value,
static const rr__suite suites[] = {
    {.name = "quick",
     .works = quick,
     .work_count = COUNT(quick),
     .rows = {200000},
     .dtypes = {RR_INT64},
     .serial = true,
     .min_time_s = 0.1,
     .max_time_s = 0.5,
     .max_noise = 0.03},
    {.name = "tutorial",
     .works = tutorial,
     .work_count = COUNT(tutorial),
     .rows = {200000},
     .dtypes = {RR_INT64},
     .serial = true,
     .min_time_s = 0.2,
     .max_time_s = 2,
     .max_noise = 0.02},
    {.name = "scaling",
     .works = scaling,
     .work_count = COUNT(scaling),
     .rows = {1000},
     .to_memory = true,
     .dtypes = {RR_INT64},
     .all_threads = true,
     .serial = true,
     .min_time_s = 0.1,
     .max_time_s = 1,
     .max_noise = 0.02},
    {.name = "kernels",
     .rows = {200000},
     .dtypes = {RR_DTYPE_LIST(EVERY_DTYPE)},
     .min_time_s = 0.05,
     .max_time_s = 0.3,
     .max_noise = 0.05},
};

rr_status rr__suite_find(const rr__suite **out, const char *name)
{
#define OR_NAME(suite, words) ", " #suite
  static const char names[] = RR_SUITE_LIST(OR_NAME);
  *out = &suites[0];
  if (!name) return RR_OK;
  rr__suggestion nearest = {.typed = name, .length = strlen(name)};
  for (size_t i = 0; i < COUNT(suites); i++) {
    *out = &suites[i];
    if (strcmp(suites[i].name, name) == 0) return RR_OK;
    rr__suggestion_offer(&nearest, suites[i].name);
  }
  if (nearest.word)
    return rr_fail(RR_EUSAGE, "there is no suite '%.40s'; hint: did you mean %s?", name, nearest.word);
  return rr_fail(RR_EUSAGE, "there is no suite '%.40s'; hint: one of %s", name, names + 2);
}
