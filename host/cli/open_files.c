// SPDX-License-Identifier: MIT
// A running job has a descriptor of its own, and some more while it is started; its output has two.
#include "cli/open_files.h"

#include <sys/resource.h>

enum { OTHERS = 64, PER_RUNNING = 6, PER_OUTPUT = 2 };

// The limit after raising it towards `wanted`, no further: jobs inherit it.
static rlim_t raise_limit(rlim_t wanted)
{
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) return wanted; // then opening will tell
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= wanted) return limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= wanted ? wanted : limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit)) getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

rr_status rr__cli_open_files_reserve(size_t jobs, size_t *window)
{
  rlim_t fixed = OTHERS + (rlim_t)jobs * PER_RUNNING, least = fixed + (rlim_t)jobs * PER_OUTPUT;
  rlim_t limit = raise_limit(least);
  if (limit == RLIM_INFINITY || limit >= fixed + (rlim_t)*window * PER_OUTPUT) return RR_OK;
  if (limit < least)
    return rr_fail(RR_EUSAGE,
                   "%zu jobs at once need %llu open files, the limit is %llu; hint: ulimit -n %llu", jobs,
                   (unsigned long long)least, (unsigned long long)limit, (unsigned long long)least);
  *window = (size_t)((limit - fixed) / PER_OUTPUT);
  return RR_OK;
}
