// SPDX-License-Identifier: MIT
// rr__input_read_new and rr__npy_header_parse are wrapped by the linker: the product reads into buffers with
// room to spare, in which AddressSanitizer would see no reading past the end.
#include "fuzz_support.h"

#include "core/frame.h"
#include "core/utf8.h"
#include "io/npy_header.h"

#include <math.h>
#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct {
  char path[32];
  int file, rest; // in memory: the file of that path; what of an input its head does not hold
  rr__input input;
  const uint8_t *bytes; // of `input`; NULL: inputs are real files
  size_t size;
  size_t rest_size;
} state;

_Noreturn void fuzz_fail(const char *file, int line, const char *claim)
{
  fprintf(stderr, "%s:%d: does not hold: %s; the last error: %s\n", file, line, claim, rr_error_text());
  abort();
}

// Freed blocks are kept for a while, to catch who still reads them: 4 MiB of them, where 256 by default would
// be half of what a reader may take here.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
  return "quarantine_size_mb=4:malloc_context_size=8";
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc, (void)argv;
  state.file = memfd_create("fuzz-file", MFD_CLOEXEC);
  state.rest = memfd_create("fuzz-rest", MFD_CLOEXEC);
  FUZZ_CHECK(state.file >= 0 && state.rest >= 0);
  snprintf(state.path, sizeof state.path, "/proc/self/fd/%d", state.file);
  return 0;
}

const char *fuzz_path(void)
{
  return state.path;
}

