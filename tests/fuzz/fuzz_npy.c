// SPDX-License-Identifier: MIT
// The .npy reader, given anything: as a file and as a pipe, which must agree; a share of the runs also by
// name, and what was read saved and read again.
#include "fuzz_support.h"

#include "core/matrix.h"

enum { BY_NAME_SHARE = 64, SAVED_SHARE = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  rr_load_options options = {.format = "npy", .log = fuzz_log()};
  rr_matrix *matrix = NULL, *piped = NULL;
  uint64_t draw = fuzz_draw(bytes, size);
  rr_status piped_status = rr__npy_load(&piped, fuzz_input(bytes, size, false), &options);
  fuzz_check_loaded(piped_status, piped, size);
  rr_status status = rr__npy_load(&matrix, fuzz_input(bytes, size, true), &options);
  fuzz_check_loaded(status, matrix, size);
  FUZZ_CHECK(status == piped_status);
  if (draw % BY_NAME_SHARE == 0) fuzz_check_by_name(status, matrix, &options);
  if (!status) {
    fuzz_check_same(matrix, piped);
    if (draw / BY_NAME_SHARE % SAVED_SHARE == 0) fuzz_check_comes_back(matrix, &options);
  }
  rr_matrix_free(matrix);
  rr_matrix_free(piped);
  return 0;
}
