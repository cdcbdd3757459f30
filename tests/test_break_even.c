// SPDX-License-Identifier: MIT
// Times that follow from a cost at the start and a cost per row: where they are equal can be worked out by
// hand.
#include "report/break_even.h"

#include "support.h"

#include <math.h>

static rr__summary time_of(double ns, double noise)
{
  return (rr__summary){.median = ns, .low = ns * (1 - noise), .high = ns * (1 + noise)};
}

// The challenger takes 1 ms and 1 ns a row, the holder 2 ns a row: equal at a million rows.
static rr__size_times size_of(double rows, double noise)
{
  return (rr__size_times){
      .rows = rows, .challenger = time_of(1e6 + rows, noise), .holder = time_of(2 * rows, noise)};
}

static rr__break_even find(const double *rows, size_t count, double noise)
{
  rr__size_times sizes[16];
  for (size_t i = 0; i < count; i++) sizes[i] = size_of(rows[i], noise);
  return rr__break_even_find(sizes, count);
}

static void crossing_lies_between_the_sizes_around_it(void)
{
  rr__break_even found = find((const double[]){1e3, 1e4, 9e5, 1.1e6, 1e7}, 5, 0.001);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_FROM);
  CU_ASSERT_EQUAL(found.before_rows, 9e5);
  CU_ASSERT_EQUAL(found.after_rows, 1.1e6);
  CU_ASSERT_DOUBLE_EQUAL(found.rows, 1e6, 1e4); // straight lines in logarithms are nearly those of the times
  CU_ASSERT(found.low_rows < found.rows && found.rows < found.high_rows);
  CU_ASSERT(found.low_rows >= 9e5 && found.high_rows <= 1.1e6);
  CU_ASSERT_EQUAL(found.first_rows, 1e3);
  CU_ASSERT_EQUAL(found.last_rows, 1e7);
}

static void powers_of_rows_are_met_exactly(void)
{
  // 1000 * sqrt(rows) and rows: equal at 1e6, and straight on logarithmic axes.
  rr__size_times sizes[] = {{1e4, time_of(1e5, 0), time_of(1e4, 0)},
                            {1e9, time_of(1000 * sqrt(1e9), 0), time_of(1e9, 0)}};
  rr__break_even found = rr__break_even_find(sizes, 2);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_FROM);
  CU_ASSERT_DOUBLE_EQUAL(found.rows, 1e6, 1);
  CU_ASSERT_DOUBLE_EQUAL(found.low_rows, found.high_rows, 1);
}

static void intervals_that_overlap_leave_it_between_the_decided_sizes(void)
{
  rr__break_even found = find((const double[]){1e5, 9.9e5, 1.01e6, 1e7}, 4, 0.05);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_FROM);
  CU_ASSERT_EQUAL(found.rows, 0);
  CU_ASSERT_EQUAL(found.before_rows, 1e5);
  CU_ASSERT_EQUAL(found.after_rows, 1e7);
}

static void winner_at_every_size_has_no_crossing(void)
{
  rr__break_even found = find((const double[]){2e6, 4e6, 8e6}, 3, 0.01);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_ALWAYS);
  CU_ASSERT_EQUAL(found.rows, 0); // nothing is said of sizes that were not measured
  found = find((const double[]){1e3, 1e4, 1e5}, 3, 0.01);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_NEVER);
  CU_ASSERT_EQUAL(found.rows, 0);
}

static void sides_that_are_swapped_give_up_to(void)
{
  rr__size_times sizes[] = {size_of(1e5, 0.01), size_of(4e6, 0.01)};
  for (int i = 0; i < 2; i++) {
    rr__summary kept = sizes[i].challenger;
    sizes[i].challenger = sizes[i].holder;
    sizes[i].holder = kept;
  }
  rr__break_even found = rr__break_even_find(sizes, 2);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_UP_TO);
  CU_ASSERT(found.rows > 1e5 && found.rows < 4e6);
}

static void undecided_sizes_at_an_end_have_no_bound_there(void)
{
  rr__size_times sizes[] = {{1e3, time_of(100, 0.1), time_of(101, 0.1)},
                            {1e4, time_of(100, 0.1), time_of(200, 0.1)}};
  rr__break_even found = rr__break_even_find(sizes, 2);
  CU_ASSERT_EQUAL(found.kind, RR_BREAK_EVEN_FROM);
  CU_ASSERT_EQUAL(found.rows, 0);
  CU_ASSERT_EQUAL(found.before_rows, 0);
  CU_ASSERT_EQUAL(found.after_rows, 1e4);
}

static void several_changes_are_mixed_and_one_size_is_unknown(void)
{
  rr__size_times win = {1e3, time_of(1, 0), time_of(2, 0)}, loss = {1e4, time_of(2, 0), time_of(1, 0)};
  rr__size_times again = win, even = loss;
  again.rows = 1e5;
  CU_ASSERT_EQUAL(rr__break_even_find((rr__size_times[]){win, loss, again}, 3).kind, RR_BREAK_EVEN_MIXED);
  even.challenger = even.holder;
  CU_ASSERT_EQUAL(rr__break_even_find((rr__size_times[]){win, even, again}, 3).kind, RR_BREAK_EVEN_MIXED);
  CU_ASSERT_EQUAL(rr__break_even_find((rr__size_times[]){even, even}, 2).kind, RR_BREAK_EVEN_EQUAL);
  CU_ASSERT_EQUAL(rr__break_even_find(&win, 1).kind, RR_BREAK_EVEN_UNKNOWN);
  CU_ASSERT_EQUAL(rr__break_even_find(NULL, 0).kind, RR_BREAK_EVEN_UNKNOWN);
}

static void one_round_decides_nothing(void)
{
  rr__size_times sizes[] = {size_of(1e5, 0), size_of(4e6, 0)};
  sizes[1].challenger.groups = 1;
  CU_ASSERT_EQUAL(rr__break_even_find(sizes, 2).kind, RR_BREAK_EVEN_NEVER);
  sizes[1].challenger.groups = 2;
  CU_ASSERT_EQUAL(rr__break_even_find(sizes, 2).kind, RR_BREAK_EVEN_FROM);
}

static const test_case cases[] = {
    TEST(crossing_lies_between_the_sizes_around_it),
    TEST(powers_of_rows_are_met_exactly),
    TEST(intervals_that_overlap_leave_it_between_the_decided_sizes),
    TEST(winner_at_every_size_has_no_crossing),
    TEST(sides_that_are_swapped_give_up_to),
    TEST(undecided_sizes_at_an_end_have_no_bound_there),
    TEST(one_round_decides_nothing),
    TEST(several_changes_are_mixed_and_one_size_is_unknown),
};

TEST_MAIN("break_even", cases)