static void fill(int fd, const uint8_t *bytes, size_t size)
{
  FUZZ_CHECK(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
  FUZZ_CHECK(pwrite(fd, bytes, size, 0) == (ssize_t)size);
}

void fuzz_write(const uint8_t *bytes, size_t size)
{
  fill(state.file, bytes, size);
}

rr__input *fuzz_input(const uint8_t *bytes, size_t size, bool is_regular)
{
  rr__input *input = &state.input;
  size_t head = size < sizeof input->head ? size : sizeof input->head;
  ASAN_UNPOISON_MEMORY_REGION(input->head, sizeof input->head);
  memcpy(input->head, bytes, head);
  ASAN_POISON_MEMORY_REGION(input->head + head, sizeof input->head - head);
  if (size > head || state.rest_size > 0) fill(state.rest, bytes + head, size - head);
  state.rest_size = size - head;
  state.bytes = bytes;
  state.size = size;
  input->path = state.path;
  input->fd = state.rest;
  input->is_regular = is_regular;
  input->size = is_regular ? size : 0;
  input->used = 0;
  input->head_size = head;
  return input;
}

rr_status __real_rr__input_read_new(rr__input *input, char **bytes, size_t limit, size_t *got);
rr_status __wrap_rr__input_read_new(rr__input *input, char **bytes, size_t limit, size_t *got);
rr_status __wrap_rr__input_read_new(rr__input *input, char **bytes, size_t limit, size_t *got)
{
  if (input != &state.input) return __real_rr__input_read_new(input, bytes, limit, got);
  size_t left = state.size - (size_t)input->used;
  *got = left < limit ? left : limit;
  *bytes = malloc(*got);
  FUZZ_CHECK(*bytes);
  memcpy(*bytes, state.bytes + input->used, *got);
  input->used += *got;
  if (input->used <= input->head_size) return RR_OK;
  // The next to read from the descriptor is what follows.
  FUZZ_CHECK(lseek(input->fd, (off_t)(input->used - input->head_size), SEEK_SET) >= 0);
  return RR_OK;
}

rr_status __real_rr__npy_header_parse(rr__npy_header *out, const char *text, size_t size, const char *path);
rr_status __wrap_rr__npy_header_parse(rr__npy_header *out, const char *text, size_t size, const char *path);
rr_status __wrap_rr__npy_header_parse(rr__npy_header *out, const char *text, size_t size, const char *path)
{
  char *copy = malloc(size);
  FUZZ_CHECK(copy);
  memcpy(copy, text, size);
  rr_status status = __real_rr__npy_header_parse(out, copy, size, path);
  free(copy);
  return status;
}

uint64_t fuzz_draw(const uint8_t *bytes, size_t size)
{
  enum { SEEDS = 1000 };
  static unsigned runs;
  if (runs < SEEDS && ++runs < SEEDS) return 0;
  uint64_t hash = UINT64_C(0xCBF29CE484222325); // FNV-1a
  for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * UINT64_C(0x100000001B3);
  return hash ^ hash >> 32;
}

static void check_text(const char *text)
{
  size_t named = strlen(state.path);
  FUZZ_CHECK(strncmp(text, state.path, named) == 0 && text[named] == ':' && text[named + 1]);
  while (*text) {
    uint32_t character = 0;
    size_t length = rr__utf8_decode(&character, text, SIZE_MAX);
    FUZZ_CHECK((unsigned char)*text >= 0x20 && *text != 0x7F);
    FUZZ_CHECK(length > 0 && rr__utf8_is_harmless(character));
    text += length;
  }
}

static void look_at_warning(const char *text, void *user)
{
  (void)user;
  check_text(text);
}

rr_log fuzz_log(void)
{
  return (rr_log){look_at_warning, NULL};
}

static bool is_readable(const void *bytes, size_t size)
{
  return size == 0 || !__asan_region_is_poisoned((void *)bytes, size);
}

void fuzz_check_refused(rr_status status)
{
  FUZZ_CHECK(status == RR_EFORMAT || status == RR_EUSAGE);
  check_text(rr_error_text());
}

void fuzz_check_loaded(rr_status status, const rr_matrix *matrix, size_t most_bytes)
{
  if (status) {
    FUZZ_CHECK(!matrix);
    fuzz_check_refused(status);
    return;
  }
  FUZZ_CHECK(matrix && rr_dtype_size(rr_matrix_dtype(matrix)) > 0);
  FUZZ_CHECK(rr_matrix_bytes(matrix) <= most_bytes);
  FUZZ_CHECK(rr_matrix_row_stride(matrix) == rr_matrix_cols(matrix));
  FUZZ_CHECK(is_readable(rr_matrix_cells(matrix), rr_matrix_bytes(matrix)));
  for (size_t col = 0; matrix->names && col < matrix->cols; col++)
    FUZZ_CHECK(is_readable(matrix->names[col], strlen(matrix->names[col]) + 1));
}

static bool are_same_cells(const rr_matrix *a, const rr_matrix *b)
{
  if (memcmp(a->data, b->data, rr_matrix_bytes(a)) == 0) return true;
  if (!rr_dtype_is_float(a->dtype)) return false;
  for (size_t i = 0; i < a->rows * a->cols; i++) {
    bool is_float64 = a->dtype == RR_FLOAT64;
    double x = is_float64 ? ((double *)a->data)[i] : (double)((float *)a->data)[i];
    double y = is_float64 ? ((double *)b->data)[i] : (double)((float *)b->data)[i];
    if (memcmp(&x, &y, sizeof x) != 0 && !(isnan(x) && isnan(y))) return false;
  }
  return true;
}

void fuzz_check_same(const rr_matrix *a, const rr_matrix *b)
{
  FUZZ_CHECK(a->dtype == b->dtype && a->rows == b->rows && a->cols == b->cols && a->ndim == b->ndim);
  FUZZ_CHECK(!a->names == !b->names);
  for (size_t col = 0; a->names && col < a->cols; col++)
    FUZZ_CHECK(strcmp(a->names[col], b->names[col]) == 0);
  FUZZ_CHECK(are_same_cells(a, b));
}

static void check_same_columns(const rr_frame *a, const rr_frame *b)
{
  FUZZ_CHECK(a->rows == b->rows && a->cols == b->cols && a->block_count == b->block_count);
  for (size_t block = 0; block < a->block_count; block++) fuzz_check_same(a->blocks[block], b->blocks[block]);
  FUZZ_CHECK(memcmp(a->columns, b->columns, a->cols * sizeof *a->columns) == 0);
}

void fuzz_check_frame_comes_back(const rr_frame *frame, const rr_load_options *options)
{
  rr_frame *again = NULL;
  FUZZ_CHECK(rr_frame_save(frame, state.path, &(rr_save_options){.format = options->format}) == RR_OK);
  FUZZ_CHECK(rr_frame_load(&again, state.path, options) == RR_OK);
  check_same_columns(frame, again);
  rr_frame_free(again);
}

void fuzz_check_by_name(rr_status status, const rr_matrix *matrix, const rr_load_options *options)
{
  char text[1024];
  rr_matrix *named = NULL;
  snprintf(text, sizeof text, "%s", status ? rr_error_text() : "");
  fuzz_write(state.bytes, state.size);
  rr_status again = rr_matrix_load(&named, state.path, options);
  FUZZ_CHECK(again == status);
  if (status)
    FUZZ_CHECK(!named && strcmp(text, rr_error_text()) == 0);
  else
    fuzz_check_same(matrix, named);
  rr_matrix_free(named);
}

void fuzz_check_comes_back(const rr_matrix *matrix, const rr_load_options *options)
{
  rr_matrix *again = NULL;
  FUZZ_CHECK(rr_matrix_save(matrix, state.path, &(rr_save_options){.format = options->format}) == RR_OK);
  FUZZ_CHECK(rr_matrix_load(&again, state.path, options) == RR_OK);
  fuzz_check_same(matrix, again);
  rr_matrix_free(again);
}
