// SPDX-License-Identifier: MIT
// How many processors there are, and how many of them are ours: affinity mask, and cgroup v2 or v1 CPU quota.
#include "pool/cpus.h"

#include "core/environment.h"

#include <rowrun/cpus.h>

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t affinity_count(void)
{
  cpu_set_t *set = NULL;
  for (int cpus = 1024; cpus <= 1 << 20; cpus *= 4) { // the kernel says no to a set that is too small
    set = CPU_ALLOC((size_t)cpus);
    if (!set) return 0;
    size_t size = CPU_ALLOC_SIZE((size_t)cpus);
    int got = sched_getaffinity(0, size, set);
    size_t count = got == 0 ? (size_t)CPU_COUNT_S(size, set) : 0;
    CPU_FREE(set);
    if (got == 0) return count;
  }
  return 0;
}

// Whole processors in a quota of `quota` out of `period` microseconds, rounded up; SIZE_MAX: no quota.
static size_t quota_processors(long long quota, long long period)
{
  if (quota <= 0 || period <= 0) return SIZE_MAX;
  return (size_t)((quota + period - 1) / period);
}

static size_t read_cpu_max(const char *path)
{
  char quota[32] = "";
  long long period = 0;
  FILE *file = fopen(path, "re");
  if (!file) return SIZE_MAX;
  int got = fscanf(file, "%31s %lld", quota, &period);
  fclose(file);
  return got == 2 ? quota_processors(strtoll(quota, NULL, 10), period)
                  : SIZE_MAX; // "max" reads as 0: no quota
}

// The least quota of our own cgroup and those above it.
static size_t cgroup2_quota(void)
{
  char line[4096], path[4200];
  size_t least = SIZE_MAX;
  FILE *file = fopen("/proc/self/cgroup", "re");
  if (!file) return SIZE_MAX;
  while (fgets(line, sizeof line, file)) {
    if (strncmp(line, "0::/", 4) != 0) continue;
    char *group = line + 3; // "/a/b"
    group[strcspn(group, "\n")] = '\0';
    for (;;) {
      snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", group);
      size_t quota = read_cpu_max(path);
      if (quota < least) least = quota;
      char *slash = strrchr(group, '/');
      if (!slash) break;
      *slash = '\0';
    }
  }
  fclose(file);
  return least;
}

static long long read_number(const char *path)
{
  long long number = -1;
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  if (fscanf(file, "%lld", &number) != 1) number = -1;
  fclose(file);
  return number;
}

static size_t cgroup1_quota(void)
{
  return quota_processors(read_number("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
                          read_number("/sys/fs/cgroup/cpu/cpu.cfs_period_us"));
}

rr_cpu_count rr_count_cpus(void)
{
  long present = sysconf(_SC_NPROCESSORS_CONF);
  rr_cpu_count count = {.present = present > 0 ? (size_t)present : 1};
  size_t limits[] = {affinity_count(), cgroup2_quota(), cgroup1_quota()};
  count.usable = limits[0] ? limits[0] : count.present;
  for (size_t i = 1; i < sizeof limits / sizeof *limits; i++)
    if (limits[i] < count.usable) count.usable = limits[i];
  return count;
}

enum { MOST_THREADS = 4096 };

rr_status rr__choose_threads(size_t *out, size_t asked, size_t reserve)
{
  size_t threads = asked;
  if (threads == 0) {
    rr_status status = rr__environment_size(&threads, "ROWRUN_THREADS", 1, MOST_THREADS);
    if (status) return status;
  }
  if (threads > MOST_THREADS)
    return rr_fail(RR_EUSAGE, "%zu threads are too many; hint: at most %d", threads, MOST_THREADS);
  if (threads == 0) {
    size_t usable = rr_count_cpus().usable;
    threads = usable > reserve ? usable - reserve : 1;
  }
  *out = threads;
  return RR_OK;
}
