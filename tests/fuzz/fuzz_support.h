// SPDX-License-Identifier: MIT
// What the fuzz targets share: input from memory, and the claims that hold for whatever a reader is given.
// A claim that does not hold ends the process, as a sanitizer would.
#ifndef ROWRUN_TESTS_FUZZ_SUPPORT_H
#define ROWRUN_TESTS_FUZZ_SUPPORT_H

#include "io/format.h"

#define FUZZ_CHECK(claim) ((claim) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #claim))
_Noreturn void fuzz_fail(const char *file, int line, const char *claim);

// The path of a file in memory, empty at first; the same path in every run, so that messages can be compared.
const char *fuzz_path(void);
// Fills that file.
void fuzz_write(const uint8_t *bytes, size_t size);

// The bytes as an opened file, regular or like a pipe, without any system call where they are few. What a
// reader takes whole from it lies in a heap block without a byte to spare. Valid until the next call.
rr__input *fuzz_input(const uint8_t *bytes, size_t size, bool is_regular);

// A number that decides whether a run also makes a check that costs time: where it is a multiple of the
// share. It comes from the input, but is 0 in the first runs of a process: seeds and reproducers get every
// check.
uint64_t fuzz_draw(const uint8_t *bytes, size_t size);

// A hook for warnings that looks at their text.
rr_log fuzz_log(void);

// RR_EFORMAT, or RR_EUSAGE for a column that is not there, and a text that names the file and has nothing in
// it that a terminal would obey.
void fuzz_check_refused(rr_status status);

// After a load: either a matrix of at most `most_bytes`, every cell of which can be read, or none and a
// refusal as above.
void fuzz_check_loaded(rr_status status, const rr_matrix *matrix, size_t most_bytes);

// Same shape, dtype, names and cells; a NaN is any NaN.
void fuzz_check_same(const rr_matrix *a, const rr_matrix *b);

// The same file from the disk's side: opened by name, read through descriptors, with the same outcome and the
// same words.
void fuzz_check_by_name(rr_status status, const rr_matrix *matrix, const rr_load_options *options);

// Saved and loaded again, it is the same matrix.
void fuzz_check_comes_back(const rr_matrix *matrix, const rr_load_options *options);
void fuzz_check_frame_comes_back(const rr_frame *frame, const rr_load_options *options);

#endif
