// SPDX-License-Identifier: MIT
// Memory traffic held against what the memory can do, and how much is computed for each byte: a roofline.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"

#include <stdio.h>
#include <string.h>

// Arithmetic of a kernel per cell, by its row of the kernel table; 0: not known.
static unsigned operations_of(const rr__work *work)
{
  for (size_t i = 0; i < rr_kernel_count(); i++)
    if (strcmp(rr_kernel_at(i)->id, work->kernel) == 0) return rr_kernel_at(i)->operations;
  return 0;
}

static void add_limits(const rr__sections *to)
{
  static const char *const heads[] = {"Device",  "@On",           "#Threads",      "What",
                                      "#Buffer", "#GB/s at best", "#GB/s, median", NULL};
  bool is_begun = false;
  for (size_t m = 0; m < to->analysis->record_count; m++)
    for (size_t i = 0; i < to->analysis->records[m]->limit_count; i++) {
      const rr__limit *limit = &to->analysis->records[m]->limits[i];
      if (rr__limit_gbps(limit) <= 0) continue;
      if (!is_begun)
        rr__section_table(to,
                          "The limits: memory bandwidth, measured by rowrun's own loops in the same run. The "
                          "best sample is the limit.",
                          heads);
      is_begun = true;
      rr__document_cell(to->document, "%s", limit->device);
      rr__machine_cell(to, m);
      if (limit->threads)
        rr__document_cell(to->document, "%zu", limit->threads);
      else
        rr__document_cell(to->document, "-");
      rr__document_cell(to->document, "%s", limit->what);
      rr__document_cell(to->document, "%s", rr__figure_bytes((double)limit->buffer_bytes).text);
      rr__document_cell(to->document, "%s", rr__figure_number(rr__limit_gbps(limit)).text);
      rr__document_cell(to->document, "%s",
                        rr__figure_number((double)limit->bytes / limit->summary.median).text);
    }
}

static void add_case(const rr__sections *to, const rr__entry *entry, const rr__work **last)
{
  double least_ns = 0, cells = (double)entry->of->work.rows * (double)entry->of->work.cols;
  const rr__limit *limit = rr__case_limit(entry->record, entry->of, &least_ns);
  rr__work_cell(to, &entry->of->work, last);
  rr__machine_cell(to, entry->machine);
  rr__document_cell(to->document, "%s", rr__way_label(&entry->of->way).text);
  rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
  rr__document_cell(to->document, "%s", rr__figure_bytes((double)entry->of->bytes).text);
  rr__document_cell(to->document, "%s", rr__figure_number(rr__case_gbps(entry->of)).text);
  rr__document_cell(to->document, "%s", limit ? limit->what : "-");
  rr__document_cell(to->document, "%s", rr__figure_number(limit ? rr__limit_gbps(limit) : 0).text);
  rr__document_cell(to->document, "%s", rr__figure_share(rr__share_of_limit(entry)).text);
  rr__document_cell(
      to->document, "%s",
      rr__figure_number(operations_of(&entry->of->work) * cells / (double)entry->of->bytes).text);
}

// Only what is measured without files and starts can be held against memory.
static bool is_held_against_limit(const rr__entry *entry)
{
  return entry->of->bytes > 0 && rr__share_of_limit(entry) > 0;
}

void rr__section_throughput(const rr__sections *to)
{
  static const char *const heads[] = {"Work",  "@On",       "Way",    "Measured",           "#Bytes", "#GB/s",
                                      "Limit", "#Its GB/s", "#Share", "#Operations a byte", NULL};
  const rr__analysis *analysis = to->analysis;
  rr__document_heading(to->document, 1, "How close to the limit");
  rr__document_add(
      to->document, RR_PART_PARAGRAPH,
      "No way can be faster than its device's memory lets it: its input must be read once and its result "
      "written once. A share of 1 is that limit (a roofline). Data that fit into a cache can be above "
      "it. From memory to memory a device also has to move everything over its bus, which is slower "
      "than its memory: such shares are small, and those on resident data say how good the kernel is.");
  for (size_t f = 0; f < analysis->family_count && f < RR__MOST_CHARTS; f++)
    rr__chart_sizes(to, &analysis->families[f], f, true);
  add_limits(to);
  bool is_begun = false;
  const rr__work *last = NULL;
  for (size_t i = 0; i < analysis->entry_count; i++) {
    if (!is_held_against_limit(&analysis->entries[i])) continue;
    if (!is_begun)
      rr__section_table(to, "Bytes that must be moved, how fast that was, and the share of the limit.",
                        heads);
    is_begun = true;
    add_case(to, &analysis->entries[i], &last);
  }
}
