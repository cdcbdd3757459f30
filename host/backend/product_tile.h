// SPDX-License-Identifier: MIT
// Included once per type of cell, with cell_t and PRODUCT_NAME(name): adds a product of two small panels to a
// third. Columns and sums are taken in blocks that stay in the first cache, four rows by half a line at a
// time in registers.

enum { PRODUCT_NAME(TILE_COLS) = 32 / sizeof(cell_t) };

// `rows` and `cols` are constants where this is called, so that the sums stay in registers.
static inline void PRODUCT_NAME(add_tile)(const product_panel *panel, size_t row, size_t col, size_t rows,
                                          size_t cols)
{
  cell_t sums[TILE_ROWS][PRODUCT_NAME(TILE_COLS)] = {{0}};
  const cell_t *a = (const cell_t *)panel->a + row * panel->a_row;
  const cell_t *b = (const cell_t *)panel->b + col;
  for (size_t p = 0; p < panel->inner; p++)
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < cols; c++)
        sums[r][c] += a[r * panel->a_row + p * panel->a_inner] * b[p * panel->b_stride + c];
  cell_t *out = (cell_t *)panel->out + row * panel->out_stride + col;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < cols; c++) out[r * panel->out_stride + c] += sums[r][c];
}

// A tile that the end of the rows or columns cuts off.
static void PRODUCT_NAME(add_edge)(const product_panel *panel, size_t row, size_t col)
{
  size_t rows = rr__min_size(panel->rows - row, TILE_ROWS);
  size_t cols = rr__min_size(panel->cols - col, PRODUCT_NAME(TILE_COLS));
  for (size_t c = col; c < col + cols; c++) {
    if (rows == TILE_ROWS) PRODUCT_NAME(add_tile)(panel, row, c, TILE_ROWS, 1);
    for (size_t r = row; r < row + rows && rows < TILE_ROWS; r++) PRODUCT_NAME(add_tile)(panel, r, c, 1, 1);
  }
}

static void PRODUCT_NAME(add_panel)(const product_panel *panel)
{
  const size_t width = PRODUCT_NAME(TILE_COLS);
  for (size_t col = 0; col < panel->cols; col += width)
    for (size_t row = 0; row < panel->rows; row += TILE_ROWS) {
      if (col + width <= panel->first_row + row && panel->is_upper) continue;
      if (row + TILE_ROWS <= panel->rows && col + width <= panel->cols)
        PRODUCT_NAME(add_tile)(panel, row, col, TILE_ROWS, PRODUCT_NAME(TILE_COLS));
      else
        PRODUCT_NAME(add_edge)(panel, row, col);
    }
}

// out += part, cell by cell.
static void PRODUCT_NAME(add_cells)(void *out, size_t out_stride, const void *part, size_t rows, size_t cols)
{
  for (size_t row = 0; row < rows; row++)
    for (size_t col = 0; col < cols; col++)
      ((cell_t *)out)[row * out_stride + col] += ((const cell_t *)part)[row * cols + col];
}
