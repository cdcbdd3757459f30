// SPDX-License-Identifier: MIT
// The least of what the machine has free and the container allows.
#include "bench/usable_memory.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

// The number in a file; UINT64_MAX where there is none, as in "max".
static uint64_t read_number(const char *path)
{
  unsigned long long number = 0;
  FILE *file = fopen(path, "re");
  if (!file) return UINT64_MAX;
  int got = fscanf(file, "%llu", &number);
  fclose(file);
  return got == 1 ? number : UINT64_MAX;
}

static uint64_t left_of(const char *limit_path, const char *use_path)
{
  uint64_t limit = read_number(limit_path), use = read_number(use_path);
  if (limit == UINT64_MAX || use == UINT64_MAX) return limit;
  return limit > use ? limit - use : 0;
}

static uint64_t available(void)
{
  char line[128];
  unsigned long long kib = 0;
  uint64_t bytes = UINT64_MAX;
  FILE *file = fopen("/proc/meminfo", "re");
  while (file && fgets(line, sizeof line, file))
    if (sscanf(line, "MemAvailable: %llu", &kib) == 1) bytes = kib * 1024;
  if (file) fclose(file);
  return bytes;
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

// Of our own group and of those above it.
static uint64_t left_in_groups(void)
{
  char line[2048], limit[2200], use[2200];
  uint64_t least =
      left_of("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes");
  FILE *file = fopen("/proc/self/cgroup", "re");
  while (file && fgets(line, sizeof line, file)) {
    if (strncmp(line, "0::/", 4) != 0) continue;
    char *group = line + 3, *slash = group;
    group[strcspn(group, "\n")] = '\0';
    while (slash) {
      snprintf(limit, sizeof limit, "/sys/fs/cgroup%s/memory.max", group);
      snprintf(use, sizeof use, "/sys/fs/cgroup%s/memory.current", group);
      least = lesser(least, left_of(limit, use));
      slash = strrchr(group, '/');
      if (slash) *slash = '\0';
    }
  }
  if (file) fclose(file);
  return least;
}

uint64_t rr__usable_memory(void)
{
  long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
  uint64_t physical = pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : 0;
  return lesser(lesser(available(), left_in_groups()), physical);
}
