// SPDX-License-Identifier: MIT
// What is called slower, and what is not: records made up with known noise.
#include "support.h"

#include "report/changes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OWN = 20, PEERS = 8, ROUNDS = 20, TRIALS = 40 };

static uint64_t state;

// About normal, mean 0 and standard deviation 1: the sum of twelve even ones.
static double noise(void)
{
  double sum = -6;
  for (int k = 0; k < 12; k++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    sum += (double)(state >> 11) / 9007199254740992.0;
  }
  return sum;
}

static rr__case *add_case(rr_record *record, const char *name, size_t number, bool is_peer)
{
  rr__case *of = rr__record_add_case(record);
  CU_ASSERT_PTR_NOT_NULL_FATAL(of);
  snprintf(of->work.kernel, sizeof of->work.kernel, "count");
  snprintf(of->work.call, sizeof of->work.call, "count --min %zu", number);
  of->work.rows = of->timed_rows = 1000;
  of->work.cols = 5;
  of->work.dtype = RR_INT64;
  of->way.is_peer = is_peer;
  snprintf(of->way.name, sizeof of->way.name, "%s", name);
  snprintf(of->way.device_name, sizeof of->way.device_name, "%s", is_peer ? "" : "CPU thread pool");
  snprintf(of->way.device_type, sizeof of->way.device_type, "cpu");
  return of;
}

static void fill(rr__case *of, double median)
{
  for (uint32_t round = 0; round < ROUNDS; round++)
    CHECK_OK(
        rr__case_add_sample(of, &(rr__sample){.round = round, .total_ns = median * exp(0.01 * noise())}));
  CHECK_OK(rr__case_summarise(of));
}

// A run whose cases are all off by `drift`, each by `scatter` of its own, and ours by `slower` besides.
static rr_record *make_record(double drift, double scatter, double slower, bool with_peers)
{
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  for (size_t i = 0; i < OWN; i++)
    fill(add_case(record, "cpu", i, false), 1e5 * (double)(i + 1) * drift * slower * exp(scatter * noise()));
  for (size_t i = 0; i < PEERS && with_peers; i++)
    fill(add_case(record, "numpy", i, true), 1e6 * (double)(i + 1) * drift * exp(scatter * noise()));
  return record;
}

static rr__changes changes_of(const rr_record *earlier, const rr_record *later)
{
  rr__changes changes;
  CHECK_OK(rr__changes_find(&changes, earlier, later, 0.05));
  return changes;
}

// How many of 40 comparisons of the same code call anything slower or faster.
static int false_findings(double drift, double scatter)
{
  int found = 0;
  for (int i = 0; i < TRIALS; i++) {
    rr_record *earlier = make_record(1, scatter, 1, true), *later = make_record(drift, scatter, 1, true);
    rr__changes changes = changes_of(earlier, later);
    found +=
        rr__changes_count(&changes, RR_VERDICT_SLOWER) + rr__changes_count(&changes, RR_VERDICT_FASTER) > 0;
    rr__changes_clear(&changes);
    rr_record_free(earlier);
    rr_record_free(later);
  }
  return found;
}

static void the_same_code_is_not_called_slower(void)
{
  state = 1;
  CU_ASSERT(false_findings(1, 0.005) == 0);
  CU_ASSERT(false_findings(1, 0.02) <= TRIALS / 10);
}

static void a_machine_that_drifts_makes_no_case_slower(void)
{
  state = 2;
  CU_ASSERT(false_findings(1.3, 0.01) <= TRIALS / 20);
}

static void ten_percent_more_is_found(void)
{
  state = 3;
  for (int i = 0; i < 10; i++) {
    rr_record *earlier = make_record(1, 0.01, 1, true), *later = make_record(0.95, 0.01, 1.1, true);
    rr__changes changes = changes_of(earlier, later);
    CU_ASSERT_EQUAL(changes.count, OWN + PEERS);
    CU_ASSERT(rr__changes_count(&changes, RR_VERDICT_SLOWER) >= OWN / 2);
    CU_ASSERT_EQUAL(rr__changes_count(&changes, RR_VERDICT_FASTER), 0);
    CU_ASSERT_DOUBLE_EQUAL(changes.changes[0].drift.ratio, 0.95, 0.03);
    for (size_t k = 1; k < changes.count; k++)
      CU_ASSERT(changes.changes[k - 1].ratio.ratio >= changes.changes[k].ratio.ratio);
    rr__changes_clear(&changes);
    rr_record_free(earlier);
    rr_record_free(later);
  }
}

// A machine with neighbours: of each case another share of rounds, up to nine in ten, takes half as long
// again.
static rr_record *make_disturbed_record(double slower)
{
  rr_record *record = make_record(1, 0.003, slower, true);
  for (size_t i = 0; i < record->case_count; i++) {
    rr__case *of = &record->cases[i];
    double share = 0.45 + 0.15 * noise();
    for (size_t k = 0; k < of->sample_count; k++)
      if ((double)((k * 37) % 100) < 100 * fmin(0.6, share)) of->samples[k].total_ns *= 1.5;
    CHECK_OK(rr__case_summarise(of));
  }
  return record;
}

