// SPDX-License-Identifier: MIT
// Included once per type of cell, with cell_t and PRODUCT_NAME(name): adds a product of two small panels to a
// third. Columns and sums are taken in blocks that stay in the first cache, four rows by half a line at a
// time in registers.

enum { PRODUCT_NAME(TILE_COLS) = 32 / sizeof(cell_t) };

static void PRODUCT_NAME(add_tile)(const product_panel *panel, size_t row, size_t col)
{
  cell_t sums[TILE_ROWS][PRODUCT_NAME(TILE_COLS)] = {{0}};
  const cell_t *a = (const cell_t *)panel->a + row * panel->a_row;
  const cell_t *b = (const cell_t *)panel->b + col;
  for (size_t p = 0; p < panel->inner; p++)
    for (size_t r = 0; r < TILE_ROWS; r++)
      for (size_t c = 0; c < PRODUCT_NAME(TILE_COLS); c++)
        sums[r][c] += a[r * panel->a_row + p * panel->a_inner] * b[p * panel->b_stride + c];
  cell_t *out = (cell_t *)panel->out + row * panel->out_stride + col;
  for (size_t r = 0; r < TILE_ROWS; r++)
    for (size_t c = 0; c < PRODUCT_NAME(TILE_COLS); c++) out[r * panel->out_stride + c] += sums[r][c];
}

// A tile that is cut off by the end of the rows or columns.
static void PRODUCT_NAME(add_edge)(const product_panel *panel, size_t row, size_t col)
{
  size_t rows = rr__min_size(panel->rows - row, TILE_ROWS);
  size_t cols = rr__min_size(panel->cols - col, PRODUCT_NAME(TILE_COLS));
  for (size_t r = row; r < row + rows; r++)
    for (size_t c = col; c < col + cols; c++) {
      cell_t sum = 0;
      const cell_t *a = (const cell_t *)panel->a + r * panel->a_row, *b = (const cell_t *)panel->b + c;
      for (size_t p = 0; p < panel->inner; p++) sum += a[p * panel->a_inner] * b[p * panel->b_stride];
      ((cell_t *)panel->out)[r * panel->out_stride + c] += sum;
    }
}

static void PRODUCT_NAME(add_panel)(const product_panel *panel)
{
  for (size_t col = 0; col < panel->cols; col += PRODUCT_NAME(TILE_COLS))
    for (size_t row = 0; row < panel->rows; row += TILE_ROWS) {
      if (row + TILE_ROWS <= panel->rows && col + PRODUCT_NAME(TILE_COLS) <= panel->cols)
        PRODUCT_NAME(add_tile)(panel, row, col);
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
