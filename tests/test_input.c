// SPDX-License-Identifier: MIT
// Where bytes come from: files, folders, pipes, files that change while they are read; and which format they
// are.
#include "support.h"

#include "io/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// Makes `path`, or a pipe with `text` in it, standard input for one call of rr_matrix_load("-").
static rr_status load_stdin(rr_matrix **out, const char *path, const char *text, size_t size,
                            const rr_load_options *options)
{
  int pipes[2] = {-1, -1}, saved = dup(STDIN_FILENO);
  if (path) {
    pipes[0] = open(path, O_RDONLY | O_CLOEXEC);
  } else {
    if (pipe(pipes) || write(pipes[1], text, size) != (ssize_t)size) abort();
    close(pipes[1]);
  }
  dup2(pipes[0], STDIN_FILENO);
  close(pipes[0]);
  rr_status status = rr_matrix_load(out, "-", options);
  if (saved >= 0)
    dup2(saved, STDIN_FILENO);
  else
    close(STDIN_FILENO);
  close(saved);
  return status;
}

static void a_missing_file_is_named_with_the_reason(void)
{
  rr_matrix *matrix = NULL;
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("missing.npy"), NULL), RR_EINPUT, "missing.npy");
  test_text_contains(rr_error_text(), "No such file or directory");
  test_text_contains(rr_error_text(), "hint:");
  CHECK_FAILS(rr_matrix_load(&matrix, "", NULL), RR_EINPUT, "No such file");
  CU_ASSERT_PTR_NULL(matrix);
}

static void an_unreadable_file_is_named_with_the_reason(void)
{
  if (geteuid() == 0) return; // root reads everything
  rr_matrix *matrix = NULL;
  const char *path = test_path("secret.csv");
  test_write_file(path, "1\n", 2);
  chmod(path, 0);
  CHECK_FAILS(rr_matrix_load(&matrix, path, NULL), RR_EINPUT, "secret.csv: cannot open: Permission denied");
}

static void a_directory_is_named_as_such(void)
{
  rr_matrix *matrix = NULL;
  const char *path = test_path("folder.npy");
  CU_ASSERT_EQUAL_FATAL(mkdir(path, 0777), 0);
  CHECK_FAILS(rr_matrix_load(&matrix, path, NULL), RR_EINPUT, "folder.npy: is a directory");
}

static void an_npz_is_named_as_such(void)
{
  rr_matrix *matrix = NULL;
  test_write_file(test_path("archive.bin"), "PK\3\4\24\0\0\0", 8);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("archive.bin"), NULL), RR_EFORMAT,
              "archive.bin: is a zip archive (as .npz");
  test_write_file(test_path("empty.npz"), "", 0);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("empty.npz"), NULL), RR_EFORMAT,
              "empty.npz: is a zip archive (as .npz");
}

static void a_file_that_shrinks_is_an_error(void)
{
  enum { SIZE = 100000 };
  static char bytes[SIZE];
  char path[512], *text;
  size_t size;
  rr__input input;
  strcpy(path, test_path("shrinks.csv"));
  test_write_file(path, bytes, SIZE);
  CHECK_OK(rr__input_open(&input, path));
  CU_ASSERT_EQUAL(truncate(path, 50000), 0);
  CHECK_FAILS(rr__input_read_new(&input, &text, SIZE_MAX, &size), RR_EINPUT,
              "shrinks.csv: the file shrank while");
  test_text_contains(rr_error_text(), "50000 bytes of 100000");
  CU_ASSERT_PTR_NULL(text);
  rr__input_close(&input);
  CHECK_OK(rr__input_open(&input, path));
  CU_ASSERT_EQUAL(truncate(path, 20000), 0);
  CHECK_FAILS(rr__input_read(&input, bytes, 50000, &size), RR_EINPUT, "the file shrank while it was read");
  rr__input_close(&input);
}

static void a_file_that_grows_is_read_to_its_new_end(void)
{
  static char bytes[70000];
  char path[512], *text;
  size_t size;
  rr__input input;
  strcpy(path, test_path("grows.csv"));
  test_write_file(path, bytes, 5000);
  CHECK_OK(rr__input_open(&input, path));
  test_write_file(path, bytes, sizeof bytes);
  CHECK_OK(rr__input_read_new(&input, &text, SIZE_MAX, &size));
  CU_ASSERT_EQUAL(size, sizeof bytes);
  free(text);
  rr__input_close(&input);
}

