// SPDX-License-Identifier: MIT
// A process that is killed while it saves leaves the old file or the new one, never a part.
#include "support.h"

#include "core/matrix.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

// Saves two matrices in turn, each of one value throughout, until it is killed.
static void save_forever(const char *path)
{
  enum { ROWS = 20000, COLS = 5 };
  for (int64_t value = 1;; value = 3 - value) {
    rr_matrix *matrix = NULL;
    if (rr_matrix_create(&matrix, &(rr_layout){ROWS, COLS, RR_INT64, 0})) _exit(1);
    for (size_t i = 0; i < (size_t)ROWS * COLS; i++) ((int64_t *)matrix->data)[i] = value;
    if (rr_matrix_save(matrix, path, NULL)) _exit(1);
    rr_matrix_free(matrix);
  }
}

static void check_whole(const char *path)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_load(&matrix, path, NULL));
  CU_ASSERT_EQUAL(matrix->rows, 20000);
  const int64_t *cells = matrix->data;
  size_t different = 0;
  for (size_t i = 0; i < 100000; i++) different += cells[i] != cells[0];
  CU_ASSERT_EQUAL(different, 0);
  CU_ASSERT_TRUE(cells[0] == 1 || cells[0] == 2);
  rr_matrix_free(matrix);
}

static void kill_at_any_moment_leaves_a_whole_file(const char *path)
{
  fflush(NULL);
  for (int i = 0; i < 15; i++) {
    pid_t child = fork();
    if (child == 0) save_forever(path);
    for (int tries = 0; access(path, F_OK) && tries < 5000; tries++) usleep(1000);
    usleep((useconds_t)test_random_below(20000));
    kill(child, SIGKILL);
    int state;
    CU_ASSERT_EQUAL(waitpid(child, &state, 0), child);
    CU_ASSERT_TRUE(WIFSIGNALED(state));
    check_whole(path);
  }
}

static void a_killed_process_leaves_a_whole_npy(void)
{
  kill_at_any_moment_leaves_a_whole_file(test_path("killed.npy"));
}

static void a_killed_process_leaves_a_whole_csv(void)
{
  kill_at_any_moment_leaves_a_whole_file(test_path("killed.csv"));
}

static const test_case cases[] = {
    TEST(a_killed_process_leaves_a_whole_npy),
    TEST(a_killed_process_leaves_a_whole_csv),
};
TEST_MAIN("saver_killed", cases)
