// SPDX-License-Identifier: MIT
// A matrix: rows x cols cells of one dtype in row-major order, its own memory or the caller's.
#ifndef ROWRUN_MATRIX_H
#define ROWRUN_MATRIX_H

#include <rowrun/dtype.h>

RR_HEADER_BEGIN

typedef struct rr_matrix rr_matrix;

typedef struct rr_layout {
  size_t rows, cols;
  rr_dtype dtype;
  size_t row_stride; // cells from one row's start to the next; 0 means cols; never less than cols
} rr_layout;

// A new matrix, cells not set, memory aligned to a page. RR_EUSAGE for a layout without
// a dtype or with a stride below cols, RR_ENOMEM.
RR_API rr_status rr_matrix_create(rr_matrix **out, const rr_layout *layout) RR_MUST_CHECK;

// The caller's memory as a matrix, no copy. `data` must be aligned to its dtype and outlive the matrix; it is
// written only where the matrix is given as an output. It may be NULL where there are no cells. RR_EUSAGE: a
// layout without a dtype or with a stride below cols, data that is missing or not aligned; RR_ENOMEM.
RR_API rr_status rr_matrix_wrap(rr_matrix **out, void *data, const rr_layout *layout) RR_MUST_CHECK;

// Frees the matrix, and its memory unless that is the caller's.
RR_API void rr_matrix_free(rr_matrix *matrix);

RR_API size_t rr_matrix_rows(const rr_matrix *matrix);
RR_API size_t rr_matrix_cols(const rr_matrix *matrix);
RR_API rr_dtype rr_matrix_dtype(const rr_matrix *matrix);
RR_API size_t rr_matrix_row_stride(const rr_matrix *matrix); // in cells
RR_API void *rr_matrix_data(rr_matrix *matrix);
RR_API const void *rr_matrix_cells(const rr_matrix *matrix); // the same memory, to read
RR_API size_t rr_matrix_bytes(const rr_matrix *matrix);      // rows x cols x size of a cell

// Dimensions as .npy knows them: 2, or 1 for a vector. A vector of n values read from a file, and a result
// per row, is n x 1; a result per column is 1 x n.
RR_API int rr_matrix_ndim(const rr_matrix *matrix);

// The name of column `col` from a file's header, or NULL where there was none. It is the matrix's.
RR_API const char *rr_matrix_column_name(const rr_matrix *matrix, size_t col);

// Cuts a matrix by rows into `n` parts, without copying: parts[0] .. parts[n - 1] are views of the matrix's
// memory, which must outlive them, and each is freed on its own. Sizes are those of NumPy's array_split: the
// first rows % n parts have one row more; where there are more parts than rows, the last ones have none.
// Column names carry over. On an error all parts are NULL. RR_EUSAGE for 0 parts, RR_ENOMEM.
RR_API rr_status rr_matrix_split(rr_matrix **parts, size_t n, rr_matrix *matrix) RR_MUST_CHECK;

// A new matrix of `n` parts below one another, without gaps; column names, and whether it is a vector, come
// from the first. Parts may have no rows. RR_EUSAGE: no parts, or one whose columns or dtype differ from the
// first's; RR_ENOMEM.
RR_API rr_status rr_matrix_stack(rr_matrix **out, rr_matrix *const *parts, size_t n) RR_MUST_CHECK;

typedef enum rr_choice { RR_AUTO, RR_YES, RR_NO } rr_choice;
typedef enum rr_index { RR_INDEX_AUTO, RR_INDEX_FIRST, RR_INDEX_NONE } rr_index;

typedef struct rr_load_options {
  const char *format; // "npy", "csv", "tsv"; NULL: by content (npy), then by extension, else csv
  rr_dtype dtype; // how text is read; RR_DTYPE_AUTO: int64, uint64 or float64 by content. .npy keeps its own
  rr_choice header;  // text: auto takes the first line for a header if one of its cells is no number
  rr_index index;    // text: auto takes the first column for an index if its header cell is empty
  bool empty_is_nan; // text: an empty cell is NaN instead of an error
  // The columns to read, a NULL-ended list of names, and of numbers from 0 where no column is called so; an
  // index has no number. They come in the list's order. Cells of other columns need not be numbers. NULL:
  // all.
  const char *const *columns;
  bool one_dtype;       // rr_frame_load: one for all columns, as rr_matrix_load has it
  rr_log log;           // warnings
  rr_progress progress; // bytes of text made into cells; of .npy nothing is told
} rr_load_options;
#define RR_LOAD_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    0                                                                                                        \
  }

// Reads a file into a new matrix without gaps; "-" is standard input. Text is comma- or tab-separated.
// `options` may be NULL. RR_EINPUT: not there, not readable; RR_EFORMAT: bad content, with file, line and
// column; RR_EUSAGE: an unknown format, or a column that is not there, that two columns are called, or that
// is chosen twice; RR_ENOMEM.
RR_API rr_status rr_matrix_load(rr_matrix **out, const char *path,
                                const rr_load_options *options) RR_MUST_CHECK;

typedef struct rr_save_options {
  const char *format; // as above; NULL: by extension
  bool durable;       // fsync of the file and its folder before the call returns
  bool round;         // text and .npy: floats rounded to `digits` decimal places first, as Python's round()
  int digits;
  size_t head; // text: only the first `head` rows; 0: all
} rr_save_options;
#define RR_SAVE_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    0                                                                                                        \
  }

// Writes a file whole or not at all: a temporary file in the same folder, then a rename. "-" is standard
// output; a path that exists and is no regular file (a device, a FIFO) is written directly. `options`
// may be NULL. RR_EOUTPUT; RR_EUSAGE: an unknown format, or none to be told from the name; RR_ENOMEM.
RR_API rr_status rr_matrix_save(const rr_matrix *matrix, const char *path,
                                const rr_save_options *options) RR_MUST_CHECK;

// Whether a save could begin now: the format is known, and the place is there and may be written. Creates
// nothing; for programs that would rather know before a long computation. RR_EOUTPUT, RR_EUSAGE.
RR_API rr_status rr_matrix_save_check(const char *path, const rr_save_options *options) RR_MUST_CHECK;

// Removes the temporary files of saves under way. Async-signal-safe: for a handler that then ends the
// process.
RR_API void rr_abandon_saves(void);

// Whether two paths name one file (by device and inode; where neither is there yet: by folder and name,
// behind all links), so that a program can refuse to overwrite its input. False where one of them is "-".
RR_API bool rr_same_file(const char *a, const char *b);

// Rounds every cell of a float matrix to `digits` decimal places in place: the decimal nearest to the exact
// binary value, ties to even, as Python's round(). Integer matrices stay as they are.
RR_API void rr_matrix_round(rr_matrix *matrix, int digits);

RR_HEADER_END

#endif
