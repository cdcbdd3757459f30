// SPDX-License-Identifier: MIT
// Columns of a frame by name or number.
#include "core/frame.h"
#include "io/column_choice.h"

#include <stdlib.h>

static bool are_side_by_side(const size_t *columns, size_t count)
{
  for (size_t i = 1; i < count; i++)
    if (columns[i] != columns[0] + i) return false;
  return true;
}

static rr_status take_columns(rr_frame **out, const rr_frame *frame, const size_t *columns, size_t count)
{
  if (frame->block_count > 1 || !are_side_by_side(columns, count))
    return rr__frame_pick(out, frame, columns, count);
  rr_matrix *view = NULL;
  rr_status status = rr__matrix_view(&view, frame->blocks[0], columns[0], count);
  return status ? status : rr__frame_adopt(out, view);
}

// One after the other, whatever block they are in; NULL where they have none.
static rr_status collect_names(char ***out, const rr_frame *frame)
{
  *out = NULL;
  if (!frame->blocks[0]->names) return RR_OK;
  *out = calloc(frame->cols ? frame->cols : 1, sizeof **out);
  if (!*out) return rr_fail(RR_ENOMEM, "no memory for %zu column names", frame->cols);
  for (size_t col = 0; col < frame->cols; col++)
    (*out)[col] = rr__frame_block(frame, col)->names[frame->columns[col].col];
  return RR_OK;
}

rr_status rr_frame_select(rr_frame **out, rr_frame *frame, const char *const *columns)
{
  char **names = NULL;
  size_t *indices = NULL, count = 0;
  rr_status status = collect_names(&names, frame);
  rr__column_list list = {"the frame", names, frame->cols};
  if (!status) status = rr__columns_choose(&indices, &count, &list, columns);
  if (!status) status = take_columns(out, frame, indices, count);
  free(indices);
  free(names);
  return status;
}
