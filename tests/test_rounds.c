// SPDX-License-Identifier: MIT
// Rounds over runners that only pretend to work, with a clock that they move.
#include "support.h"

#include "bench/rounds.h"

enum { MOST_CALLS = 20000 };

// What a runner does: it takes `ns`, plus a jump of `wobble` every second call.
typedef struct actor {
  uint64_t ns, wobble;
  size_t calls, fail_at; // 0: never
  rr_status failure;
  char name;
} actor;

static uint64_t clock_ns;
static char diary[MOST_CALLS + 1];
static size_t entries, stop_after;

static uint64_t now_ns(void)
{
  return clock_ns;
}

static bool stop(void *user)
{
  (void)user;
  return entries >= stop_after;
}

static rr_status act(void *user, rr__sample *out)
{
  actor *one = user;
  uint64_t ns = one->ns + (one->calls % 2 ? one->wobble : 0);
  one->calls++;
  clock_ns += ns;
  if (entries < MOST_CALLS) diary[entries++] = one->name;
  if (one->calls == one->fail_at) return rr_fail(one->failure, "actor %c forgot its text", one->name);
  out->total_ns = (double)ns;
  return RR_OK;
}

static rr__rounds rounds_of(double min_ms, double max_ms)
{
  clock_ns = 1000;
  entries = 0;
  stop_after = SIZE_MAX;
  memset(diary, 0, sizeof diary);
  return (rr__rounds){.min_time_ns = min_ms * 1e6,
                      .max_time_ns = max_ms * 1e6,
                      .max_noise = 0.02,
                      .most_samples = 2000,
                      .seed = 1,
                      .now_ns = now_ns,
                      .stop = stop};
}

static void run_actors(const rr__rounds *rounds, rr__case *cases, actor *actors, size_t count)
{
  rr__runner runners[8];
  bool interrupted = true;
  memset(cases, 0, count * sizeof *cases);
  for (size_t i = 0; i < count; i++) {
    actors[i].name = (char)('a' + i);
    runners[i] = (rr__runner){act, NULL, &actors[i]};
  }
  CHECK_OK(rr__rounds_run(&interrupted, rounds, cases, runners, count));
  CU_ASSERT_EQUAL(interrupted, entries >= stop_after);
}

static void steady_case_ends_narrow_after_its_least_time(void)
{
  rr__rounds rounds = rounds_of(100, 1000);
  rr__case of;
  actor steady = {.ns = 300000};
  run_actors(&rounds, &of, &steady, 1);
  CU_ASSERT_EQUAL(of.ending, RR_ENDING_NARROW);
  CU_ASSERT(clock_ns >= 100000000 && clock_ns < 120000000);
  CU_ASSERT(of.samples[of.sample_count - 1].round >= 4);
  CU_ASSERT_EQUAL(of.summary.median, 300000);
  free(of.samples);
}

static void narrow_takes_some_rounds_at_least(void)
{
  rr__rounds rounds = rounds_of(0, 100000);
  rr__case of;
  actor slow = {.ns = 10000000};
  run_actors(&rounds, &of, &slow, 1);
  CU_ASSERT_EQUAL(of.ending, RR_ENDING_NARROW);
  CU_ASSERT_EQUAL(of.sample_count, RR_LEAST_ROUNDS);
  CU_ASSERT_EQUAL(slow.calls, RR_LEAST_ROUNDS); // a slow call is kept, though it is its visit's first
  free(of.samples);
}

static void unsteady_case_ends_when_its_time_is_up(void)
{
  rr__rounds rounds = rounds_of(10, 200);
  rr__case of;
  actor unsteady = {.ns = 6000000, .wobble = 6000000};
  rounds.max_noise = 0;
  run_actors(&rounds, &of, &unsteady, 1);
  CU_ASSERT_EQUAL(of.ending, RR_ENDING_TIME);
  CU_ASSERT(clock_ns >= 200000000 && clock_ns < 220000000);
  free(of.samples);
}

static void very_slow_case_has_a_sample_at_least_and_no_more_than_three(void)
{
  rr__rounds rounds = rounds_of(10, 200);
  rr__case cases[2];
  actor actors[2] = {{.ns = 150000000, .wobble = 3}, {.ns = 5000000000}};
  rounds.max_noise = 0;
  run_actors(&rounds, cases, actors, 2);
  CU_ASSERT_EQUAL(cases[0].sample_count, 3);
  CU_ASSERT_EQUAL(cases[1].sample_count, 1);
  CU_ASSERT_EQUAL(cases[1].ending, RR_ENDING_TIME);
  free(cases[0].samples);
  free(cases[1].samples);
}

static void samples_are_not_more_than_are_kept(void)
{
  rr__rounds rounds = rounds_of(10, 1e9);
  rr__case of;
  actor unsteady = {.ns = 1000, .wobble = 4000};
  rounds.max_noise = -1;
  rounds.most_samples = 100;
  run_actors(&rounds, &of, &unsteady, 1);
  CU_ASSERT_EQUAL(of.ending, RR_ENDING_ROUNDS);
  CU_ASSERT(of.sample_count >= 100 && of.sample_count < 108);
  free(of.samples);
}

static void first_call_of_a_burst_is_not_kept(void)
{
  rr__rounds rounds = rounds_of(0, 1e9);
  rr__case of;
  actor quick = {.ns = 1000};
  run_actors(&rounds, &of, &quick, 1);
  CU_ASSERT_EQUAL(of.sample_count, RR_LEAST_ROUNDS * 8);
  CU_ASSERT_EQUAL(quick.calls, RR_LEAST_ROUNDS * 9);
  for (size_t i = 0; i < of.sample_count; i++) CU_ASSERT_EQUAL(of.samples[i].round, i / 8);
  free(of.samples);
}

