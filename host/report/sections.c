// SPDX-License-Identifier: MIT
// Tables of sections: a column for the machine where there are several, and each work named once.
#include "report/sections.h"

#include "report/labels.h"

#include <string.h>

enum { MOST_HEADS = 24 };

void rr__section_table(const rr__sections *to, const char *caption, const char *const *heads)
{
  const char *kept[MOST_HEADS + 1];
  size_t count = 0;
  for (; *heads && count < MOST_HEADS; heads++) {
    bool is_machine = **heads == '@';
    if (!is_machine || to->analysis->record_count > 1) kept[count++] = *heads + is_machine;
  }
  kept[count] = NULL;
  rr__document_table(to->document, caption, kept);
}

void rr__machine_cell(const rr__sections *to, size_t machine)
{
  if (to->analysis->record_count > 1) rr__document_cell(to->document, "%s", rr__machine_letter(machine).text);
}

void rr__work_cell(const rr__sections *to, const rr__work *work, const rr__work **last)
{
  bool is_same = *last && rr__work_equal(*last, work);
  rr__document_cell(to->document, "%s", is_same ? "" : rr__work_label(work).text);
  *last = work;
}
