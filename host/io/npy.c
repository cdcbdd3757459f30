// SPDX-License-Identifier: MIT
// .npy files, NumPy's format for one array:
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html Cells go straight between the file
// and the matrix's own memory.
#include "core/checked.h"
#include "core/log.h"
#include "core/matrix.h"
#include "io/column_choice.h"
#include "io/format.h"
#include "io/npy_header.h"
#include "io/rounding.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 1 << 18 };

bool rr__npy_sniff(const char *head, size_t size)
{
  return size >= RR__NPY_MAGIC_BYTES && memcmp(head, RR__NPY_MAGIC, RR__NPY_MAGIC_BYTES) == 0;
}

// Reads exactly `size` bytes.
static rr_status read_exactly(rr__input *input, void *bytes, size_t size, const char *what)
{
  size_t got;
  rr_status status = rr__input_read(input, bytes, size, &got);
  if (status || got == size) return status;
  return rr_fail(RR_EFORMAT, "%s: the file is truncated: it ends in its %s, %zu bytes of %zu are there",
                 input->path, what, got, size);
}

static size_t little_endian(const unsigned char *bytes, size_t count)
{
  size_t value = 0;
  for (size_t i = count; i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

// Magic and version; *length_bytes is how many bytes the header's length has.
static rr_status read_version(rr__input *input, size_t *length_bytes)
{
  unsigned char start[RR__NPY_MAGIC_BYTES + 2];
  rr_status status = read_exactly(input, start, sizeof start, "magic");
  if (status) return status;
  if (!rr__npy_sniff((const char *)start, sizeof start))
    return rr_fail(RR_EFORMAT,
                   "%s: is no .npy file: it does not start with \\x93NUMPY; hint: text is read from a name "
                   "that ends in .csv or .tsv, or from standard input",
                   input->path);
  unsigned major = start[6], minor = start[7];
  if (major < 1 || major > 3 || minor != 0)
    return rr_fail(RR_EFORMAT, "%s: .npy version %u.%u is unknown; hint: 1.0, 2.0 and 3.0 can be read",
                   input->path, major, minor);
  *length_bytes = major == 1 ? 2 : 4;
  return RR_OK;
}

static rr_status read_header(rr__npy_header *out, rr__input *input)
{
  unsigned char length[4];
  char text[RR__NPY_LONGEST_HEADER];
  size_t length_bytes = 0;
  rr_status status = read_version(input, &length_bytes);
  if (!status) status = read_exactly(input, length, length_bytes, "header length");
  if (status) return status;
  size_t size = little_endian(length, length_bytes), rest = rr__input_rest(input);
  if (size > rest)
    return rr_fail(RR_EFORMAT,
                   "%s: bad .npy header: its length, %zu bytes, goes beyond the file, of which %zu are "
                   "left",
                   input->path, size, rest);
  if (size > sizeof text)
    return rr_fail(RR_EFORMAT, "%s: bad .npy header: %zu bytes are more than the %d allowed", input->path,
                   size, RR__NPY_LONGEST_HEADER);
  status = read_exactly(input, text, size, "header");
  if (status) return status;
  status = rr__npy_header_parse(out, text, size, input->path);
  if (status) return status;
  rest = rr__input_rest(input);
  if (out->bytes <= rest) return RR_OK;
  return rr_fail(RR_EFORMAT,
                 "%s: the file is truncated: shape (%zu, %zu) of %s needs %zu bytes of data, %zu are there",
                 input->path, out->rows, out->cols, rr_dtype_name(out->dtype), out->bytes, rest);
}

static void swap_cells(void *cells, size_t count, size_t size)
{
  if (size == 2)
    for (size_t i = 0; i < count; i++) ((uint16_t *)cells)[i] = __builtin_bswap16(((uint16_t *)cells)[i]);
  if (size == 4)
    for (size_t i = 0; i < count; i++) ((uint32_t *)cells)[i] = __builtin_bswap32(((uint32_t *)cells)[i]);
  if (size == 8)
    for (size_t i = 0; i < count; i++) ((uint64_t *)cells)[i] = __builtin_bswap64(((uint64_t *)cells)[i]);
}

// Puts `count` cells of a column-major array, from cell number `first` on, into their places.
static void scatter(rr_matrix *matrix, size_t first, const char *cells, size_t count)
{
  size_t size = rr_dtype_size(matrix->dtype), row = first % matrix->rows, col = first / matrix->rows;
  for (size_t i = 0; i < count; i++, row++) {
    if (row == matrix->rows) {
      row = 0;
      col++;
    }
    memcpy((char *)rr__matrix_row(matrix, row) + col * size, cells + i * size, size);
  }
}

// Column-major cells come in pieces through a small buffer.
static rr_status read_columns(rr_matrix *matrix, rr__input *input)
{
  size_t size = rr_dtype_size(matrix->dtype), total = matrix->rows * matrix->cols,
         per_chunk = CHUNK_BYTES / size;
  char *chunk = malloc(CHUNK_BYTES);
  if (!chunk) return rr_fail(RR_ENOMEM, "%s: no memory to read it", input->path);
  rr_status status = RR_OK;
  for (size_t first = 0; first < total && !status; first += per_chunk) {
    size_t count = rr__min_size(per_chunk, total - first);
    status = read_exactly(input, chunk, count * size, "data");
    if (!status) scatter(matrix, first, chunk, count);
  }
  free(chunk);
  return status;
}

// From a pipe: what its header claims is believed only as the bytes come in.
static rr_status read_piped(rr_matrix **out, rr__input *input, const rr__npy_header *header,
                            const rr_layout *layout)
{
  char *bytes;
  size_t got;
  rr_status status = rr__input_read_new(input, &bytes, header->bytes, &got);
  if (status) return status;
  if (got < header->bytes)
    status = rr_fail(RR_EFORMAT, "%s: the file is truncated: it ends in its data, %zu bytes of %zu are there",
                     input->path, got, header->bytes);
  if (!status) status = rr_matrix_create(out, layout);
  if (!status && header->is_fortran && got > 0)
    scatter(*out, 0, bytes, header->rows * header->cols);
  else if (!status)
    memcpy((*out)->data, bytes, got);
  free(bytes);
  return status;
}

static rr_status read_cells(rr_matrix **out, rr__input *input, const rr__npy_header *header)
{
  rr_layout layout = {.rows = header->rows, .cols = header->cols, .dtype = header->dtype};
  if (!input->is_regular) return read_piped(out, input, header, &layout);
  rr_matrix *matrix;
  rr_status status = rr_matrix_create(&matrix, &layout);
  if (status) return status;
  bool by_columns = header->is_fortran && header->bytes > 0;
  status =
      by_columns ? read_columns(matrix, input) : read_exactly(input, matrix->data, header->bytes, "data");
  if (status)
    rr_matrix_free(matrix);
  else
    *out = matrix;
  return status;
}

static rr_status warn_of_rest(rr__input *input, const rr_log *log)
{
  char byte;
  size_t got;
  if (input->is_regular && rr__input_rest(input) == 0) return RR_OK;
  rr_status status = rr__input_read(input, &byte, 1, &got);
  if (!status && got > 0)
    rr__log(log, "%s: there is more in the file after its array; that was not read", input->path);
  return status;
}

// The matrix is gone afterwards.
static rr_status pick_columns(rr_matrix **out, rr_matrix *matrix, const char *path, const char *const *chosen)
{
  rr__column_list list = {.where = path, .count = matrix->cols};
  size_t *columns = NULL, count = 0;
  rr_status status = rr__columns_choose(&columns, &count, &list, chosen);
  if (!status) status = rr__matrix_pick(out, matrix, columns, count);
  free(columns);
  rr_matrix_free(matrix);
  return status;
}

rr_status rr__npy_load(rr_matrix **out, rr__input *input, const rr_load_options *options)
{
  rr__npy_header header;
  rr_matrix *matrix = NULL;
  rr_status status = read_header(&header, input);
  if (!status) status = read_cells(&matrix, input, &header);
  if (!status) status = warn_of_rest(input, &options->log);
  if (status) {
    rr_matrix_free(matrix);
    return status;
  }
  matrix->ndim = header.ndim;
  if (header.is_swapped) swap_cells(matrix->data, header.rows * header.cols, rr_dtype_size(header.dtype));
  if (options->columns) return pick_columns(out, matrix, input->path, options->columns);
  *out = matrix;
  return RR_OK;
}

// Cells as they are, `count` of them without gaps.
static rr_status write_cells(rr__saver *saver, const char *cells, size_t count, const rr_matrix *matrix,
                             const rr_save_options *options)
{
  size_t size = rr_dtype_size(matrix->dtype);
  if (!options->round || !rr_dtype_is_float(matrix->dtype))
    return rr__saver_write(saver, cells, count * size);
  rr_status status = RR_OK;
  double chunk[512]; // the caller's matrix stays as it is
  size_t per_chunk = sizeof chunk / size;
  for (size_t first = 0; first < count && !status; first += per_chunk) {
    size_t some = rr__min_size(per_chunk, count - first);
    memcpy(chunk, cells + first * size, some * size);
    rr__round_cells(chunk, some, matrix->dtype, options->digits);
    status = rr__saver_write(saver, chunk, some * size);
  }
  return status;
}

rr_status rr__npy_save(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options)
{
  char text[RR__NPY_HEADER_ROOM];
  rr__npy_header header = {
      .dtype = matrix->dtype, .ndim = matrix->ndim, .rows = matrix->rows, .cols = matrix->cols};
  rr_status status = rr__saver_write(saver, text, rr__npy_header_write(text, &header));
  if (status || matrix->cols == 0) return status;
  if (matrix->row_stride == matrix->cols)
    return write_cells(saver, matrix->data, matrix->rows * matrix->cols, matrix, options);
  for (size_t row = 0; row < matrix->rows && !status; row++)
    status = write_cells(saver, rr__matrix_row(matrix, row), matrix->cols, matrix, options);
  return status;
}