static void bytes_come_in_order_from_head_and_file(void)
{
  enum { SIZE = 20000 };
  char bytes[SIZE], read[SIZE];
  size_t got, rest;
  rr__input input;
  for (size_t i = 0; i < SIZE; i++) bytes[i] = (char)test_random();
  test_write_file(test_path("order.bin"), bytes, SIZE);
  CHECK_OK(rr__input_open(&input, test_path("order.bin")));
  CU_ASSERT_EQUAL(input.head_size, RR__INPUT_HEAD_BYTES);
  CHECK_OK(rr__input_read(&input, read, 1000, &got));
  CHECK_OK(rr__input_read(&input, read + 1000, 9000, &got));
  CU_ASSERT_EQUAL(got, 9000);
  CU_ASSERT_EQUAL(rr__input_rest(&input), 10000);
  CHECK_OK(rr__input_read(&input, read + 10000, 10000, &got));
  CU_ASSERT_EQUAL(memcmp(read, bytes, SIZE), 0);
  rest = rr__input_rest(&input);
  CU_ASSERT_EQUAL(rest, 0);
  CHECK_OK(rr__input_read(&input, read, 1, &got));
  CU_ASSERT_EQUAL(got, 0);
  rr__input_close(&input);
}

static void standard_input_is_read_from_pipes_and_files(void)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(load_stdin(&matrix, NULL, "1,2\n3,4\n", 8, NULL));
  CU_ASSERT_EQUAL(rr_matrix_rows(matrix), 2);
  rr_matrix_free(matrix);
  test_write_file(test_path("stdin.csv"), "1,2,3\n", 6);
  CHECK_OK(load_stdin(&matrix, test_path("stdin.csv"), NULL, 0, NULL));
  CU_ASSERT_EQUAL(rr_matrix_cols(matrix), 3);
  rr_matrix_free(matrix);
  matrix = NULL;
  CHECK_FAILS(load_stdin(&matrix, NULL, "1,x\n2,y\n", 8, NULL), RR_EFORMAT, "standard input:2:3: 'y'");
}

static void a_npy_from_a_pipe_is_believed_only_as_it_comes(void)
{
  rr_matrix *matrix = NULL;
  char text[128 + 8] =
      "\x93NUMPY\1\0\x76\0{'descr': '<i8', 'fortran_order': False, 'shape': (2, 1152921504606846), }";
  for (size_t i = 0; i < 128; i++)
    if (i > 10 && text[i] == '\0') text[i] = ' ';
  CHECK_FAILS(load_stdin(&matrix, NULL, text, sizeof text, NULL), RR_EFORMAT, "8 bytes of");
  memcpy(strstr(text + 10, "(2,"), "(1, 1), }               ", 24);
  CHECK_OK(load_stdin(&matrix, NULL, text, sizeof text, NULL));
  CU_ASSERT_EQUAL(*(const int64_t *)rr_matrix_cells(matrix), 0);
  rr_matrix_free(matrix);
}

static void the_content_comes_before_the_extension_and_a_named_format_before_both(void)
{
  rr_matrix *matrix = NULL;
  int32_t cells[2] = {5, 6};
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){1, 2, RR_INT32, 0}));
  CHECK_OK(rr_matrix_save(matrix, test_path("really-npy.csv"), &(rr_save_options){.format = "npy"}));
  rr_matrix_free(matrix);
  CHECK_OK(rr_matrix_load(&matrix, test_path("really-npy.csv"), NULL));
  CU_ASSERT_EQUAL(rr_matrix_dtype(matrix), RR_INT32);
  rr_matrix_free(matrix);
  matrix = NULL;
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("really-npy.csv"), &(rr_load_options){.format = "csv"}),
              RR_EFORMAT, "NUL");
  test_write_file(test_path("text.npy"), "1,2\n", 4);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("text.npy"), NULL), RR_EFORMAT, "text.npy");
  CHECK_OK(rr_matrix_load(&matrix, test_path("text.npy"), &(rr_load_options){.format = "csv"}));
  rr_matrix_free(matrix);
  matrix = NULL;
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("text.npy"), &(rr_load_options){.format = "xls"}), RR_EUSAGE,
              "'xls'");
  test_text_contains(rr_error_text(), "npy, csv, tsv");
}

