// SPDX-License-Identifier: MIT
// The text reader, given anything. The first five bytes are its options, one digit each, so that an input can
// be read and written by hand: separator (0 comma, 1 tab; 2 more: as a frame, too; 4, 8, 12 more: some
// columns only, : ; < and so on follow on 9), header and index (0 auto, 1, 2 as in the enums), empty cell (0
// error, 1 NaN), dtype (0 auto, 1 int8, ... ':' float64); then comes the text.
#include "fuzz_support.h"

#include "core/frame.h"

#include <math.h>
#include <string.h>

enum { OPTION_BYTES = 5, BY_NAME_SHARE = 64, SAVED_SHARE = 16, LARGEST_CELL = 8 };

static const char *const *const column_lists[] = {
    NULL,
    (const char *const[]){"1", "0", NULL},
    (const char *const[]){"B", "A", "2", NULL},
    (const char *const[]){"0", NULL},
};

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
  options.columns = NULL;
  fuzz_check_comes_back(matrix, &options);
}

static bool have_same_value(const rr_matrix *a, const rr_matrix *b, size_t i)
{
  if (!rr_dtype_is_float(a->dtype)) return memcmp((char *)a->data + 8 * i, (char *)b->data + 8 * i, 8) == 0;
  double x = ((double *)a->data)[i], y = ((double *)b->data)[i];
  return x == y || (isnan(x) && isnan(y)); // 0 and -0: the latter is an integer to a frame
}

// The columns that a frame keeps apart make the matrix that they are read as.
static void check_makes(const rr_frame *frame, const rr_matrix *matrix)
{
  rr_matrix *promoted = NULL;
  FUZZ_CHECK(rr__frame_promote(&promoted, frame, RR_DTYPE_AUTO) == RR_OK);
  FUZZ_CHECK(promoted->dtype == matrix->dtype && promoted->rows == matrix->rows &&
             promoted->cols == matrix->cols);
  for (size_t i = 0; i < matrix->rows * matrix->cols; i++) FUZZ_CHECK(have_same_value(promoted, matrix, i));
  rr_matrix_free(promoted);
}

// Every matrix is a frame, too; a frame may be no matrix.
static void check_frame(const uint8_t *text, size_t size, rr_load_options options, const rr_matrix *matrix)
{
  bool is_tsv = options.format[0] == 't';
  rr__input *input = fuzz_input(text, size, true);
  rr_frame *frame = NULL;
  rr_status status =
      is_tsv ? rr__tsv_load_frame(&frame, input, &options) : rr__csv_load_frame(&frame, input, &options);
  FUZZ_CHECK(!status == (frame != NULL) && (frame || !matrix));
  if (!frame) return;
  for (size_t block = 0; block < frame->block_count; block++)
    fuzz_check_loaded(RR_OK, frame->blocks[block], LARGEST_CELL * (size + 1));
  if (matrix && options.dtype == RR_DTYPE_AUTO) check_makes(frame, matrix);
  options.header = frame->blocks[0]->names ? RR_YES : RR_NO;
  options.index = RR_INDEX_NONE;
  options.empty_is_nan = false;
  options.columns = NULL;
  if (frame->cols > 0) fuzz_check_frame_comes_back(frame, &options);
  rr_frame_free(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  if (size < OPTION_BYTES) return -1;
  unsigned way = choice(bytes[0], 16);
  bool is_tsv = way & 1, is_frame = way & 2;
  rr_load_options options = {.format = is_tsv ? "tsv" : "csv",
                             .header = (rr_choice)choice(bytes[1], 3),
                             .index = (rr_index)choice(bytes[2], 3),
                             .empty_is_nan = choice(bytes[3], 2),
                             .dtype = (rr_dtype)choice(bytes[4], RR_DTYPE_END),
                             .columns = column_lists[way >> 2],
                             .log = fuzz_log()};
  uint64_t draw = fuzz_draw(bytes, size);
  size_t text_size = size - OPTION_BYTES;
  rr__input *input = fuzz_input(bytes + OPTION_BYTES, text_size, true);
  rr_matrix *matrix = NULL;
  rr_status status = is_tsv ? rr__tsv_load(&matrix, input, &options) : rr__csv_load(&matrix, input, &options);
  FUZZ_CHECK(status != RR_EUSAGE || options.columns);
  fuzz_check_loaded(status, matrix, LARGEST_CELL * (text_size + 1));
  if (draw % BY_NAME_SHARE == 0) fuzz_check_by_name(status, matrix, &options);
  if (is_frame) check_frame(bytes + OPTION_BYTES, text_size, options, matrix);
  if (!status && draw / BY_NAME_SHARE % SAVED_SHARE == 0) check_comes_back(matrix, options);
  rr_matrix_free(matrix);
  return 0;
}
