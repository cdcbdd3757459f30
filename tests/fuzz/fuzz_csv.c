// SPDX-License-Identifier: MIT
// The text reader, given anything. The first five bytes are its options, one digit each, so that an input can
// be read and written by hand: separator (0 comma, 1 tab), header and index (0 auto, 1, 2 as in the enums),
// empty cell (0 error, 1 NaN), dtype (0 auto, 1 int8, ... ':' float64); then comes the text.
#include "fuzz_support.h"

#include "core/matrix.h"

enum { OPTION_BYTES = 5, BY_NAME_SHARE = 64, SAVED_SHARE = 16, LARGEST_CELL = 8 };

static unsigned choice(uint8_t byte, unsigned count)
{
  return (uint8_t)(byte - '0') % count;
}

// What was read keeps all that its text can tell: dtype, and which line names the columns.
static void check_comes_back(const rr_matrix *matrix, rr_load_options options)
{
  if (matrix->cols == 0) return; // lines without cells are no text to read
  options.dtype = matrix->dtype;
  options.header = matrix->names ? RR_YES : RR_NO;
  options.index = RR_INDEX_NONE;
  options.empty_is_nan = false;
  fuzz_check_comes_back(matrix, &options);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  if (size < OPTION_BYTES) return -1;
  bool is_tsv = choice(bytes[0], 2);
  rr_load_options options = {.format = is_tsv ? "tsv" : "csv",
                             .header = (rr_choice)choice(bytes[1], 3),
                             .index = (rr_index)choice(bytes[2], 3),
                             .empty_is_nan = choice(bytes[3], 2),
                             .dtype = (rr_dtype)choice(bytes[4], RR_DTYPE_END),
                             .log = fuzz_log()};
  uint64_t draw = fuzz_draw(bytes, size);
  size_t text_size = size - OPTION_BYTES;
  rr__input *input = fuzz_input(bytes + OPTION_BYTES, text_size, true);
  rr_matrix *matrix = NULL;
  rr_status status = is_tsv ? rr__tsv_load(&matrix, input, &options) : rr__csv_load(&matrix, input, &options);
  fuzz_check_loaded(status, matrix, LARGEST_CELL * (text_size + 1));
  if (draw % BY_NAME_SHARE == 0) fuzz_check_by_name(status, matrix, &options);
  if (!status && draw / BY_NAME_SHARE % SAVED_SHARE == 0) check_comes_back(matrix, options);
  rr_matrix_free(matrix);
  return 0;
}
