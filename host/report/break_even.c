// SPDX-License-Identifier: MIT
// Between two sizes each time is taken to be a power of the rows: on logarithmic axes a straight line.
#include "report/break_even.h"

#include <math.h>

// 1: the challenger wins; -1: the other; 0: their intervals have times in common, or one round tells of none.
static int winner(const rr__size_times *size)
{
  if (size->challenger.groups == 1 || size->holder.groups == 1) return 0;
  if (size->challenger.high < size->holder.low) return 1;
  return size->holder.high < size->challenger.low ? -1 : 0;
}

// Where a line through (a->rows, before) and (b->rows, after) is 0, in logarithms; kept between the two.
static double crossing(const rr__size_times *a, const rr__size_times *b, double before, double after)
{
  double share = before / (before - after);
  if (!(share >= 0)) share = 0;
  if (share > 1) share = 1;
  return exp(log(a->rows) + share * (log(b->rows) - log(a->rows)));
}

// How far the holder is behind, as a logarithm: of medians; of the challenger's best and worst case.
static double lead(const rr__size_times *size)
{
  return log(size->holder.median / size->challenger.median);
}

static double lead_at_most(const rr__size_times *size)
{
  return log(size->holder.high / size->challenger.low);
}

static double lead_at_least(const rr__size_times *size)
{
  return log(size->holder.low / size->challenger.high);
}

static void find_between(rr__break_even *out, const rr__size_times *a, const rr__size_times *b)
{
  double most = crossing(a, b, lead_at_most(a), lead_at_most(b));
  double least = crossing(a, b, lead_at_least(a), lead_at_least(b));
  out->rows = crossing(a, b, lead(a), lead(b));
  out->low_rows = fmin(most, least);
  out->high_rows = fmax(most, least);
}

// How many sizes in a row, from one end on, the challenger wins.
static size_t wins_from_end(const rr__size_times *sizes, size_t count, bool is_first_end)
{
  size_t wins = 0;
  while (wins < count && winner(&sizes[is_first_end ? wins : count - 1 - wins]) > 0) wins++;
  return wins;
}

static size_t count_winner(const rr__size_times *sizes, size_t count, int who)
{
  size_t total = 0;
  for (size_t i = 0; i < count; i++) total += winner(&sizes[i]) == who;
  return total;
}

// All sizes from `won` on are won, the one before is not.
static void find_from(rr__break_even *out, const rr__size_times *sizes, size_t won)
{
  size_t lost = won;
  while (lost > 0 && winner(&sizes[lost - 1]) >= 0) lost--;
  out->kind = RR_BREAK_EVEN_FROM;
  out->before_rows = lost > 0 ? sizes[lost - 1].rows : 0;
  out->after_rows = sizes[won].rows;
  if (lost == won) find_between(out, &sizes[won - 1], &sizes[won]);
}

// All sizes before `open` are won, that one is not.
static void find_up_to(rr__break_even *out, const rr__size_times *sizes, size_t count, size_t open)
{
  size_t lost = open;
  while (lost < count && winner(&sizes[lost]) >= 0) lost++;
  out->kind = RR_BREAK_EVEN_UP_TO;
  out->before_rows = sizes[open - 1].rows;
  out->after_rows = lost < count ? sizes[lost].rows : 0;
  if (lost == open) find_between(out, &sizes[open - 1], &sizes[open]);
}

rr__break_even rr__break_even_find(const rr__size_times *sizes, size_t count)
{
  rr__break_even out = {0};
  if (count < 2) return out;
  out.first_rows = sizes[0].rows;
  out.last_rows = sizes[count - 1].rows;
  size_t wins = count_winner(sizes, count, 1), losses = count_winner(sizes, count, -1);
  if (wins == 0)
    out.kind = losses ? RR_BREAK_EVEN_NEVER : RR_BREAK_EVEN_EQUAL;
  else if (wins == count)
    out.kind = RR_BREAK_EVEN_ALWAYS;
  else if (wins_from_end(sizes, count, false) == wins)
    find_from(&out, sizes, count - wins);
  else if (wins_from_end(sizes, count, true) == wins)
    find_up_to(&out, sizes, count, wins);
  else
    out.kind = RR_BREAK_EVEN_MIXED;
  return out;
}
