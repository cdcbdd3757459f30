// SPDX-License-Identifier: MIT
// /proc/cpuinfo and /sys/devices/system/cpu. A hybrid machine has processors of several kinds; one of ARM
// gives numbers for names.
#include "machine/machine_cpu.h"

#include "record/facts.h"
#include "machine/machine_caches.h"
#include "machine/system_file.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rowrun/cpus.h>

#define CPUS "/sys/devices/system/cpu"

enum { MOST_KINDS = 8, MOST_CPUS = 4096 };

typedef struct kind {
  char name[128];
  size_t count;
} kind;

// What a processor's block of /proc/cpuinfo calls it; "" where it does not say.
static void name_of(char *out, size_t room, const char *block)
{
  char implementer[32], part[32];
  if (rr__system_line(out, room, block, "model name") || rr__system_line(out, room, block, "cpu model"))
    return;
  if (rr__system_line(implementer, sizeof implementer, block, "CPU implementer") &&
      rr__system_line(part, sizeof part, block, "CPU part"))
    snprintf(out, room, "ARM implementer %s part %s", implementer, part);
}

static void count_kind(kind *kinds, size_t *count, const char *name)
{
  size_t i = 0;
  while (i < *count && strcmp(kinds[i].name, name) != 0) i++;
  if (i == MOST_KINDS || !*name) return;
  if (i == *count) snprintf(kinds[(*count)++].name, sizeof kinds[i].name, "%s", name);
  kinds[i].count++;
}

// Blocks are apart by empty lines; each is made a text of its own for as long as it is looked at.
static size_t count_kinds(kind kinds[MOST_KINDS], size_t *processors, char *cpuinfo)
{
  size_t count = 0;
  for (char *block = cpuinfo, *next; block && *block; block = next) {
    char name[128], number[32], *end = strstr(block, "\n\n");
    if (end) *end = '\0';
    next = end ? end + 2 : NULL;
    if (rr__system_line(number, sizeof number, block, "processor")) {
      ++*processors;
      name_of(name, sizeof name, block);
      count_kind(kinds, &count, name);
    }
    if (end) *end = '\n';
  }
  return count;
}

static void set_model(rr__facts *facts, const kind *kinds, size_t count, const char *cpuinfo)
{
  char text[MOST_KINDS * 160] = "";
  size_t used = 0;
  for (size_t i = 0; i < count && count > 1; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%zu x %s", i ? " + " : "", kinds[i].count,
                             kinds[i].name);
  if (count == 1) snprintf(text, sizeof text, "%s", kinds[0].name);
  if (count == 0 && !rr__system_line(text, sizeof text, cpuinfo, "Model"))
    rr__system_line(text, sizeof text, cpuinfo, "cpu");
  rr__facts_set_text(facts, "model", text);
}

// Whether a list of words has one.
static bool has_word(const char *list, const char *word)
{
  size_t length = strlen(word);
  for (const char *at = strstr(list, word); at; at = strstr(at + 1, word))
    if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) return true;
  return false;
}

static void set_flags(rr__facts *facts, const char *cpuinfo)
{
  static const char *const wanted[] = {"sse4_2",   "avx",      "avx2",       "fma",           "avx512f",
                                       "avx512bw", "avx512vl", "avx512vbmi", "avx512_bitalg", "avx512_vnni",
                                       "asimd",    "sve",      "sve2"};
  char all[8192], text[256] = "";
  if (!rr__system_line(all, sizeof all, cpuinfo, "flags") &&
      !rr__system_line(all, sizeof all, cpuinfo, "Features"))
    return;
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    size_t used = strlen(text);
    if (has_word(all, wanted[i]))
      snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "", wanted[i]);
  }
  rr__facts_set_text(facts, "flags", text);
  rr__facts_set_bool(facts, "hypervisor", has_word(all, "hypervisor"));
}

// How many processors come first in a list of their own, such as that of the threads of their core.
static size_t count_firsts(const char *root, const char *list)
{
  size_t count = 0;
  for (int cpu = 0, missing = 0; cpu < MOST_CPUS && missing < 64; cpu++) {
    long long first = rr__system_number(-1, root, CPUS "/cpu%d/topology/%s", cpu, list);
    if (first == cpu) count++;
    missing = first < 0 ? missing + 1 : 0;
  }
  return count;
}

static void set_counts(rr__facts *facts, const char *root, size_t processors)
{
  size_t cores = count_firsts(root, "thread_siblings_list"),
         sockets = count_firsts(root, "core_siblings_list"), nodes = 0;
  for (int node = 0; node < MOST_CPUS / 16; node++) {
    char path[64];
    snprintf(path, sizeof path, "/sys/devices/system/node/node%d", node);
    if (rr__system_has(root, path)) nodes++;
  }
  if (processors) rr__facts_set_integer(facts, "threads", (long long)processors);
  if (cores) rr__facts_set_integer(facts, "cores", (long long)cores);
  if (sockets) rr__facts_set_integer(facts, "sockets", (long long)sockets);
  if (nodes) rr__facts_set_integer(facts, "numa_nodes", (long long)nodes);
  if (!*root) rr__facts_set_integer(facts, "usable_threads", (long long)rr_count_cpus().usable);
}

