// SPDX-License-Identifier: MIT
// From sysfs, each cache once, however many processors share it.
#include "machine/machine_caches.h"

#include "machine/system_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDEX "/sys/devices/system/cpu/cpu%d/cache/index%d"

enum { MOST_CACHES = 32, MOST_CPUS = 4096, MOST_INDEXES = 10 };

typedef struct cache {
  long long level, kib;
  char type[16]; // "Data", "Instruction", "Unified"
  size_t threads, count;
} cache;

// How many numbers a list such as "0-3,8-11" names.
static size_t count_list(const char *list)
{
  size_t count = 0;
  while (*list) {
    char *end;
    unsigned long first = strtoul(list, &end, 10), last = first;
    if (end == list) break;
    if (*end == '-') last = strtoul(end + 1, &end, 10);
    if (last < first || last - first >= MOST_CPUS) break;
    count += last - first + 1;
    list = *end == ',' ? end + 1 : end;
  }
  return count;
}

static bool read_cache(cache *out, const char *root, int cpu, int index)
{
  char size[32], list[1024], *unit;
  *out = (cache){.level = rr__system_number(-1, root, INDEX "/level", cpu, index), .count = 1};
  if (out->level < 0) return false;
  if (!rr__system_read(size, sizeof size, root, INDEX "/size", cpu, index)) return false;
  if (!rr__system_read(list, sizeof list, root, INDEX "/shared_cpu_list", cpu, index)) return false;
  rr__system_read(out->type, sizeof out->type, root, INDEX "/type", cpu, index);
  out->kib = strtoll(size, &unit, 10) * (*unit == 'M' ? 1024 : 1);
  out->threads = count_list(list);
  return true;
}

// A cache is counted at the first processor that has it.
static bool is_first(const char *root, int cpu, int index)
{
  return rr__system_number(-1, root, INDEX "/shared_cpu_list", cpu, index) == cpu;
}

static void count_cache(cache *caches, size_t *count, const cache *found)
{
  for (size_t i = 0; i < *count; i++)
    if (caches[i].level == found->level && caches[i].kib == found->kib &&
        caches[i].threads == found->threads && strcmp(caches[i].type, found->type) == 0) {
      caches[i].count++;
      return;
    }
  if (*count < MOST_CACHES) caches[(*count)++] = *found;
}

static json_t *text_of(const cache *of)
{
  const char *type = strcmp(of->type, "Data") == 0          ? " data"
                     : strcmp(of->type, "Instruction") == 0 ? " instructions"
                                                            : "";
  bool is_large = of->kib >= 1024 && of->kib % 1024 == 0;
  return json_sprintf("L%lld%s: %zu x %lld %s, each for %zu thread%s", of->level, type, of->count,
                      is_large ? of->kib / 1024 : of->kib, is_large ? "MiB" : "KiB", of->threads,
                      of->threads == 1 ? "" : "s");
}

json_t *rr__machine_caches(const char *root)
{
  cache caches[MOST_CACHES], found;
  size_t count = 0;
  for (int cpu = 0, missing = 0; cpu < MOST_CPUS && missing < 64; cpu++) {
    bool has_any = false;
    for (int index = 0; index < MOST_INDEXES && read_cache(&found, root, cpu, index); index++) {
      has_any = true;
      if (is_first(root, cpu, index)) count_cache(caches, &count, &found);
    }
    missing = has_any ? 0 : missing + 1;
  }
  json_t *list = json_array();
  for (size_t i = 0; i < count && list; i++)
    if (json_array_append_new(list, text_of(&caches[i]))) {
      json_decref(list);
      list = NULL;
    }
  return list;
}
