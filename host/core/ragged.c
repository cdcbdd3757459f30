// SPDX-License-Identifier: MIT
// Life and memory of ragged rows.
#include "core/ragged.h"

#include "core/checked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool rr__offsets_are_wrong(char *what, size_t size, const uint64_t *offsets, size_t rows)
{
  if (offsets[0] != 0) {
    snprintf(what, size, "offset 0 is %llu instead of 0", (unsigned long long)offsets[0]);
    return true;
  }
  for (size_t row = 0; row < rows; row++) {
    if (offsets[row + 1] >= offsets[row]) continue;
    snprintf(what, size, "offset %zu is %llu, less than the %llu before it", row + 1,
             (unsigned long long)offsets[row + 1], (unsigned long long)offsets[row]);
    return true;
  }
  return false;
}

static rr_status check_layout(const rr_ragged_layout *layout)
{
  char what[128];
  if (rr_dtype_size(layout->dtype) == 0)
    return rr_fail(RR_EUSAGE, "ragged rows need a dtype; hint: RR_INT64, RR_FLOAT64, ...");
  if (!layout->offsets)
    return rr_fail(RR_EUSAGE, "ragged rows need offsets; hint: %zu of them, the first 0", layout->rows + 1);
  if (rr__offsets_are_wrong(what, sizeof what, layout->offsets, layout->rows))
    return rr_fail(RR_EUSAGE, "%s; hint: offsets start at 0 and never fall", what);
  return RR_OK;
}

static rr_status new_ragged(rr_ragged **out, const rr_ragged_layout *layout, const void *values)
{
  rr_ragged *ragged = calloc(1, sizeof *ragged);
  if (!ragged) return rr_fail(RR_ENOMEM, "no memory for ragged rows");
  ragged->offsets = layout->offsets;
  ragged->values = values;
  ragged->rows = layout->rows;
  ragged->dtype = layout->dtype;
  *out = ragged;
  return RR_OK;
}

rr_status rr_ragged_create(rr_ragged **out, const rr_ragged_layout *layout)
{
  rr_status status = check_layout(layout);
  if (status) return status;
  size_t items = layout->offsets[layout->rows], bytes = (layout->rows + 1) * sizeof *layout->offsets;
  rr_matrix *values = NULL;
  status = rr_matrix_create(&values, &(rr_layout){.rows = items, .cols = 1, .dtype = layout->dtype});
  if (status) return status;
  uint64_t *offsets = malloc(bytes);
  if (!offsets) {
    rr_matrix_free(values);
    return rr_fail(RR_ENOMEM, "no memory for the offsets of %zu rows", layout->rows);
  }
  memcpy(offsets, layout->offsets, bytes);
  return rr__ragged_adopt(out, offsets, layout->rows, values);
}

rr_status rr_ragged_wrap(rr_ragged **out, const void *values, const rr_ragged_layout *layout)
{
  static const uint64_t nothing; // stands for the values where there are none
  rr_status status = check_layout(layout);
  if (status) return status;
  uint64_t items = layout->offsets[layout->rows];
  if (items == 0) values = &nothing;
  if (!values)
    return rr_fail(RR_EUSAGE, "%llu items need values; hint: rr_ragged_create makes its own",
                   (unsigned long long)items);
  if ((uintptr_t)values % rr_dtype_size(layout->dtype) != 0)
    return rr_fail(RR_EUSAGE,
                   "the values are not aligned to their dtype, %s; hint: copy them into rr_ragged_create's",
                   rr_dtype_name(layout->dtype));
  return new_ragged(out, layout, values);
}

rr_status rr__ragged_adopt(rr_ragged **out, uint64_t *offsets, size_t rows, rr_matrix *values)
{
  rr_ragged_layout layout = {.rows = rows, .offsets = offsets, .dtype = values->dtype};
  rr_status status = new_ragged(out, &layout, values->data);
  if (status) {
    free(offsets);
  } else {
    (*out)->owned_offsets = offsets;
    (*out)->owned_values = values->data;
    values->owned = false;
  }
  rr_matrix_free(values);
  return status;
}

void rr__ragged_close_up(void *values, uint64_t *offsets, const uint64_t *starts, size_t rows, size_t size)
{
  offsets[0] = 0;
  for (size_t row = 0; row < rows; row++) {
    size_t count = offsets[row + 1];
    memmove((char *)values + offsets[row] * size, (const char *)values + starts[row] * size, count * size);
    offsets[row + 1] = offsets[row] + count;
  }
}

void rr_ragged_free(rr_ragged *ragged)
{
  if (!ragged) return;
  free(ragged->owned_offsets);
  free(ragged->owned_values);
  free(ragged);
}

size_t rr_ragged_rows(const rr_ragged *ragged)
{
  return ragged->rows;
}

size_t rr_ragged_items(const rr_ragged *ragged)
{
  return ragged->offsets[ragged->rows];
}

rr_dtype rr_ragged_dtype(const rr_ragged *ragged)
{
  return ragged->dtype;
}

const uint64_t *rr_ragged_offsets(const rr_ragged *ragged)
{
  return ragged->offsets;
}

const void *rr_ragged_values(const rr_ragged *ragged)
{
  return ragged->values;
}

void *rr_ragged_data(rr_ragged *ragged)
{
  return ragged->owned_values;
}

const void *rr_ragged_row(const rr_ragged *ragged, size_t row, size_t *items)
{
  *items = ragged->offsets[row + 1] - ragged->offsets[row];
  return rr__ragged_row(ragged, row);
}
