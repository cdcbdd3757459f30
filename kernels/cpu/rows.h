// SPDX-License-Identifier: MIT
// The CPU schedule for rows: a fold of each row, then its result (FOLD) or the row scaled by it (SCALE).

FN acc_t fold_narrow(const CELL *cells, size_t cols, pass_t pass)
{
  acc_t acc = identity();
  for (size_t col = 0; col < cols; col++) acc = pass_take(pass, acc, cells[col], 0);
  return acc;
}

FN size_t least_of(size_t a, size_t b)
{
  return a < b ? a : b;
}

FN void fold_run(lanes_t *lanes, const CELL *cells, size_t n, pass_t pass)
{
  size_t first = 0;
  lanes_clear(lanes, LANES);
  for (; first + LANES <= n; first += LANES) lanes_take(lanes, cells + first, 0, LANES, pass);
  lanes_take(lanes, cells + first, 0, n - first, pass);
}

FN void fold_stretch(lanes_t *lanes, const CELL *cells, size_t n, pass_t pass)
{
  lanes_t run;
  fold_run(lanes, cells, least_of(n, RUN_CELLS), pass);
  for (size_t first = RUN_CELLS; first < n; first += RUN_CELLS) {
    fold_run(&run, cells + first, least_of(n - first, RUN_CELLS), pass);
    lanes_merge(lanes, &run, LANES);
  }
}

FN acc_t fold_block(const CELL *cells, size_t n, pass_t pass)
{
  lanes_t lanes, stretch;
  fold_stretch(&lanes, cells, least_of(n, STRETCH_CELLS), pass);
  for (size_t first = STRETCH_CELLS; first < n; first += STRETCH_CELLS) {
    fold_stretch(&stretch, cells + first, least_of(n - first, STRETCH_CELLS), pass);
    lanes_merge(&lanes, &stretch, LANES);
  }
  lanes_halve(&lanes, LANES, 1);
  return lane_get(&lanes, 0);
}

FN acc_t fold_blocks(const CELL *cells, size_t cols, pass_t pass)
{
  acc_t parts[MAX_BLOCKS];
  size_t length = block_length(cols), blocks = (cols + length - 1) / length;
  for (size_t block = 0; block < blocks; block++) {
    size_t first = block * length;
    parts[block] = fold_block(cells + first, least_of(cols - first, length), pass);
  }
  for (size_t stride = 1; stride < blocks; stride *= 2)
    for (size_t i = 0; i + stride < blocks; i += 2 * stride) parts[i] = merge(parts[i], parts[i + stride]);
  return parts[0];
}

// One function for each pass, so that every loop knows which it is in.
static acc_t fold_wide(const CELL *cells, size_t cols, params_t params)
{
  return fold_blocks(cells, cols, (pass_t){.number = 1, .params = params});
}

FN acc_t fold_row(const CELL *cells, size_t cols, params_t params)
{
  if (cols > NARROW_COLS) return fold_wide(cells, cols, params);
  return fold_narrow(cells, cols, (pass_t){.number = 1, .params = params});
}

#ifdef TWO_PASSES

static acc_t fold_wide_again(const CELL *cells, size_t cols, const middle_t *known, params_t params)
{
  return fold_blocks(cells, cols, (pass_t){.number = 2, .known = known, .params = params});
}

FN acc_t fold_row_again(const CELL *cells, size_t cols, middle_t known, params_t params)
{
  if (cols > NARROW_COLS) return fold_wide_again(cells, cols, &known, params);
  return fold_narrow(cells, cols, (pass_t){.number = 2, .known = &known, .params = params});
}

#else
#define fold_row_again(cells, cols, known, params) acc
#endif

// A row from its cells to its finished fold.
FN finished_t finish_row(const rr__cpu_call *call, size_t row, const CELL *cells, size_t cols,
                         params_t params)
{
  acc_t acc = fold_row(cells, cols, params);
  middle_t known = middle(acc, cols, params);
  acc = fold_row_again(cells, cols, known, params);
  finished_t finished = finish2(acc, known, cols, params);
  if (IS_NOTED(acc, cols, finished)) rr__note_add(call->note, row);
  return finished;
}

#ifdef SHAPE_FOLD

enum { TILE_ROWS = 256 };

// Cells of 8 bytes compare slowly in vectors of the plain instruction set: they go the general way.
#if defined CELL_COUNTS && !defined REFUSED && !defined TWO_PASSES &&                                        \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define COUNTS_SHORT_ROWS(call, cols)                                                                        \
  (sizeof(CELL) <= 4 && (cols) >= 1 && (cols) <= 8 && (call)->in_stride == (cols))

