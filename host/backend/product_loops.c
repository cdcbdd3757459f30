// SPDX-License-Identifier: MIT
// Products by our own loops, for where there is no OpenBLAS and where it is no help: small ones, and grams of
// a few columns, of which OpenBLAS keeps one thread busy. What is added up in which order depends on the
// shape alone, so that the number of threads changes no bit.
#include "backend/product.h"
#include "core/checked.h"
#include "pool/loop.h"

#include <stdlib.h>
#include <string.h>

enum {
  TILE_ROWS = 4,       // of registers
  INNER_BLOCK = 256,   // products of one block of a sum
  CHUNK_ROWS = 32,     // of the result, for a thread to claim
  NARROW_CELLS = 4096, // a result of so few may be added up in parts
  PART_INNER = 4096,   // products of a sum's part, at least
  MOST_PARTS = 64,
};

// out (rows x cols) += a (rows x inner) times b (inner x cols); a's rows and columns are so many cells apart.
typedef struct product_panel {
  void *out;
  const void *a, *b;
  size_t out_stride, a_row, a_inner, b_stride;
  size_t rows, inner, cols;
  size_t first_row; // of the whole result
  bool is_upper;    // only the result's upper triangle is needed
} product_panel;

#define cell_t             float
#define PRODUCT_NAME(name) float32_##name
#include "backend/product_tile.h"
#undef cell_t
#undef PRODUCT_NAME
#define cell_t             double
#define PRODUCT_NAME(name) float64_##name
#include "backend/product_tile.h"
#undef cell_t
#undef PRODUCT_NAME

// A result that is added up in parts.
typedef struct product_loop {
  const rr__product *product;
  size_t part_inner; // products of each part's sums
  char *parts;       // rows x cols cells each, without gaps
} product_loop;

// Sums of products [first, end) for rows [row, row + panel->rows), block by block.
static void add_blocks(product_panel panel, const rr__product *product, size_t row, size_t first, size_t end)
{
  size_t cell_bytes = rr_dtype_size(product->dtype);
  const char *a = product->a, *b = product->b;
  panel.a_row = product->gram ? 1 : product->a_stride;
  panel.a_inner = product->gram ? product->a_stride : 1;
  panel.b_stride = product->b_stride;
  panel.cols = product->cols;
  panel.first_row = row;
  panel.is_upper = product->gram;
  for (size_t p = first; p < end; p += INNER_BLOCK) {
    panel.inner = rr__min_size(end - p, INNER_BLOCK);
    panel.a = a + (row * panel.a_row + p * panel.a_inner) * cell_bytes;
    panel.b = b + p * panel.b_stride * cell_bytes;
    if (product->dtype == RR_FLOAT32)
      float32_add_panel(&panel);
    else
      float64_add_panel(&panel);
  }
}

static void clear_rows(const rr__product *product, size_t first, size_t rows)
{
  size_t cell_bytes = rr_dtype_size(product->dtype);
  char *out = (char *)product->out + first * product->out_stride * cell_bytes;
  for (size_t row = 0; row < rows; row++)
    memset(out + row * product->out_stride * cell_bytes, 0, product->cols * cell_bytes);
}

static void compute_rows(void *user, size_t first, size_t end, size_t worker)
{
  const rr__product *product = user;
  (void)worker;
  for (size_t row = first; row < end; row += CHUNK_ROWS) {
    product_panel panel = {.out = (char *)product->out +
                                  row * product->out_stride * rr_dtype_size(product->dtype),
                           .out_stride = product->out_stride,
                           .rows = rr__min_size(end - row, CHUNK_ROWS)};
    clear_rows(product, row, panel.rows);
    add_blocks(panel, product, row, 0, product->inner);
  }
}

static size_t part_bytes(const rr__product *product)
{
  return product->rows * product->cols * rr_dtype_size(product->dtype);
}

static void compute_parts(void *user, size_t first, size_t end, size_t worker)
{
  const product_loop *loop = user;
  const rr__product *product = loop->product;
  (void)worker;
  for (size_t part = first; part < end; part++) {
    product_panel panel = {
        .out = loop->parts + part * part_bytes(product), .out_stride = product->cols, .rows = product->rows};
    size_t start = part * loop->part_inner;
    add_blocks(panel, product, 0, start, rr__min_size(start + loop->part_inner, product->inner));
  }
}

static void merge_parts(const product_loop *loop, size_t parts)
{
  const rr__product *product = loop->product;
  size_t rows = product->rows, cols = product->cols;
  clear_rows(product, 0, rows);
  for (size_t part = 0; part < parts; part++) {
    const char *cells = loop->parts + part * part_bytes(product);
    if (product->dtype == RR_FLOAT32)
      float32_add_cells(product->out, product->out_stride, cells, rows, cols);
    else
      float64_add_cells(product->out, product->out_stride, cells, rows, cols);
  }
}

static rr_status add_up_parts(rr__threads *threads, const rr__product *product)
{
  product_loop loop = {.product = product, .part_inner = rr__divide_up(product->inner, MOST_PARTS)};
  if (loop.part_inner < PART_INNER) loop.part_inner = PART_INNER;
  size_t parts = rr__divide_up(product->inner, loop.part_inner);
  loop.parts = calloc(parts, part_bytes(product));
  if (!loop.parts) return rr_fail(RR_ENOMEM, "no memory for parts of a product");
  rr__threads_loop(threads, parts, 1, compute_parts, &loop);
  merge_parts(&loop, parts);
  free(loop.parts);
  return RR_OK;
}

rr_status rr__product_loops(rr__threads *threads, const rr__product *product)
{
  bool narrow = product->rows <= NARROW_CELLS && product->rows * product->cols <= NARROW_CELLS;
  if (narrow && product->inner > PART_INNER) return add_up_parts(threads, product);
  rr__product whole = *product;
  rr__threads_loop(threads, product->rows, CHUNK_ROWS, compute_rows, &whole);
  return RR_OK;
}

void rr__product_mirror(const rr__product *product)
{
  size_t cell_bytes = rr_dtype_size(product->dtype);
  char *out = product->out;
  for (size_t row = 1; row < product->rows; row++)
    for (size_t col = 0; col < row; col++)
      memcpy(out + (row * product->out_stride + col) * cell_bytes,
             out + (col * product->out_stride + row) * cell_bytes, cell_bytes);
}
