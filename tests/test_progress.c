// SPDX-License-Identifier: MIT
// Who listens hears the start, a few things in between, and the end; the result is the same.
#include "support.h"

#include "core/progress.h"

typedef struct heard {
  size_t calls, first, last, total;
  bool falls;
} heard;

static void listen(size_t done, size_t total, void *user)
{
  heard *all = user;
  if (all->calls++ == 0) all->first = done;
  all->falls = all->falls || done < all->last;
  all->last = done;
  all->total = total;
}

static void check_heard(const heard *all, size_t total)
{
  CU_ASSERT_TRUE(all->calls >= 2);
  CU_ASSERT_EQUAL(all->first, 0);
  CU_ASSERT_EQUAL(all->last, total);
  CU_ASSERT_EQUAL(all->total, total);
  CU_ASSERT_FALSE(all->falls);
}

static void start_and_end_are_told_and_between_them_little(void)
{
  heard all = {0};
  rr__meter meter;
  rr__meter_start(&meter, &(rr_progress){listen, &all}, 1000);
  for (size_t i = 1; i <= 1000; i++) rr__meter_set(&meter, i);
  rr__meter_end(&meter);
  check_heard(&all, 1000);
  CU_ASSERT_TRUE(all.calls < 100);
  rr__meter_start(&meter, &(rr_progress){NULL, NULL}, 3); // nobody listens
  rr__meter_set(&meter, 1);
  rr__meter_end(&meter);
}

static void check_run(rr_context *context, const char *device, rr_per per, size_t passes)
{
  enum { ROWS = 300000 };
  rr_matrix *in = NULL, *plain = NULL, *watched = NULL;
  rr_run_stats stats;
  heard all = {0};
  rr_run_options options = {.device = device, .per = per};
  CHECK_OK(rr_matrix_random(&in, &(rr_random_options){ROWS, 10, RR_INT64, "0", "10", 5}));
  CHECK_OK(rr_run(context, "normalize", NULL, in, &plain, &options, &stats));
  CU_ASSERT_EQUAL(stats.tiles, passes);
  options.progress = (rr_progress){listen, &all};
  CHECK_OK(rr_run(context, "normalize", NULL, in, &watched, &options, &stats));
  CU_ASSERT_TRUE(stats.tiles > passes || strcmp(device, "serial") == 0);
  check_heard(&all, passes * ROWS);
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(plain), rr_matrix_cells(watched), rr_matrix_bytes(plain)), 0);
  rr_matrix_free(plain);
  rr_matrix_free(watched);
  rr_matrix_free(in);
}

static void a_watched_run_gives_the_same_bits(void)
{
  rr_context *context = NULL;
  CHECK_OK(rr_context_open(&context, NULL));
  check_run(context, "cpu", RR_PER_ROW, 1);
  check_run(context, "cpu", RR_PER_COL, 2);
  check_run(context, "serial", RR_PER_COL, 1);
  rr_context_free(context);
}

static void reading_text_is_told_in_bytes(void)
{
  static const char text[] = "a,b\n1,2\n3,4\n";
  const char *path = test_path("in.csv");
  heard all = {0};
  rr_matrix *in = NULL;
  test_write_file(path, text, sizeof text - 1);
  rr_load_options options = {.progress = {listen, &all}};
  CHECK_OK(rr_matrix_load(&in, path, &options));
  check_heard(&all, sizeof text - 1 - 4 - 1); // neither the header nor the last line end
  rr_matrix_free(in);
}

static const test_case cases[] = {
    TEST(start_and_end_are_told_and_between_them_little),
    TEST(a_watched_run_gives_the_same_bits),
    TEST(reading_text_is_told_in_bytes),
};
TEST_MAIN("progress", cases)