static void floors_tell_where_medians_are_noise(void)
{
  state = 8;
  size_t found = 0;
  for (int i = 0; i < 10; i++) {
    rr_record *earlier = make_disturbed_record(1), *same = make_disturbed_record(1);
    rr_record *slow = make_disturbed_record(1.1);
    rr__changes changes = changes_of(earlier, same);
    CU_ASSERT_EQUAL(rr__changes_count(&changes, RR_VERDICT_SLOWER), 0);
    CU_ASSERT_EQUAL(rr__changes_count(&changes, RR_VERDICT_FASTER), 0);
    rr__changes_clear(&changes);
    changes = changes_of(earlier, slow);
    found += rr__changes_count(&changes, RR_VERDICT_SLOWER) >= OWN / 4;
    rr__changes_clear(&changes);
    rr_record_free(earlier);
    rr_record_free(same);
    rr_record_free(slow);
  }
  CU_ASSERT(found >= 8);
}

static void peers_are_never_called_slower(void)
{
  state = 4;
  rr_record *earlier = make_record(1, 0.001, 1, true), *later = make_record(1, 0.001, 1, true);
  rr__case *peer = &later->cases[OWN];
  for (size_t i = 0; i < peer->sample_count; i++) peer->samples[i].total_ns *= 2;
  CHECK_OK(rr__case_summarise(peer));
  rr__changes changes = changes_of(earlier, later);
  CU_ASSERT_EQUAL(rr__changes_count(&changes, RR_VERDICT_SLOWER), 0);
  CU_ASSERT_PTR_EQUAL(changes.changes[0].later, peer);
  rr__changes_clear(&changes);
  rr_record_free(earlier);
  rr_record_free(later);
}

static void without_controls_runs_are_taken_to_differ(void)
{
  state = 5;
  rr_record *earlier = make_record(1, 0, 1, false), *later = make_record(1, 0, 1.055, false);
  rr__changes changes = changes_of(earlier, later);
  CU_ASSERT_EQUAL(changes.changes[0].drift.controls, 0);
  CU_ASSERT_EQUAL(rr__changes_count(&changes, RR_VERDICT_SLOWER), 0);
  CU_ASSERT(rr__changes_count(&changes, RR_VERDICT_UNSURE) > 0);
  rr__changes_clear(&changes);
  rr_record_free(later);
  later = make_record(1, 0, 1.15, false);
  changes = changes_of(earlier, later);
  CU_ASSERT_EQUAL(rr__changes_count(&changes, RR_VERDICT_SLOWER), OWN);
  rr__changes_clear(&changes);
  rr_record_free(earlier);
  rr_record_free(later);
}

static const char *reason_of(const rr__changes *changes, const rr__case *of)
{
  for (size_t i = 0; i < changes->unmatched_count; i++)
    if (changes->unmatched[i].of == of) return changes->unmatched[i].reason;
  return "";
}

static void what_cannot_be_compared_is_left_out_with_a_reason(void)
{
  state = 6;
  rr_record *earlier = make_record(1, 0, 1, false), *later = make_record(1, 0, 1, false);
  later->cases[0].work.dtype = RR_INT32;
  later->cases[1].outcome = RR_OUTCOME_WRONG;
  earlier->cases[2].outcome = RR_OUTCOME_FAILED;
  later->cases[3].timed_rows = 10;
  snprintf(later->cases[4].work.kernel, sizeof later->cases[4].work.kernel, "sum");
  later->cases[4].work.rows = 7;
  earlier->cases[5].outcome = later->cases[5].outcome = RR_OUTCOME_UNABLE;
  rr__changes changes = changes_of(earlier, later);
  CU_ASSERT_EQUAL(changes.count, OWN - 6);
  test_text_contains(reason_of(&changes, &later->cases[0]), "other parameters, dtypes or data");
  test_text_contains(reason_of(&changes, &later->cases[1]), "without a time in the later");
  test_text_contains(reason_of(&changes, &later->cases[2]), "without a time in the earlier");
  test_text_contains(reason_of(&changes, &later->cases[3]), "other parts");
  test_text_contains(reason_of(&changes, &later->cases[4]), "not in the earlier");
  test_text_contains(reason_of(&changes, &earlier->cases[0]), "not in the later");
  CU_ASSERT_EQUAL(changes.unmatched_count, 7);
  rr__changes_clear(&changes);
  rr_record_free(earlier);
  rr_record_free(later);
}

static const test_case cases[] = {
    TEST(the_same_code_is_not_called_slower),
    TEST(a_machine_that_drifts_makes_no_case_slower),
    TEST(ten_percent_more_is_found),
    TEST(floors_tell_where_medians_are_noise),
    TEST(peers_are_never_called_slower),
    TEST(without_controls_runs_are_taken_to_differ),
    TEST(what_cannot_be_compared_is_left_out_with_a_reason),
};
TEST_MAIN("changes", cases)