// What a file of each processor says: "mixed" where they differ.
static void set_common(rr__facts *facts, const char *root, const char *name, const char *file)
{
  char common[64] = "", text[64];
  for (int cpu = 0, missing = 0; cpu < MOST_CPUS && missing < 64; cpu++) {
    bool found = rr__system_read(text, sizeof text, root, CPUS "/cpu%d/cpufreq/%s", cpu, file);
    missing = found ? 0 : missing + 1;
    if (found && *common && strcmp(common, text) != 0) snprintf(text, sizeof text, "mixed");
    if (found) snprintf(common, sizeof common, "%s", text);
    if (strcmp(common, "mixed") == 0) break;
  }
  rr__facts_set_text(facts, name, common);
}

// The least and the greatest of what the processors say of their clock, in MHz.
static void set_clock_limits(rr__facts *facts, const char *root)
{
  long long least = LLONG_MAX, most = 0;
  for (int cpu = 0, missing = 0; cpu < MOST_CPUS && missing < 64; cpu++) {
    long long low = rr__system_number(-1, root, CPUS "/cpu%d/cpufreq/scaling_min_freq", cpu),
              high = rr__system_number(-1, root, CPUS "/cpu%d/cpufreq/scaling_max_freq", cpu);
    missing = low < 0 && high < 0 ? missing + 1 : 0;
    if (low > 0 && low < least) least = low;
    if (high > most) most = high;
  }
  if (least < LLONG_MAX) rr__facts_set_integer(facts, "minimum_mhz", least / 1000);
  if (most > 0) rr__facts_set_integer(facts, "maximum_mhz", most / 1000);
}

static void set_turbo(rr__facts *facts, const char *root)
{
  long long no_turbo = rr__system_number(-1, root, CPUS "/intel_pstate/no_turbo"),
            boost = rr__system_number(-1, root, CPUS "/cpufreq/boost");
  if (no_turbo >= 0)
    rr__facts_set_bool(facts, "turbo", no_turbo == 0);
  else if (boost >= 0)
    rr__facts_set_bool(facts, "turbo", boost != 0);
}

json_t *rr__machine_cpu(const char *root)
{
  rr__facts facts = rr__facts_new();
  char *cpuinfo = rr__system_read_all(root, "/proc/cpuinfo"), cores[128];
  kind kinds[MOST_KINDS] = {0};
  size_t processors = 0;
  if (cpuinfo) {
    size_t count = count_kinds(kinds, &processors, cpuinfo);
    set_model(&facts, kinds, count, cpuinfo);
    set_flags(&facts, cpuinfo);
  }
  free(cpuinfo);
  if (rr__system_read(cores, sizeof cores, root, "/sys/devices/cpu_core/cpus"))
    rr__facts_set_text(&facts, "performance_threads", cores);
  if (rr__system_read(cores, sizeof cores, root, "/sys/devices/cpu_atom/cpus"))
    rr__facts_set_text(&facts, "efficient_threads", cores);
  set_counts(&facts, root, processors);
  rr__facts_set(&facts, "caches", rr__machine_caches(root));
  set_common(&facts, root, "governor", "scaling_governor");
  set_common(&facts, root, "clock_driver", "scaling_driver");
  set_clock_limits(&facts, root);
  set_turbo(&facts, root);
  return rr__facts_end(&facts);
}

static bool append_clock(json_t *list, double mhz)
{
  return !(mhz > 0 && mhz < 1e6) || json_array_append_new(list, json_integer(llrint(mhz))) == 0;
}

// x86 has them in /proc/cpuinfo, others in /sys alone.
json_t *rr__machine_clocks(const char *root)
{
  json_t *list = json_array();
  char *cpuinfo = rr__system_read_all(root, "/proc/cpuinfo");
  bool fits = list;
  for (char *at = cpuinfo; at && fits; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
    if (strncmp(at, "cpu MHz", 7) == 0 && strchr(at, ':'))
      fits = append_clock(list, strtod(strchr(at, ':') + 1, NULL));
  free(cpuinfo);
  for (int cpu = 0; fits && cpu < MOST_CPUS; cpu++) {
    long long khz = json_array_size(list) > (size_t)cpu
                        ? -1
                        : rr__system_number(-1, root, CPUS "/cpu%d/cpufreq/scaling_cur_freq", cpu);
    if (khz < 0) break;
    fits = append_clock(list, (double)khz / 1000);
  }
  if (fits) return list;
  json_decref(list);
  return NULL;
}
