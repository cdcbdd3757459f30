// SPDX-License-Identifier: MIT
// The table of file formats. A new format is a new row.
#ifndef ROWRUN_IO_FORMAT_H
#define ROWRUN_IO_FORMAT_H

#include "io/input.h"
#include "io/saver.h"

#include <rowrun/frame.h>

typedef struct rr__format {
  const char *name;                             // NULL ends the table
  const char *extension;                        // ".npy"; case does not count
  bool (*sniff)(const char *head, size_t size); // by content; NULL: cannot be told by content
  rr_status (*load)(rr_matrix **out, rr__input *input, const rr_load_options *options);
  rr_status (*save)(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options);
  // With a dtype for each column; NULL: the format has one for all.
  rr_status (*load_frame)(rr_frame **out, rr__input *input, const rr_load_options *options);
  rr_status (*save_frame)(const rr_frame *frame, rr__saver *saver, const rr_save_options *options);
} rr__format;

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

#endif