// Rows of up to 8 cells without gaps: first one byte per cell, 0 or 1, in a loop that knows no rows and
// becomes vector code; then each row is a word of up to 8 such bytes, and a multiplication brings their sum
// into the highest byte.
FN void count_short_rows(const CELL *restrict cells, size_t rows, size_t cols, params_t params,
                         result_t *restrict results)
{
  u8 counts[TILE_ROWS * 8 + 8];
  const size_t unused_bits = 8 * (8 - cols);
  for (size_t i = 0; i < rows * cols; i++) counts[i] = CELL_COUNTS(cells[i], params);
  memset(counts + rows * cols, 0, 8); // the last rows' words reach beyond their cells
  for (size_t row = 0; row < rows; row++) {
    u64 word;
    memcpy(&word, counts + row * cols, sizeof word);
    results[row] = finish(counted((word << unused_bits) * 0x0101010101010101u >> 56), cols, params);
  }
}
#endif

FN void fold_tile(const rr__cpu_call *call, size_t first, size_t rows, size_t cols, params_t params,
                  result_t *results)
{
  const CELL *cells = (const CELL *)call->in + first * call->in_stride;
#ifdef COUNTS_SHORT_ROWS
  if (COUNTS_SHORT_ROWS(call, cols)) {
    count_short_rows(cells, rows, cols, params, results);
    return;
  }
#endif
  for (size_t row = 0; row < rows; row++, cells += call->in_stride)
    results[row] = finish_row(call, first + row, cells, cols, params);
}

#define ROWS_FUNCTION(name, constant_cols)                                                                   \
  static void name(const rr__cpu_call *call, size_t first, size_t rows, params_t params, result_t *results)  \
  {                                                                                                          \
    fold_tile(call, first, rows, constant_cols, params, results);                                            \
  }

#else

enum { STRIP_CELLS = 512 };

FN void apply_row(const rr__cpu_call *call, const CELL *cells, char *out, size_t cols, finished_t finished,
                  params_t params)
{
  if (!call->convert) {
    result_t *results = (result_t *)(void *)out;
    for (size_t col = 0; col < cols; col++) results[col] = apply(cells[col], finished, params);
    return;
  }
  result_t strip[STRIP_CELLS];
  for (size_t first = 0; first < cols; first += STRIP_CELLS) {
    size_t n = cols - first < STRIP_CELLS ? cols - first : STRIP_CELLS;
    for (size_t i = 0; i < n; i++) strip[i] = apply(cells[first + i], finished, params);
    call->convert(out + first * call->out_cell_bytes, strip, n);
  }
}

FN void scale_rows(const rr__cpu_call *call, size_t cols, params_t params)
{
  const CELL *cells = call->in;
  char *out = call->out;
  for (size_t row = 0; row < call->rows; row++) {
    finished_t finished = finish_row(call, row, cells, cols, params);
    apply_row(call, cells, out, cols, finished, params);
    cells += call->in_stride;
    out += call->out_stride * call->out_cell_bytes;
  }
}

#define ROWS_FUNCTION(name, constant_cols)                                                                   \
  static void name(const rr__cpu_call *call, params_t params)                                                \
  {                                                                                                          \
    scale_rows(call, constant_cols, params);                                                                 \
  }

#endif

#include "cpu/column_counts.h"

#ifdef SHAPE_FOLD

static void run_rows(const rr__cpu_call *call)
{
  static void (*const table[])(const rr__cpu_call *, size_t, size_t, params_t, result_t *) = ROWS_TABLE;
  params_t params = load_params(call);
  result_t buffer[TILE_ROWS];
  for (size_t first = 0; first < call->rows; first += TILE_ROWS) {
    size_t rows = call->rows - first < TILE_ROWS ? call->rows - first : TILE_ROWS;
    char *out = (char *)call->out + first * call->out_cell_bytes;
    result_t *results = call->convert ? buffer : (result_t *)(void *)out;
    table[call->cols <= 8 ? call->cols : 0](call, first, rows, params, results);
    if (call->convert) call->convert(out, results, rows);
  }
}

#else

static void run_rows(const rr__cpu_call *call)
{
  static void (*const table[])(const rr__cpu_call *, params_t) = ROWS_TABLE;
  table[call->cols <= 8 ? call->cols : 0](call, load_params(call));
}

#endif
