// SPDX-License-Identifier: MIT
// How it was measured, and with what settings.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A plain value, or a list of plain values, in words; NULL: out of memory.
static char *value_text(json_t *value)
{
  if (json_is_string(value)) return strdup(json_string_value(value));
  if (json_is_boolean(value)) return strdup(json_is_true(value) ? "yes" : "no");
  if (json_is_null(value)) return strdup("-");
  return json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
}

static void add_settings(const rr__sections *to, size_t machine)
{
  static const char *const heads[] = {"Setting", "@On", "Value", NULL};
  const char *key;
  json_t *value, *settings = to->analysis->records[machine]->settings;
  if (machine == 0) rr__section_table(to, "Settings.", heads);
  json_object_foreach(settings, key, value)
  {
    char *text = value_text(value);
    rr__document_cell(to->document, "%s", key);
    rr__machine_cell(to, machine);
    rr__document_cell(to->document, "%s", text ? text : "");
    free(text);
  }
}

static void add_timer(const rr__sections *to, size_t machine)
{
  const rr_record *record = to->analysis->records[machine];
  rr__label on = {""};
  if (to->analysis->record_count > 1) on = rr__label_of(" on machine %s", rr__machine_letter(machine).text);
  rr__document_add(to->document, RR_PART_ITEM,
                   "The clock: reading it twice takes %.0f ns%s, the least difference seen is %.0f ns.",
                   record->timer_ns, on.text, record->timer_step_ns);
}

void rr__section_method(const rr__sections *to)
{
  static const char *const method[] = {
      "Each way did the work once before it was timed, and its answer was compared with that of a reference "
      "written "
      "a second time, naively. A way that gave another answer has no time.",
      "Ways took turns in rounds, in an order drawn anew for each, so that what the machine does besides "
      "hits all of "
      "them alike.",
      "The figure is the median; its interval is a bootstrap over rounds (2,000 resamplings, 95 %, a fixed "
      "seed, so "
      "that the same record gives the same report). All samples are kept in the record.",
      "The interval of a ratio spans the extremes of both intervals: it is wider than need be, never "
      "narrower.",
      "Others were asked in one process that stays, and timed inside, without starting Python; their threads "
      "are as "
      "many as the CPU pool's, and do not spin while others are timed.",
      "Memory traffic is what must be moved at least: the input read once, the result written once. Units "
      "are "
      "decimal: 1 GB/s is 10^9 bytes a second.",
  };
  rr__document_heading(to->document, 1, "How it was measured");
  for (size_t i = 0; i < sizeof method / sizeof *method; i++)
    rr__document_add(to->document, RR_PART_ITEM, "%s", method[i]);
  for (size_t m = 0; m < to->analysis->record_count; m++) add_timer(to, m);
  for (size_t m = 0; m < to->analysis->record_count; m++) add_settings(to, m);
}
