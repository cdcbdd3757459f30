// SPDX-License-Identifier: MIT
// Ragged rows: lists of differing lengths, of one dtype. The values of all rows lie one after the other; row
// i is values[offsets[i]] up to, but not including, values[offsets[i + 1]].
#ifndef ROWRUN_RAGGED_H
#define ROWRUN_RAGGED_H

#include <rowrun/matrix.h>

RR_HEADER_BEGIN

typedef struct rr_ragged rr_ragged;

typedef struct rr_ragged_layout {
  size_t rows;
  const uint64_t *offsets; // rows + 1 of them: the first is 0, none is less than the one before
  rr_dtype dtype;
} rr_ragged_layout;

// New rows, values not set; the offsets are copied. RR_EUSAGE for a layout without a dtype or with offsets
// that do not start at 0 or that fall, RR_ENOMEM.
RR_API rr_status rr_ragged_create(rr_ragged **out, const rr_ragged_layout *layout) RR_MUST_CHECK;

// The caller's memory as ragged rows, no copy: `values`, offsets[rows] of them, aligned to their dtype, and
// the offsets must outlive the rows. `values` is never written to; it may be NULL where there are none.
// RR_EUSAGE as above, and for values that are missing or not aligned; RR_ENOMEM.
RR_API rr_status rr_ragged_wrap(rr_ragged **out, const void *values,
                                const rr_ragged_layout *layout) RR_MUST_CHECK;

// Frees the rows, and their memory unless that is the caller's.
RR_API void rr_ragged_free(rr_ragged *ragged);

RR_API size_t rr_ragged_rows(const rr_ragged *ragged);
RR_API size_t rr_ragged_items(const rr_ragged *ragged); // values of all rows together
RR_API rr_dtype rr_ragged_dtype(const rr_ragged *ragged);
RR_API const uint64_t *rr_ragged_offsets(const rr_ragged *ragged); // rows + 1
RR_API const void *rr_ragged_values(const rr_ragged *ragged);
RR_API void *rr_ragged_data(rr_ragged *ragged); // the same memory, to fill; NULL where it is the caller's

// Row `row`, and how many items it has.
RR_API const void *rr_ragged_row(const rr_ragged *ragged, size_t row, size_t *items);

typedef struct rr_ragged_load_options {
  const char *format; // "npy", "csv", "tsv"; NULL: by content (npy), then by extension, else csv
  rr_dtype dtype; // how text is read; RR_DTYPE_AUTO: int64, uint64 or float64 by content. .npy keeps its own
  bool empty_is_nan; // text: an empty cell between separators is NaN instead of an error
  rr_log log;        // warnings
} rr_ragged_load_options;
#define RR_RAGGED_LOAD_OPTIONS_INIT                                                                          \
  {                                                                                                          \
    0                                                                                                        \
  }

// Reads ragged rows; "-" is standard input. Text: a list a line, comma- or tab-separated, an empty line being
// an empty row; there is no header. "OFFSETS.npy:VALUES.npy" names two files: 1-d integers as above, and 1-d
// values. One .npy alone is 2-d: rows of equal length. `options` may be NULL. RR_EINPUT: not there, not
// readable; RR_EFORMAT: bad content, of text with file, line and column; RR_EUSAGE: an unknown format, or
// one that the name contradicts; RR_ENOMEM.
RR_API rr_status rr_ragged_load(rr_ragged **out, const char *path,
                                const rr_ragged_load_options *options) RR_MUST_CHECK;

// Writes them as text, or as OFFSETS.npy:VALUES.npy. A file is written whole or not at all, as by
// rr_matrix_save. Of two files neither has its name before both are complete; only what fails while they are
// renamed (the folder is gone, the machine stops) can leave new values beside old offsets. `options` may be
// NULL. RR_EOUTPUT; RR_EUSAGE: a format that is unknown or holds no ragged rows, both names the same file;
// RR_ENOMEM.
RR_API rr_status rr_ragged_save(const rr_ragged *ragged, const char *path,
                                const rr_save_options *options) RR_MUST_CHECK;

// Whether a save could begin now, as rr_matrix_save_check. RR_EOUTPUT, RR_EUSAGE.
RR_API rr_status rr_ragged_save_check(const char *path, const rr_save_options *options) RR_MUST_CHECK;

// Whether two paths, each of one file or of two, have a file in common (as rr_same_file).
RR_API bool rr_ragged_same_file(const char *a, const char *b);

RR_HEADER_END

#endif
