// SPDX-License-Identifier: MIT
// Control groups, version 2 and 1: the least limit of our own group and of those above it counts.
#include "machine/machine_container.h"

#include "record/facts.h"
#include "machine/system_file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS "/sys/fs/cgroup"

// Limits that are not there are 0.
typedef struct limits {
  double processors;
  long long memory_bytes;
} limits;

static const long long no_limit_bytes = 1LL << 60; // version 1 has a number near 2^63 for none

static void take_processors(limits *least, long long quota, long long period)
{
  if (quota <= 0 || period <= 0) return;
  double processors = (double)quota / (double)period;
  if (least->processors == 0 || processors < least->processors) least->processors = processors;
}

static void take_memory(limits *least, long long bytes)
{
  if (bytes <= 0 || bytes >= no_limit_bytes) return;
  if (least->memory_bytes == 0 || bytes < least->memory_bytes) least->memory_bytes = bytes;
}

static void read_group2(limits *least, const char *root, const char *group)
{
  char text[128], *end;
  if (rr__system_read(text, sizeof text, root, GROUPS "%s/cpu.max", group)) {
    long long quota = strtoll(text, &end, 10); // "max" is 0
    take_processors(least, quota, strtoll(end, NULL, 10));
  }
  take_memory(least, rr__system_number(0, root, GROUPS "%s/memory.max", group));
}

// A hierarchy of version 1 lies in a folder of its controllers' names, or in one of theirs.
static void read_group1(limits *least, const char *root, const char *group)
{
  take_processors(least, rr__system_number(0, root, GROUPS "/cpu%s/cpu.cfs_quota_us", group),
                  rr__system_number(0, root, GROUPS "/cpu%s/cpu.cfs_period_us", group));
  take_memory(least, rr__system_number(0, root, GROUPS "/memory%s/memory.limit_in_bytes", group));
}

// From a group, whose path is changed, up to the root.
static void read_upwards(limits *least, const char *root, char *group,
                         void (*read_group)(limits *least, const char *root, const char *group))
{
  if (group[0] == '/' && group[1] == '\0') group[0] = '\0';
  for (;;) {
    read_group(least, root, group);
    char *slash = strrchr(group, '/');
    if (!slash) return;
    *slash = '\0';
  }
}

// Lines are "NUMBER:CONTROLLERS:PATH", of version 2 "0::PATH".
static void read_groups(limits *least, const char *root)
{
  char *all = rr__system_read_all(root, "/proc/self/cgroup"), *rest = NULL;
  for (char *line = all ? strtok_r(all, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
    char *controllers = strchr(line, ':'), *path = controllers ? strchr(controllers + 1, ':') : NULL;
    if (!path || path[1] != '/') continue;
    *path = '\0';
    bool is_second = controllers[1] == '\0',
         counts = strstr(controllers, "cpu") || strstr(controllers, "memory");
    if (is_second || counts) read_upwards(least, root, path + 1, is_second ? read_group2 : read_group1);
  }
  free(all);
}

// Whether a list such as "0-3,8" names a number.
static bool names(const char *list, unsigned long number)
{
  while (*list) {
    char *end;
    unsigned long first = strtoul(list, &end, 10), last = *end == '-' ? strtoul(end + 1, &end, 10) : first;
    if (end == list) return false;
    if (first <= number && number <= last) return true;
    list = *end == ',' ? end + 1 : end;
    if (*list && (*list < '0' || *list > '9')) return false;
  }
  return false;
}

// Processors that we may use, where these are not all that there are.
static void set_allowed(rr__facts *facts, const char *root)
{
  enum { MOST_CPUS = 4096 };
  char *status = rr__system_read_all(root, "/proc/self/status"), allowed[1024], online[1024];
  bool is_told = status && rr__system_line(allowed, sizeof allowed, status, "Cpus_allowed_list") &&
                 rr__system_read(online, sizeof online, root, "/sys/devices/system/cpu/online");
  bool has_all = true;
  for (unsigned long cpu = 0; cpu < MOST_CPUS && is_told && has_all; cpu++)
    has_all = !names(online, cpu) || names(allowed, cpu);
  if (!has_all) rr__facts_set_text(facts, "allowed_threads", allowed);
  free(status);
}

json_t *rr__machine_container(const char *root)
{
  rr__facts facts = rr__facts_new();
  limits least = {0};
  read_groups(&least, root);
  if (least.processors > 0) rr__facts_set(&facts, "processors", json_real(least.processors));
  if (least.memory_bytes > 0) rr__facts_set_integer(&facts, "memory_bytes", least.memory_bytes);
  set_allowed(&facts, root);
  return rr__facts_end(&facts);
}
