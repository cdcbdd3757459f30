// SPDX-License-Identifier: MIT
// Numbers are drawn from a list of awkward ones, a few small ones, and for each dtype any bits.
#include "pair_data.h"

#include "support.h"

#include <math.h>

enum { MOST_ROWS = 4096, SHORT_ITEMS = 13, LONG_ITEMS = 700 };

static double awkward(size_t index)
{
  static const double numbers[] = {
      0,         -0.0,    0.5,          -1,         127,        128,          255,     256,
      -128,      32768,   65535,        0x1p24,     0x1p24 + 1, 2147483648.0, -0x1p31, 4294967295.,
      0x1p53,    -0x1p53, 0x1p53 + 2,   0x1p63,     -0x1p63,    0x1p64,       1e300,   0x1p-149,
      0x1p-1074, 0.1,     (double)0.1F, 16777217.5, 0x1p-1022,  -0x1p-149,    -1e16,   1e16};
  if (index == 0) return (double)NAN;
  if (index == 1) return (double)INFINITY;
  if (index == 2) return -(double)INFINITY;
  return numbers[(index - 3) % (sizeof numbers / sizeof *numbers)];
}

static void put_float(void *out, rr_dtype dtype, double value)
{
  float narrow = (float)value;
  memcpy(out, dtype == RR_FLOAT32 ? (void *)&narrow : (void *)&value, rr_dtype_size(dtype));
}

// Integers that a float of the other list may be mistaken for, and each dtype's extremes.
static uint64_t awkward_integer(size_t index, rr_dtype dtype)
{
  static const uint64_t numbers[] = {0,
                                     1,
                                     127,
                                     128,
                                     255,
                                     (1u << 24) + 1,
                                     1ull << 53,
                                     (1ull << 53) + 1,
                                     (1ull << 63) - 1,
                                     1ull << 63,
                                     (1ull << 63) + 1,
                                     UINT64_MAX,
                                     UINT64_MAX - 1,
                                     0 - (1ull << 53) - 1,
                                     0 - (1ull << 31)};
  size_t bits = 8 * rr_dtype_size(dtype);
  if (index == 0) return UINT64_MAX >> (64 - bits);       // -1, or the highest
  if (index == 1) return UINT64_MAX >> (65 - bits);       // the highest of a signed one
  if (index == 2) return (UINT64_MAX >> (65 - bits)) + 1; // the lowest
  return numbers[(index - 3) % (sizeof numbers / sizeof *numbers)];
}

static void put_item(void *out, rr_dtype dtype)
{
  size_t kind = test_random_below(8);
  uint64_t bits = test_random();
  if (rr_dtype_is_float(dtype)) {
    if (kind == 0)
      memcpy(out, &bits, rr_dtype_size(dtype));
    else
      put_float(out, dtype, kind < 5 ? awkward(bits % 40) : (double)(bits % 30) - 5);
    return;
  }
  if (kind >= 5) bits = bits % 30 - 5;
  if (kind > 0 && kind < 5) bits = awkward_integer(bits % 20, dtype);
  memcpy(out, &bits, rr_dtype_size(dtype)); // little-endian
}

static size_t draw_length(size_t longest)
{
  size_t kind = test_random_below(40), length = test_random_below(SHORT_ITEMS);
  if (kind < 4) length = 30 + test_random_below(2 * RR_PAIR_DEVICE_ITEMS - 50);
  if (kind == 4) length = test_random_below(LONG_ITEMS);
  if (kind == 5) length = RR_PAIR_DEVICE_ITEMS + test_random_below(2);
  return length < longest ? length : longest;
}

rr_ragged *pair_data_make(size_t rows, rr_dtype dtype, size_t longest)
{
  static uint64_t offsets[MOST_ROWS + 1];
  rr_ragged *ragged = NULL;
  for (size_t row = 0; row < rows; row++) offsets[row + 1] = offsets[row] + draw_length(longest);
  CHECK_OK(rr_ragged_create(&ragged, &(rr_ragged_layout){rows, offsets, dtype}));
  char *item = rr_ragged_data(ragged);
  for (size_t i = 0; i < rr_ragged_items(ragged); i++, item += rr_dtype_size(dtype)) put_item(item, dtype);
  return ragged;
}

rr_ragged *pair_data_read(const char *text, rr_dtype dtype)
{
  rr_ragged *ragged = NULL;
  const char *path = test_path("pair.csv");
  test_write_file(path, text, strlen(text));
  CHECK_OK(rr_ragged_load(&ragged, path, &(rr_ragged_load_options){.dtype = dtype}));
  return ragged;
}

bool pair_data_equal(const rr_ragged *a, const rr_ragged *b)
{
  size_t rows = rr_ragged_rows(a), bytes = rr_ragged_items(a) * rr_dtype_size(rr_ragged_dtype(a));
  return rows == rr_ragged_rows(b) && rr_ragged_dtype(a) == rr_ragged_dtype(b) &&
         memcmp(rr_ragged_offsets(a), rr_ragged_offsets(b), (rows + 1) * sizeof(uint64_t)) == 0 &&
         memcmp(rr_ragged_values(a), rr_ragged_values(b), bytes) == 0;
}

rr_ragged *pair_data_run(const char *device, size_t threads, const rr_ragged *a, const rr_ragged *b,
                         rr_run_stats *stats)
{
  rr_context *context = NULL;
  rr_ragged *out = NULL;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = threads}));
  CHECK_OK(rr_run_pair(context, "common", NULL, a, b, &out, &(rr_run_options){.device = device}, stats));
  rr_context_free(context);
  return out;
}
