// SPDX-License-Identifier: MIT
// The tutorial's own function, in the forms in which a pool takes it, and its data frame.
#ifndef ROWRUN_CLI_TUTORIAL_TASKS_H
#define ROWRUN_CLI_TUTORIAL_TASKS_H

#include <rowrun/matrix_items.h>

enum { TUTORIAL_COLS = 5 };

// How many values of the row lie in [minimum, maximum].
static inline int32_t howmany_within_range(const int64_t *row, int64_t minimum, int64_t maximum)
{
  int32_t count = 0;
  for (size_t col = 0; col < TUTORIAL_COLS; col++) count += minimum <= row[col] && row[col] <= maximum;
  return count;
}

typedef struct cli_range {
  int64_t minimum, maximum;
} cli_range;

// What does not change from call to call comes by the context.
static inline rr_status count_row(void *out, const void *item, void *context)
{
  const cli_range *range = context;
  *(int32_t *)out = howmany_within_range(item, range->minimum, range->maximum);
  return RR_OK;
}

// Everything comes as arguments: row, minimum, maximum.
static inline rr_status count_between(void *out, const void *item, void *context)
{
  const void *const *arguments = item;
  (void)context;
  *(int32_t *)out =
      howmany_within_range(arguments[0], *(const int64_t *)arguments[1], *(const int64_t *)arguments[2]);
  return RR_OK;
}

static inline const int64_t *row_at(const rr_items *rows, size_t index)
{
  return (const int64_t *)(const void *)((const char *)rows->data + index * rows->item_size);
}

enum { FRAME_ROWS = 5, FRAME_COLS = 2 };

static inline rr_status wrap_frame(rr_matrix **out)
{
  static int64_t cells[FRAME_ROWS][FRAME_COLS] = {{8, 5}, {5, 3}, {3, 4}, {4, 4}, {7, 9}};
  return rr_matrix_wrap(out, cells, &(rr_layout){.rows = FRAME_ROWS, .cols = FRAME_COLS, .dtype = RR_INT64});
}

#endif
