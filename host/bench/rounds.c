// SPDX-License-Identifier: MIT
// A visit is a burst of calls: short ones need company, since what others left in the caches is theirs. The
// first call of a visit finds others' traces; where it is short it is not kept.
#include "bench/rounds.h"

#include <stdlib.h>
#include <stdio.h>

enum { BURST_CALLS = 8, LEAST_ROUNDS_IN_TIME = 3, LATE = 3 };
static const double short_call_ns = 5e6, burst_ns = 2e6;
static const double again_after = 1.3; // a summary costs more than many a call

typedef struct timed_case {
  rr__case *of;
  rr__runner *runner;
  bool is_live;
  double spent_ns;
  size_t rounds, next_look; // samples at which the interval is looked at again
} timed_case;

typedef struct rounds_run {
  const rr__rounds *rounds;
  timed_case *places;
  size_t *order;
  size_t count, ended;
  uint64_t random;
  bool is_stopped;
} rounds_run;

// SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t draw(rounds_run *course)
{
  uint64_t z = course->random += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static void shuffle(rounds_run *course)
{
  for (size_t i = 0; i < course->count; i++) course->order[i] = i;
  for (size_t i = course->count; i > 1; i--) {
    size_t other = (size_t)(draw(course) % i), kept = course->order[i - 1];
    course->order[i - 1] = course->order[other];
    course->order[other] = kept;
  }
}

static bool must_stop(rounds_run *course)
{
  const rr__rounds *rounds = course->rounds;
  if (!course->is_stopped && rounds->stop) course->is_stopped = rounds->stop(rounds->stop_user);
  return course->is_stopped;
}

static void end(rounds_run *course, timed_case *place, rr__ending ending)
{
  place->is_live = false;
  place->of->ending = ending;
  course->ended++;
}

static rr_status fail_case(rounds_run *course, timed_case *place, rr_status status)
{
  rr__case *of = place->of;
  snprintf(of->message, sizeof of->message, "%s", rr_error_text());
  of->outcome = status == RR_EVERIFY ? RR_OUTCOME_WRONG : RR_OUTCOME_FAILED;
  free(of->samples);
  of->samples = NULL;
  of->sample_count = 0;
  end(course, place, RR_ENDING_NARROW);
  return RR_OK;
}

// One burst. A failure of the runner ends the case, not the course.
static rr_status visit(rounds_run *course, timed_case *place, uint32_t round)
{
  const rr__rounds *rounds = course->rounds;
  uint64_t start_ns = rounds->now_ns(), kept_ns = start_ns;
  size_t kept = 0;
  rr_status status = RR_OK;
  for (size_t call = 0; !status && kept < BURST_CALLS && !must_stop(course); call++) {
    rr__sample sample = {.round = round};
    rr_status failure = place->runner->once(place->runner->self, &sample);
    uint64_t now_ns = rounds->now_ns();
    place->spent_ns += (double)(now_ns - start_ns);
    start_ns = now_ns;
    if (failure) return fail_case(course, place, failure);
    sample.round = round;
    if (call == 0) kept_ns = now_ns;
    if (call == 0 && sample.total_ns < short_call_ns) continue;
    status = rr__case_add_sample(place->of, &sample);
    kept++;
    if (call == 0 || (double)(now_ns - kept_ns) >= burst_ns) break;
  }
  place->rounds += kept > 0;
  return status;
}

static rr_status look(rounds_run *course, timed_case *place)
{
  const rr__summary *summary = &place->of->summary;
  size_t samples = place->of->sample_count;
  if (samples < place->next_look) return RR_OK;
  place->next_look = (size_t)((double)samples * again_after) + 1;
  rr_status status = rr__case_summarise(place->of);
  double half = (summary->high - summary->low) / 2;
  if (!status && half <= course->rounds->max_noise * summary->median) end(course, place, RR_ENDING_NARROW);
  return status;
}

static bool is_out_of_time(const rounds_run *course, const timed_case *place)
{
  double most_ns = course->rounds->max_time_ns;
  if (place->spent_ns < most_ns) return false;
  return place->rounds >= LEAST_ROUNDS_IN_TIME || place->spent_ns >= LATE * most_ns;
}

static rr_status judge(rounds_run *course, timed_case *place)
{
  rr_status status = RR_OK;
  bool may_be_narrow = place->rounds >= RR_LEAST_ROUNDS && place->spent_ns >= course->rounds->min_time_ns;
  if (may_be_narrow) status = look(course, place);
  if (!place->is_live || status) return status;
  if (place->of->sample_count >= course->rounds->most_samples)
    end(course, place, RR_ENDING_ROUNDS);
  else if (is_out_of_time(course, place))
    end(course, place, RR_ENDING_TIME);
  return RR_OK;
}

static rr_status go_round(rounds_run *course, uint32_t round)
{
  const rr__rounds *rounds = course->rounds;
  rr_status status = RR_OK;
  shuffle(course);
  for (size_t i = 0; i < course->count && !status && !must_stop(course); i++) {
    timed_case *place = &course->places[course->order[i]];
    if (!place->is_live) continue;
    if (rounds->tell) rounds->tell(rounds->tell_user, place->of, course->ended);
    status = visit(course, place, round);
    if (!status && place->is_live && place->of->sample_count) status = judge(course, place);
  }
  return status;
}

static void stop_live_ones(rounds_run *course)
{
  for (size_t i = 0; i < course->count; i++) {
    timed_case *place = &course->places[i];
    if (!place->is_live) continue;
    if (place->of->sample_count == 0) place->of->outcome = RR_OUTCOME_SKIPPED;
    end(course, place, RR_ENDING_INTERRUPTED);
  }
}

static rr_status summarise(rounds_run *course)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < course->count && !status; i++) status = rr__case_summarise(course->places[i].of);
  return status;
}

static rr_status run(rounds_run *course)
{
  rr_status status = RR_OK;
  for (uint32_t round = 0; course->ended < course->count && !course->is_stopped && !status; round++)
    status = go_round(course, round);
  if (course->is_stopped) stop_live_ones(course);
  return status ? status : summarise(course);
}

rr_status rr__rounds_run(bool *interrupted, const rr__rounds *rounds, rr__case *cases, rr__runner *runners,
                         size_t count)
{
  rounds_run course = {.rounds = rounds,
                       .places = calloc(count + 1, sizeof *course.places),
                       .order = calloc(count + 1, sizeof *course.order),
                       .random = rounds->seed};
  rr_status status = RR_OK;
  if (!course.places || !course.order)
    status = rr_fail(RR_ENOMEM, "no memory for rounds of %zu cases", count);
  for (size_t i = 0; i < count && !status; i++) {
    if (!runners[i].once) continue;
    course.places[course.count++] = (timed_case){.of = &cases[i], .runner = &runners[i], .is_live = true};
  }
  if (!status) status = run(&course);
  *interrupted = course.is_stopped;
  free(course.places);
  free(course.order);
  return status;
}