static void every_round_visits_every_live_case_in_an_order_of_its_own(void)
{
  rr__rounds rounds = rounds_of(1000, 1e9);
  rr__case cases[4];
  actor actors[4] = {{.ns = 10000000}, {.ns = 10000000}, {.ns = 10000000}, {.ns = 10000000}};
  run_actors(&rounds, cases, actors, 4);
  size_t differing = 0;
  for (size_t round = 0; round < 100; round++) {
    const char *at = diary + 4 * round;
    for (char name = 'a'; name <= 'd'; name++) CU_ASSERT_PTR_NOT_NULL(memchr(at, name, 4));
    differing += round > 0 && memcmp(at, at - 4, 4) != 0;
  }
  CU_ASSERT(differing > 80);
  char before[401];
  memcpy(before, diary, sizeof before);
  for (size_t i = 0; i < 4; i++) free(cases[i].samples);
  rounds = rounds_of(1000, 1e9);
  for (size_t i = 0; i < 4; i++) actors[i].calls = 0;
  run_actors(&rounds, cases, actors, 4);
  CU_ASSERT(memcmp(before, diary, 400) == 0); // the seed says which order
  for (size_t i = 0; i < 4; i++) free(cases[i].samples);
}

static void failing_runner_ends_its_case_alone(void)
{
  rr__rounds rounds = rounds_of(50, 1000);
  rr__case cases[3];
  actor actors[3] = {{.ns = 1000000},
                     {.ns = 1000000, .fail_at = 12, .failure = RR_EDEVICE},
                     {.ns = 1000000, .fail_at = 30, .failure = RR_EVERIFY}};
  run_actors(&rounds, cases, actors, 3);
  CU_ASSERT_EQUAL(cases[0].outcome, RR_OUTCOME_VERIFIED);
  CU_ASSERT(cases[0].sample_count > 5);
  CU_ASSERT_EQUAL(cases[1].outcome, RR_OUTCOME_FAILED);
  CU_ASSERT_STRING_EQUAL(cases[1].message, "actor b forgot its text");
  CU_ASSERT_EQUAL(actors[1].calls, 12);
  CU_ASSERT_EQUAL(cases[1].sample_count, 0);
  CU_ASSERT_EQUAL(cases[1].summary.count, 0);
  CU_ASSERT_EQUAL(cases[2].outcome, RR_OUTCOME_WRONG);
  CU_ASSERT_EQUAL(cases[2].sample_count, 0);
  free(cases[0].samples);
}

static void interruption_keeps_what_was_measured(void)
{
  rr__rounds rounds = rounds_of(1e6, 1e9);
  rr__case cases[2];
  actor actors[2] = {{.ns = 10000000}, {.ns = 10000000}};
  stop_after = 7;
  run_actors(&rounds, cases, actors, 2);
  CU_ASSERT_EQUAL(entries, 7);
  CU_ASSERT_EQUAL(cases[0].sample_count + cases[1].sample_count, 7);
  CU_ASSERT_EQUAL(cases[0].ending, RR_ENDING_INTERRUPTED);
  CU_ASSERT_EQUAL(cases[0].outcome, RR_OUTCOME_VERIFIED);
  CU_ASSERT(cases[0].summary.median > 0);
  for (size_t i = 0; i < 2; i++) free(cases[i].samples);
  rounds = rounds_of(1e6, 1e9);
  stop_after = 1;
  run_actors(&rounds, cases, actors, 2);
  CU_ASSERT_EQUAL((cases[0].outcome == RR_OUTCOME_SKIPPED) + (cases[1].outcome == RR_OUTCOME_SKIPPED), 1);
  for (size_t i = 0; i < 2; i++) free(cases[i].samples);
}

static void runner_that_is_not_open_is_left_alone(void)
{
  rr__rounds rounds = rounds_of(0, 1000);
  rr__case cases[2] = {{.outcome = RR_OUTCOME_MISSING}, {.outcome = RR_OUTCOME_VERIFIED}};
  actor there = {.ns = 10000000, .name = 'x'};
  rr__runner runners[2] = {{NULL, NULL, NULL}, {act, NULL, &there}};
  bool interrupted = true;
  CHECK_OK(rr__rounds_run(&interrupted, &rounds, cases, runners, 2));
  CU_ASSERT_FALSE(interrupted);
  CU_ASSERT_EQUAL(cases[0].outcome, RR_OUTCOME_MISSING);
  CU_ASSERT_EQUAL(cases[0].sample_count, 0);
  CU_ASSERT_EQUAL(cases[1].sample_count, RR_LEAST_ROUNDS);
  free(cases[1].samples);
}

int main(int argc, char **argv)
{
  static const test_case cases[] = {TEST(steady_case_ends_narrow_after_its_least_time),
                                    TEST(narrow_takes_some_rounds_at_least),
                                    TEST(unsteady_case_ends_when_its_time_is_up),
                                    TEST(very_slow_case_has_a_sample_at_least_and_no_more_than_three),
                                    TEST(samples_are_not_more_than_are_kept),
                                    TEST(first_call_of_a_burst_is_not_kept),
                                    TEST(every_round_visits_every_live_case_in_an_order_of_its_own),
                                    TEST(failing_runner_ends_its_case_alone),
                                    TEST(interruption_keeps_what_was_measured),
                                    TEST(runner_that_is_not_open_is_left_alone)};
  return test_main(argc, argv, "rounds", cases, sizeof cases / sizeof *cases);
}
