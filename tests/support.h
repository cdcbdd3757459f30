// SPDX-License-Identifier: MIT
// What every suite shares: the runner, temporary files, random numbers with a printed seed, error checks.
#ifndef ROWRUN_TESTS_SUPPORT_H
#define ROWRUN_TESTS_SUPPORT_H

#include <CUnit/CUnit.h>

#include <rowrun.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct test_case {
  const char *name; // a claim: "count_includes_both_bounds"
  void (*run)(void);
} test_case;
#define TEST(function)                                                                                       \
  {                                                                                                          \
#function, function                                                                                      \
  }

// Runs the cases of one suite, prints the summary, and gives main's exit code: 0, or 1 after a failure.
// An argument in argv[1] runs only the cases whose name contains it.
int test_main(int argc, char **argv, const char *suite, const test_case *cases, size_t count);
#define TEST_MAIN(suite, cases)                                                                              \
  int main(int argc, char **argv)                                                                            \
  {                                                                                                          \
    return test_main(argc, argv, suite, cases, sizeof(cases) / sizeof *(cases));                             \
  }

// The status is as expected, and the error text names the culprit.
#define CHECK_FAILS(call, expected, culprit)                                                                 \
  do {                                                                                                       \
    rr_status status_ = (call);                                                                              \
    CU_ASSERT_EQUAL(status_, expected);                                                                      \
    if (status_ != (expected)) printf("    %s: got %s\n", #call, rr_status_name(status_));                   \
    test_text_contains(rr_error_text(), culprit);                                                            \
  } while (0)
#define CHECK_OK(call)                                                                                       \
  do {                                                                                                       \
    rr_status status_ = (call);                                                                              \
    if (status_) printf("    %s: %s: %s\n", #call, rr_status_name(status_), rr_error_text());                \
    CU_ASSERT_EQUAL_FATAL(status_, RR_OK);                                                                   \
  } while (0)
void test_text_contains(const char *text, const char *part);

// A fresh temporary folder of this process, removed at exit; `test_path` gives a path in it (static, 8 in
// turn).
const char *test_path(const char *name);
void test_write_file(const char *path, const void *bytes, size_t size);
// The whole file, NUL-terminated, to be freed; NULL if there is none.
char *test_read_file(const char *path, size_t *size);

// A character device of this process, such as the memory device 3 (null) or 7 (full); NULL where none can be
// made. Never the machine's own: a program under test that replaced its output would take it from everybody.
const char *test_device(const char *name, unsigned minor);

// SplitMix64; the seed is TEST_SEED from the environment, else fixed, and printed with the suite's name.
uint64_t test_random(void);
// 0 <= value < limit
size_t test_random_below(size_t limit);

#endif