static void an_unknown_extension_is_csv_to_read_and_an_error_to_write(void)
{
  rr_matrix *matrix = NULL;
  test_write_file(test_path("table.dat"), "1,2\n", 4);
  CHECK_OK(rr_matrix_load(&matrix, test_path("table.dat"), NULL));
  CU_ASSERT_EQUAL(rr_matrix_cols(matrix), 2);
  CHECK_FAILS(rr_matrix_save(matrix, test_path("out.dat"), NULL), RR_EUSAGE, "out.dat");
  test_text_contains(rr_error_text(), "npy, csv, tsv");
  CHECK_FAILS(rr_matrix_save(matrix, test_path("out.csv"), &(rr_save_options){.format = "xls"}), RR_EUSAGE,
              "'xls'");
  CU_ASSERT_NOT_EQUAL(access(test_path("out.csv"), F_OK), 0);
  const char *null = test_device("null", 3);
  if (null) CHECK_OK(rr_matrix_save(matrix, null, NULL)); // CSV, as for standard output
  CHECK_FAILS(rr_matrix_save(matrix, test_path(""), NULL), RR_EOUTPUT, "is a directory");
  CHECK_OK(rr_matrix_save(matrix, test_path("UPPER.NPY"), NULL));
  rr_matrix_free(matrix);
  CHECK_OK(rr_matrix_load(&matrix, test_path("UPPER.NPY"), NULL));
  rr_matrix_free(matrix);
}

static void the_same_file_is_known_by_any_name(void)
{
  char path[512], link[512], hard[512];
  strcpy(path, test_path("same.npy"));
  strcpy(link, test_path("same-link.npy"));
  strcpy(hard, test_path("same-hard.npy"));
  test_write_file(path, "", 0);
  test_write_file(test_path("other.npy"), "", 0);
  CU_ASSERT_EQUAL(symlink(path, link), 0);
  CU_ASSERT_EQUAL(rename(path, hard), 0);
  CU_ASSERT_FALSE(rr_same_file(link, hard)); // leads nowhere now
  CU_ASSERT_EQUAL(rename(hard, path), 0);
  CU_ASSERT_TRUE(rr_same_file(link, path));
  CU_ASSERT_TRUE(rr_same_file(path, path));
  CU_ASSERT_FALSE(rr_same_file(path, test_path("other.npy")));
  CU_ASSERT_FALSE(rr_same_file(path, test_path("not-there.npy")));
  CU_ASSERT_FALSE(rr_same_file(test_path("not-there.npy"), test_path("nor-here.npy")));
  CU_ASSERT_TRUE(rr_same_file(test_path("not-there.npy"), test_path("./not-there.npy")));
  CU_ASSERT_EQUAL(symlink("not-there.npy", test_path("leads-nowhere.npy")), 0);
  CU_ASSERT_TRUE(rr_same_file(test_path("not-there.npy"), test_path("leads-nowhere.npy")));
  CU_ASSERT_FALSE(rr_same_file("-", "-"));
}

static const test_case cases[] = {
    TEST(a_missing_file_is_named_with_the_reason),
    TEST(an_unreadable_file_is_named_with_the_reason),
    TEST(a_directory_is_named_as_such),
    TEST(an_npz_is_named_as_such),
    TEST(a_file_that_shrinks_is_an_error),
    TEST(a_file_that_grows_is_read_to_its_new_end),
    TEST(bytes_come_in_order_from_head_and_file),
    TEST(standard_input_is_read_from_pipes_and_files),
    TEST(a_npy_from_a_pipe_is_believed_only_as_it_comes),
    TEST(the_content_comes_before_the_extension_and_a_named_format_before_both),
    TEST(an_unknown_extension_is_csv_to_read_and_an_error_to_write),
    TEST(the_same_file_is_known_by_any_name),
};
TEST_MAIN("input", cases)
