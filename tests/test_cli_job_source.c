// SPDX-License-Identifier: MIT
// Jobs out of arguments and lines, hostile ones too.
#include "support.h"

#include "cli/job_source.h"

#include <sys/eventfd.h>
#include <unistd.h>

static cli_recipe printf_of = {
    .with = "printf", .with_words = (char *[]){(char[]){"printf"}}, .with_count = 1};

// Each job's text in brackets, and the status at the end.
static rr_status read_jobs(char *out, const char *bytes, size_t size)
{
  cli_job_source source;
  const char *path = test_path("jobs");
  test_write_file(path, bytes, size);
  CHECK_OK(rr__cli_job_source_open(&source, &printf_of, NULL, 0, path));
  *out = '\0';
  for (size_t number = 1;; number++) {
    cli_job *job = NULL;
    rr_status status = rr__cli_job_source_next(&job, &source);
    if (status) {
      CU_ASSERT_TRUE(atomic_load(&source.is_done));
      CU_ASSERT_EQUAL(atomic_load(&source.jobs), number - 1);
      CU_ASSERT_EQUAL(rr__cli_job_source_next(&job, &source), RR_END);
      rr__cli_job_source_close(&source);
      return status;
    }
    CU_ASSERT_EQUAL(job->number, number);
    sprintf(out + strlen(out), "[%s]", job->text);
    rr__cli_job_free(job);
  }
}

static void lines_are_jobs(void)
{
  static const struct {
    const char *bytes, *jobs;
  } files[] = {{"", ""},
               {"\n\n", ""},
               {"a", "[a]"},
               {"a\n", "[a]"},
               {"a\nb", "[a][b]"},
               {"a\r\nb\r\n", "[a][b]"},
               {"a\r", "[a]"},
               {"a\rb\n", "[a\rb]"},
               {"\r\n \t\r\n  a \n", "[  a ]"},
               {"\n\na\n\n\nb\n\n", "[a][b]"}};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char jobs[100];
    CU_ASSERT_EQUAL(read_jobs(jobs, files[i].bytes, strlen(files[i].bytes)), RR_END);
    CU_ASSERT_STRING_EQUAL(jobs, files[i].jobs);
  }
}

static void a_nul_ends_the_jobs_where_it_stands(void)
{
  char jobs[100];
  CHECK_FAILS(read_jobs(jobs, "a\nb\0c\nd\n", 8), RR_EINPUT, "line 2");
  CU_ASSERT_STRING_EQUAL(jobs, "[a]");
  CHECK_FAILS(read_jobs(jobs, "a\nb\n\0", 5), RR_EINPUT, "line 3");
  CU_ASSERT_STRING_EQUAL(jobs, "[a][b]");
}

static void lines_are_of_any_length(void)
{
  static const size_t lengths[] = {65534, 65535, 65536, 65537, 131072, 3000000};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    size_t length = lengths[i];
    char *bytes = malloc(length + 3), *jobs = malloc(length + 20);
    CU_ASSERT_TRUE_FATAL(bytes && jobs);
    memset(bytes, 'x', length);
    memcpy(bytes + length, "\na", 3);
    CU_ASSERT_EQUAL(read_jobs(jobs, bytes, length + 2), RR_END);
    CU_ASSERT_EQUAL(strlen(jobs), length + 5);
    CU_ASSERT_STRING_EQUAL(jobs + length + 1, "][a]");
    free(bytes);
    free(jobs);
  }
}

static void random_bytes_are_split_as_a_naive_reader_splits_them(void)
{
  static const char alphabet[] = "ab \t\r\n";
  for (int round = 0; round < 300; round++) {
    char bytes[400], jobs[1300], want[1300] = "", line[400];
    size_t size = test_random_below(sizeof bytes), used = 0;
    for (size_t i = 0; i < size; i++) bytes[i] = alphabet[test_random_below(6)];
    for (size_t i = 0; i <= size; i++) {
      if (i < size && bytes[i] != '\n') {
        line[used++] = bytes[i];
        continue;
      }
      if (used && line[used - 1] == '\r') used--;
      line[used] = '\0';
      if (line[strspn(line, " \t")]) sprintf(want + strlen(want), "[%s]", line);
      used = 0;
    }
    CU_ASSERT_EQUAL(read_jobs(jobs, bytes, size), RR_END);
    CU_ASSERT_STRING_EQUAL(jobs, want);
  }
}

static void a_stop_wakes_who_waits_for_a_line(void)
{
  int ends[2];
  const uint64_t one = 1;
  cli_job *job = NULL;
  cli_job_source source;
  const char *const arguments[] = {"a", "b"};
  CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
  CHECK_OK(rr__cli_job_source_open(&source, &printf_of, arguments, 2, NULL));
  source.stop_event = eventfd(0, EFD_CLOEXEC);
  CHECK_OK(rr__cli_job_source_next(&job, &source));
  CU_ASSERT_STRING_EQUAL(job->text, "a");
  CU_ASSERT_STRING_EQUAL(job->words[0], "printf");
  CU_ASSERT_STRING_EQUAL(job->words[1], "a");
  CU_ASSERT_PTR_NULL(job->words[2]);
  rr__cli_job_free(job);
  CU_ASSERT_EQUAL(write(source.stop_event, &one, sizeof one), sizeof one);
  CU_ASSERT_EQUAL(rr__cli_job_source_next(&job, &source), RR_END);
  source.arguments = NULL;
  source.input = ends[0];
  atomic_store(&source.is_done, false);
  CU_ASSERT_EQUAL(rr__cli_job_source_next(&job, &source), RR_END);
  close(source.stop_event);
  rr__cli_job_source_close(&source);
  close(ends[1]);
}

static void a_word_that_cannot_be_split_names_its_line(void)
{
  const cli_recipe plain = {0};
  cli_job *job = NULL;
  cli_job_source source;
  const char *path = test_path("quotes");
  test_write_file(path, "\n\na 'b\n", 7);
  CHECK_OK(rr__cli_job_source_open(&source, &plain, NULL, 0, path));
  CHECK_FAILS(rr__cli_job_source_next(&job, &source), RR_EUSAGE, "quotes, line 3: job 1");
  rr__cli_job_source_close(&source);
  CHECK_FAILS(rr__cli_job_source_open(&source, &plain, NULL, 0, "/no/such/file"), RR_EINPUT, "/no/such/file");
}

static const test_case cases[] = {
    TEST(lines_are_jobs),
    TEST(a_nul_ends_the_jobs_where_it_stands),
    TEST(lines_are_of_any_length),
    TEST(random_bytes_are_split_as_a_naive_reader_splits_them),
    TEST(a_stop_wakes_who_waits_for_a_line),
    TEST(a_word_that_cannot_be_split_names_its_line),
};
TEST_MAIN("cli_job_source", cases)
