// SPDX-License-Identifier: MIT
// The table of file formats. A new format is a new row.
#ifndef ROWRUN_IO_FORMAT_H
#define ROWRUN_IO_FORMAT_H

#include "io/input.h"
#include "io/saver.h"

#include <rowrun/frame.h>
#include <rowrun/ragged.h>

typedef struct rr__format {
  const char *name;                             // NULL ends the table
  const char *extension;                        // ".npy"; case does not count
  bool (*sniff)(const char *head, size_t size); // by content; NULL: cannot be told by content
  rr_status (*load)(rr_matrix **out, rr__input *input, const rr_load_options *options);
  rr_status (*save)(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options);
  // With a dtype for each column; NULL: the format has one for all.
  rr_status (*load_frame)(rr_frame **out, rr__input *input, const rr_load_options *options);
  rr_status (*save_frame)(const rr_frame *frame, rr__saver *saver, const rr_save_options *options);
  rr_status (*load_ragged)(rr_ragged **out, rr__input *input, const rr_ragged_load_options *options);
  // NULL: one such file does not hold ragged rows.
  rr_status (*save_ragged)(const rr_ragged *ragged, rr__saver *saver, const rr_save_options *options);
} rr__format;

// The format that `name` asks for; where it is NULL, by content, then by extension, else csv. RR_EUSAGE,
// RR_EFORMAT.
rr_status rr__format_for_load(const rr__format **out, const rr__input *input, const char *name) RR_MUST_CHECK;
// The same by extension alone; csv for a stream. RR_EUSAGE, RR_EOUTPUT.
rr_status rr__format_for_save(const rr__format **out, const char *path, const char *name) RR_MUST_CHECK;

// Whether a file could be written at `path` now. RR_EOUTPUT.
rr_status rr__format_check_place(const char *path) RR_MUST_CHECK;

// The rows' functions.
bool rr__npy_sniff(const char *head, size_t size);
rr_status rr__npy_load(rr_matrix **out, rr__input *input, const rr_load_options *options) RR_MUST_CHECK;
rr_status rr__npy_save(const rr_matrix *matrix, rr__saver *saver,
                       const rr_save_options *options) RR_MUST_CHECK;
rr_status rr__csv_load(rr_matrix **out, rr__input *input, const rr_load_options *options) RR_MUST_CHECK;
rr_status rr__csv_save(const rr_matrix *matrix, rr__saver *saver,
                       const rr_save_options *options) RR_MUST_CHECK;
rr_status rr__csv_load_frame(rr_frame **out, rr__input *input, const rr_load_options *options) RR_MUST_CHECK;
rr_status rr__csv_save_frame(const rr_frame *frame, rr__saver *saver,
                             const rr_save_options *options) RR_MUST_CHECK;
rr_status rr__tsv_load(rr_matrix **out, rr__input *input, const rr_load_options *options) RR_MUST_CHECK;
rr_status rr__tsv_save(const rr_matrix *matrix, rr__saver *saver,
                       const rr_save_options *options) RR_MUST_CHECK;
rr_status rr__tsv_load_frame(rr_frame **out, rr__input *input, const rr_load_options *options) RR_MUST_CHECK;
rr_status rr__tsv_save_frame(const rr_frame *frame, rr__saver *saver,
                             const rr_save_options *options) RR_MUST_CHECK;
rr_status rr__npy_load_ragged(rr_ragged **out, rr__input *input,
                              const rr_ragged_load_options *options) RR_MUST_CHECK;
rr_status rr__csv_load_ragged(rr_ragged **out, rr__input *input,
                              const rr_ragged_load_options *options) RR_MUST_CHECK;
rr_status rr__csv_save_ragged(const rr_ragged *ragged, rr__saver *saver,
                              const rr_save_options *options) RR_MUST_CHECK;
rr_status rr__tsv_load_ragged(rr_ragged **out, rr__input *input,
                              const rr_ragged_load_options *options) RR_MUST_CHECK;
rr_status rr__tsv_save_ragged(const rr_ragged *ragged, rr__saver *saver,
                              const rr_save_options *options) RR_MUST_CHECK;

#endif
