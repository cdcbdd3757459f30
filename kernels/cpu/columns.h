// SPDX-License-Identifier: MIT
// The CPU schedule for columns. Rows lie side by side as contiguous lanes, so nothing is transposed.

// A block of rows into accumulators[0 .. call->cols).
FN void fold_column_block(const rr__cpu_call *call, const CELL *cells, size_t rows, pass_t pass,
                          acc_t *accumulators)
{
  lanes_t lanes;
  size_t cols = call->cols, sublanes = SUBLANES(call->fold_cols);
  lanes_clear(&lanes, sublanes * cols);
  if (call->in_stride == cols) { // without gaps, `sublanes` rows are one run of lanes
    size_t row = 0;
    for (; row + sublanes <= rows; row += sublanes)
      lanes_take(&lanes, cells + row * cols, 0, sublanes * cols, pass);
    lanes_take(&lanes, cells + row * cols, 0, (rows - row) * cols, pass);
  } else {
    for (size_t row = 0; row < rows; row++)
      lanes_take(&lanes, cells + row * call->in_stride, row % sublanes * cols, cols, pass);
  }
  lanes_halve(&lanes, sublanes, cols);
  for (size_t col = 0; col < cols; col++) accumulators[col] = lane_get(&lanes, col);
}

static void merge_columns(void *into, const void *from, size_t cols)
{
  acc_t *a = into;
  const acc_t *b = from;
  for (size_t col = 0; col < cols; col++) a[col] = merge(a[col], b[col]);
}

FN void fold_column_blocks(const rr__cpu_call *call, void *accumulators, pass_t pass)
{
  enum { UNIT_BLOCKS = RR_UNIT_ROWS / BLOCK_ROWS };
  acc_t parts[UNIT_BLOCKS][RR_STRIP_COLS];
  size_t blocks = (call->rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
  for (size_t block = 0; block < blocks; block++) {
    size_t first = block * BLOCK_ROWS;
    fold_column_block(call, (const CELL *)call->in + first * call->in_stride,
                      least_of(call->rows - first, BLOCK_ROWS), pass, parts[block]);
  }
  for (size_t stride = 1; stride < blocks; stride *= 2)
    for (size_t i = 0; i + stride < blocks; i += 2 * stride)
      merge_columns(parts[i], parts[i + stride], call->cols);
  memcpy(accumulators, parts[0], call->cols * sizeof(acc_t));
}

static void fold_columns(const rr__cpu_call *call, void *accumulators)
{
  fold_column_blocks(call, accumulators, (pass_t){.number = 1, .params = load_params(call)});
}

// A column without rows was never folded.
FN acc_t folded_column(const rr__cpu_call *call, const void *accumulators, size_t col)
{
  return call->fold_rows ? ((const acc_t *)accumulators)[col] : identity();
}

#ifdef TWO_PASSES

static void middle_columns(const rr__cpu_call *call, const void *accumulators, void *middles)
{
  params_t params = load_params(call);
  middle_t *known = middles;
  for (size_t col = 0; col < call->cols; col++)
    known[col] = middle(folded_column(call, accumulators, col), call->fold_rows, params);
}

static void fold_columns_again(const rr__cpu_call *call, void *accumulators)
{
  middle_t known[MAX_LANES]; // of every lane
  size_t lanes = SUBLANES(call->fold_cols) * call->cols;
  for (size_t lane = 0; lane < lanes; lane++)
    known[lane] = ((const middle_t *)call->middles)[lane % call->cols];
  fold_column_blocks(call, accumulators,
                     (pass_t){.number = 2, .known = known, .known_step = 1, .params = load_params(call)});
}

#define MIDDLE_OF(call, col) (((const middle_t *)(call)->middles)[col])

#else
#define MIDDLE_OF(call, col) 0
#endif

static void finish_columns(const rr__cpu_call *call, const void *accumulators, void *finished)
{
  params_t params = load_params(call);
  finished_t *to = finished;
  for (size_t col = 0; col < call->cols; col++) {
    acc_t acc = folded_column(call, accumulators, col);
    to[col] = finish2(acc, MIDDLE_OF(call, col), call->fold_rows, params);
    if (IS_NOTED(acc, call->fold_rows, to[col])) rr__note_add(call->note, col);
  }
}

#ifdef SHAPE_SCALE

static void apply_columns_row(const rr__cpu_call *call, const CELL *cells, char *out,
                              const finished_t *finished, params_t params)
{
  if (!call->convert) {
    result_t *results = (result_t *)(void *)out;
    for (size_t col = 0; col < call->cols; col++) results[col] = apply(cells[col], finished[col], params);
    return;
  }
  result_t strip[STRIP_CELLS];
  for (size_t first = 0; first < call->cols; first += STRIP_CELLS) {
    size_t n = call->cols - first < STRIP_CELLS ? call->cols - first : STRIP_CELLS;
    for (size_t i = 0; i < n; i++) strip[i] = apply(cells[first + i], finished[first + i], params);
    call->convert(out + first * call->out_cell_bytes, strip, n);
  }
}

static void apply_columns(const rr__cpu_call *call, const void *finished)
{
  params_t params = load_params(call);
  const CELL *cells = call->in;
  char *out = call->out;
  for (size_t row = 0; row < call->rows; row++) {
    apply_columns_row(call, cells, out, finished, params);
    cells += call->in_stride;
    out += call->out_stride * call->out_cell_bytes;
  }
}

#endif
