// SPDX-License-Identifier: MIT
// Ragged rows in .npy files, which are read and written as matrices.
#include "io/ragged_npy.h"

#include "core/ragged.h"
#include "io/format.h"

#include <stdlib.h>

// Rows without items that one file may claim: they take no byte of it, but memory for their offsets.
enum { MOST_BARE_ROWS = 4096 };

// Offsets of `rows` rows of equal length, to be freed; NULL: no memory.
static uint64_t *equal_offsets(size_t rows, size_t cols)
{
  uint64_t *offsets = malloc((rows + 1) * sizeof *offsets);
  for (size_t row = 0; offsets && row <= rows; row++) offsets[row] = row * cols;
  return offsets;
}

static rr_status check_table(const rr_matrix *matrix, const char *path)
{
  if (matrix->ndim != 2)
    return rr_fail(RR_EFORMAT,
                   "%s: is one-dimensional: where do its rows end?; hint: OFFSETS.npy:%s names a file with "
                   "offsets, too",
                   path, path);
  if (matrix->cols == 0 && matrix->rows > MOST_BARE_ROWS)
    return rr_fail(RR_EFORMAT,
                   "%s: claims %zu rows without an item, more than %d; hint: OFFSETS.npy:VALUES.npy, or text",
                   path, matrix->rows, MOST_BARE_ROWS);
  return RR_OK;
}

rr_status rr__npy_load_ragged(rr_ragged **out, rr__input *input, const rr_ragged_load_options *options)
{
  rr_matrix *matrix = NULL;
  rr_status status = rr__npy_load(&matrix, input, &(rr_load_options){.log = options->log});
  if (status) return status;
  size_t rows = matrix->rows;
  uint64_t *offsets = NULL;
  status = check_table(matrix, input->path);
  if (!status && !(offsets = equal_offsets(rows, matrix->cols)))
    status = rr_fail(RR_ENOMEM, "%s: no memory for the offsets of %zu rows", input->path, rows);
  if (!status) return rr__ragged_adopt(out, offsets, rows, matrix);
  rr_matrix_free(matrix);
  return status;
}

static rr_status load_vector(rr_matrix **out, const char *path, const char *what,
                             const rr_ragged_load_options *options)
{
  rr_load_options load = {.format = "npy", .log = options->log};
  rr_status status = rr_matrix_load(out, path, &load);
  if (status || (*out)->ndim == 1) return status;
  rr_matrix_free(*out);
  *out = NULL;
  return rr_fail(RR_EFORMAT, "%s: %s are one-dimensional, this array is not; hint: numpy.ravel makes it so",
                 path, what);
}

// The offsets as uint64; a negative one is too large for any file, and fails the checks.
static rr_status widen_offsets(uint64_t **out, const rr_matrix *matrix, const char *path)
{
  if (rr_dtype_is_float(matrix->dtype))
    return rr_fail(RR_EFORMAT, "%s: offsets are integers, not %s; hint: astype(numpy.int64)", path,
                   rr_dtype_name(matrix->dtype));
  if (matrix->rows == 0)
    return rr_fail(RR_EFORMAT, "%s: there is no offset; hint: n rows have n + 1, the first 0", path);
  uint64_t *offsets = malloc(matrix->rows * sizeof *offsets);
  if (!offsets) return rr_fail(RR_ENOMEM, "%s: no memory for %zu offsets", path, matrix->rows);
  for (size_t i = 0; i < matrix->rows; i++) {
    switch (matrix->dtype) {
#define WIDEN_CASE(name, value, type)                                                                        \
  case value: offsets[i] = (uint64_t)((const type *)matrix->data)[i]; break;
      RR_INTEGER_LIST(WIDEN_CASE)
#undef WIDEN_CASE
    default: break;
    }
  }
  *out = offsets;
  return RR_OK;
}

static bool find_negative(size_t *index, const uint64_t *offsets, size_t count)
{
  for (*index = 0; *index < count; ++*index)
    if (offsets[*index] > INT64_MAX) return true;
  return false;
}

static rr_status check_offsets(const uint64_t *offsets, size_t rows, size_t items, const char *path,
                               const char *values_path)
{
  char what[128];
  size_t index;
  if (find_negative(&index, offsets, rows + 1))
    return rr_fail(RR_EFORMAT,
                   "%s: offset %zu is negative, or beyond int64; hint: offsets start at 0 and never fall",
                   path, index);
  if (rr__offsets_are_wrong(what, sizeof what, offsets, rows))
    return rr_fail(RR_EFORMAT, "%s: %s; hint: offsets start at 0 and never fall", path, what);
  if (offsets[rows] != items)
    return rr_fail(RR_EFORMAT,
                   "%s: the last offset is %llu, but %s has %zu values; hint: do the two belong together?",
                   path, (unsigned long long)offsets[rows], values_path, items);
  return RR_OK;
}

static rr_status load_offsets(uint64_t **out, size_t *rows, const char *path,
                              const rr_ragged_load_options *options)
{
  rr_matrix *matrix = NULL;
  rr_status status = load_vector(&matrix, path, "offsets", options);
  if (status) return status;
  status = widen_offsets(out, matrix, path);
  *rows = matrix->rows - 1;
  rr_matrix_free(matrix);
  return status;
}

rr_status rr__npy_pair_load(rr_ragged **out, const char *offsets_path, const char *values_path,
                            const rr_ragged_load_options *options)
{
  uint64_t *offsets = NULL;
  size_t rows = 0;
  rr_matrix *values = NULL;
  rr_status status = load_offsets(&offsets, &rows, offsets_path, options);
  if (!status) status = load_vector(&values, values_path, "values", options);
  if (!status) status = check_offsets(offsets, rows, values->rows, offsets_path, values_path);
  if (!status) return rr__ragged_adopt(out, offsets, rows, values);
  free(offsets);
  rr_matrix_free(values);
  return status;
}

static rr_status save_vector(rr__saver *saver, const void *cells, size_t count, rr_dtype dtype,
                             const rr_save_options *options)
{
  rr_matrix vector = {
      .data = (void *)(uintptr_t)cells, .rows = count, .cols = 1, .row_stride = 1, .dtype = dtype, .ndim = 1};
  rr_status status = rr__npy_save(&vector, saver, options);
  return status ? status : rr__saver_complete(saver);
}

rr_status rr__npy_pair_save(const rr_ragged *ragged, const char *offsets_path, const char *values_path,
                            const rr_save_options *options)
{
  rr__saver *offsets = NULL, *values = NULL;
  rr_status status = rr__saver_open(&offsets, offsets_path, options->durable);
  if (!status) status = rr__saver_open(&values, values_path, options->durable);
  if (!status) status = save_vector(offsets, ragged->offsets, ragged->rows + 1, RR_INT64, options);
  if (!status)
    status = save_vector(values, ragged->values, ragged->offsets[ragged->rows], ragged->dtype, options);
  if (!status) {
    status = rr__saver_commit(values);
    values = NULL;
  }
  if (!status) return rr__saver_commit(offsets);
  rr__saver_abandon(offsets);
  rr__saver_abandon(values);
  return status;
}
