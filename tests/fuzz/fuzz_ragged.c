// SPDX-License-Identifier: MIT
// The readers of ragged rows, given anything. The first three bytes are options, one digit each: what follows
// (0 text with commas, 1 with tabs, 2 a .npy table, 3 the offsets of a pair, as int64), empty cell (0 error,
// 1 NaN), and the dtype (0 auto, 1 int8, ... ':' float64), or for a pair how many values there are.
#include "fuzz_support.h"

#include "core/ragged.h"
#include "io/ragged_npy.h"

#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { OPTION_BYTES = 3, SAVED_SHARE = 16, LARGEST_CELL = 8, MOST_VALUES = 10 };

static unsigned choice(uint8_t byte, unsigned count)
{
  return (uint8_t)(byte - '0') % count;
}

static bool is_readable(const void *bytes, size_t size)
{
  return size == 0 || !__asan_region_is_poisoned((void *)(uintptr_t)bytes, size);
}

static void check_rows(const rr_ragged *ragged, size_t most_bytes)
{
  size_t items = rr_ragged_items(ragged), size = rr_dtype_size(ragged->dtype);
  FUZZ_CHECK(size > 0 && items * size <= most_bytes && ragged->offsets[0] == 0);
  for (size_t row = 0; row < ragged->rows; row++)
    FUZZ_CHECK(ragged->offsets[row] <= ragged->offsets[row + 1]);
  FUZZ_CHECK(is_readable(ragged->offsets, (ragged->rows + 1) * sizeof *ragged->offsets));
  FUZZ_CHECK(is_readable(ragged->values, items * size));
}

static rr_matrix values_of(const rr_ragged *ragged)
{
  return (rr_matrix){.data = (void *)(uintptr_t)ragged->values,
                     .rows = rr_ragged_items(ragged),
                     .cols = 1,
                     .row_stride = 1,
                     .dtype = ragged->dtype,
                     .ndim = 1};
}

// Text that was read, written and read again, is the same rows.
static void check_comes_back(const rr_ragged *ragged, const char *format)
{
  rr_ragged *again = NULL;
  rr_ragged_load_options options = {.format = format, .dtype = ragged->dtype};
  FUZZ_CHECK(rr_ragged_save(ragged, fuzz_path(), &(rr_save_options){.format = format}) == RR_OK);
  FUZZ_CHECK(rr_ragged_load(&again, fuzz_path(), &options) == RR_OK);
  FUZZ_CHECK(again->rows == ragged->rows);
  FUZZ_CHECK(memcmp(again->offsets, ragged->offsets, (ragged->rows + 1) * sizeof *ragged->offsets) == 0);
  rr_matrix a = values_of(ragged), b = values_of(again);
  fuzz_check_same(&a, &b);
  rr_ragged_free(again);
}

// A file in memory with so many values.
static const char *values_path(size_t count)
{
  static char path[32];
  static int file = -1;
  static uint8_t cells[MOST_VALUES];
  if (file < 0) file = memfd_create("fuzz-values", MFD_CLOEXEC);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  rr_matrix values = {.data = cells, .rows = count, .cols = 1, .row_stride = 1, .dtype = RR_UINT8, .ndim = 1};
  FUZZ_CHECK(rr_matrix_save(&values, path, &(rr_save_options){.format = "npy"}) == RR_OK);
  return path;
}

static rr_status load_pair(rr_ragged **out, const uint8_t *bytes, size_t size, size_t values)
{
  size_t count = size / sizeof(int64_t);
  rr_matrix offsets = {.rows = count, .cols = 1, .row_stride = 1, .dtype = RR_INT64, .ndim = 1};
  offsets.data = malloc(size + 1);
  FUZZ_CHECK(offsets.data);
  memcpy(offsets.data, bytes, size);
  FUZZ_CHECK(rr_matrix_save(&offsets, fuzz_path(), &(rr_save_options){.format = "npy"}) == RR_OK);
  free(offsets.data);
  return rr__npy_pair_load(out, fuzz_path(), values_path(values),
                           &(rr_ragged_load_options){.log = fuzz_log()});
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  static rr_status (*const loads[])(rr_ragged **, rr__input *, const rr_ragged_load_options *) = {
      rr__csv_load_ragged, rr__tsv_load_ragged, rr__npy_load_ragged};
  if (size < OPTION_BYTES) return -1;
  unsigned kind = choice(bytes[0], 4);
  rr_ragged_load_options options = {.empty_is_nan = choice(bytes[1], 2),
                                    .dtype = (rr_dtype)choice(bytes[2], RR_DTYPE_END),
                                    .log = fuzz_log()};
  const uint8_t *rest = bytes + OPTION_BYTES;
  size_t rest_size = size - OPTION_BYTES, values = choice(bytes[2], MOST_VALUES);
  rr_ragged *ragged = NULL;
  rr_status status = kind == 3 ? load_pair(&ragged, rest, rest_size, values)
                               : loads[kind](&ragged, fuzz_input(rest, rest_size, true), &options);
  FUZZ_CHECK(!status == (ragged != NULL));
  if (status)
    fuzz_check_refused(status);
  else
    check_rows(ragged, kind == 3 ? values : LARGEST_CELL * (rest_size + 1));
  if (!status && kind < 2 && fuzz_draw(bytes, size) % SAVED_SHARE == 0)
    check_comes_back(ragged, kind ? "tsv" : "csv");
  rr_ragged_free(ragged);
  return 0;
}
