// SPDX-License-Identifier: MIT
// One block of memory: offsets and counts, then values. Row after row is copied, and later brought back.
#include "run/pair_pack.h"

#include "core/checked.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES = 4096 };

typedef struct sizes {
  size_t rows, a_items, b_items;
} sizes;

static sizes sizes_of_short(const rr__pairs *tile)
{
  sizes total = {0};
  for (size_t row = 0; row < tile->rows; row++) {
    if (rr__pair_is_long(tile, row)) continue;
    total.rows++;
    total.a_items += rr__row_items(tile->a_offsets, row);
    total.b_items += rr__row_items(tile->b_offsets, row);
  }
  return total;
}

// Takes `bytes` from *place on; what follows begins at a page.
static void *take(char **place, size_t bytes)
{
  void *taken = *place;
  *place += rr__round_up(bytes, PAGE_BYTES);
  return taken;
}

static void copy_rows(rr__pairs *to, const rr__pairs *tile, uint64_t *a_offsets, uint64_t *b_offsets,
                      size_t size)
{
  char *a = (char *)(uintptr_t)to->a, *b = (char *)(uintptr_t)to->b;
  size_t packed = 0;
  a_offsets[0] = b_offsets[0] = 0;
  for (size_t row = 0; row < tile->rows; row++) {
    if (rr__pair_is_long(tile, row)) continue;
    size_t a_items = rr__row_items(tile->a_offsets, row), b_items = rr__row_items(tile->b_offsets, row);
    memcpy(a + a_offsets[packed] * size, (const char *)tile->a + tile->a_offsets[row] * size, a_items * size);
    memcpy(b + b_offsets[packed] * size, (const char *)tile->b + tile->b_offsets[row] * size, b_items * size);
    a_offsets[packed + 1] = a_offsets[packed] + a_items;
    b_offsets[packed + 1] = b_offsets[packed] + b_items;
    packed++;
  }
}

rr_status rr__pair_pack_make(rr__pair_pack *out, const rr__pairs *tile, size_t cell_bytes)
{
  sizes total = sizes_of_short(tile);
  size_t offset_bytes = (total.rows + 1) * sizeof(uint64_t);
  size_t a_bytes = total.a_items * cell_bytes, b_bytes = total.b_items * cell_bytes;
  size_t bytes = 3 * rr__round_up(offset_bytes, PAGE_BYTES) + 2 * rr__round_up(a_bytes, PAGE_BYTES) +
                 rr__round_up(b_bytes, PAGE_BYTES);
  *out = (rr__pair_pack){.pairs = {.rows = total.rows, .b_dtype = tile->b_dtype}};
  if (posix_memalign(&out->memory, PAGE_BYTES, bytes)) {
    out->memory = NULL;
    return rr_fail(RR_ENOMEM, "no memory for %zu short rows (%zu bytes)", total.rows, bytes);
  }
  char *place = out->memory;
  uint64_t *a_offsets = take(&place, offset_bytes), *b_offsets = take(&place, offset_bytes);
  out->pairs.a_offsets = a_offsets;
  out->pairs.b_offsets = b_offsets;
  out->pairs.counts = take(&place, offset_bytes);
  out->pairs.a = take(&place, a_bytes);
  out->pairs.b = take(&place, b_bytes);
  out->pairs.out = take(&place, a_bytes);
  copy_rows(&out->pairs, tile, a_offsets, b_offsets, cell_bytes);
  return RR_OK;
}

void rr__pair_pack_unpack(const rr__pair_pack *pack, const rr__pairs *tile, size_t cell_bytes)
{
  const rr__pairs *from = &pack->pairs;
  size_t packed = 0;
  for (size_t row = 0; row < tile->rows; row++) {
    if (rr__pair_is_long(tile, row)) continue;
    tile->counts[row] = from->counts[packed];
    memcpy((char *)tile->out + tile->a_offsets[row] * cell_bytes,
           (const char *)from->out + from->a_offsets[packed] * cell_bytes, from->counts[packed] * cell_bytes);
    packed++;
  }
}

void rr__pair_pack_free(rr__pair_pack *pack)
{
  free(pack->memory);
}
