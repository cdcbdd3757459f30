// SPDX-License-Identifier: MIT
// Numbers of axes are 1, 2 or 5 times a power of ten.
#include "chart/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Beyond that, sums and quotients of ends might not be numbers.
static bool is_in_reach(double value)
{
  return value == 0 || (fabs(value) > 1e-100 && fabs(value) < 1e100);
}

static void set_ends(rr__scale *scale, double low, double high, bool is_log)
{
  *scale = (rr__scale){.is_log = is_log};
  bool usable = is_in_reach(low) && is_in_reach(high) && low <= high && (!is_log || low > 0);
  scale->low = usable ? low : is_log ? 1 : 0;
  scale->high = usable ? high : 10;
  if (!is_log && scale->low > 0) scale->low = 0;
  if (!is_log && scale->high < 0) scale->high = 0;
  if (scale->low < scale->high) return;
  scale->high = is_log || scale->low > 0 ? scale->low * 2 : scale->low + 1;
  scale->low = is_log ? scale->low / 2 : scale->low;
}

static void add_tick(rr__scale *scale, double value)
{
  double margin = scale->is_log ? 1e-9 * value : 1e-9 * (scale->high - scale->low);
  if (value < scale->low - margin || value > scale->high + margin) return;
  if (scale->tick_count < RR_SCALE_TICKS) scale->ticks[scale->tick_count++] = value;
}

// The least of 1, 2, 5 times a power of ten that is no less.
static double round_up_to_step(double value)
{
  double power = pow(10, floor(log10(value)));
  double digits = value / power;
  return power * (digits <= 1.0000001 ? 1 : digits <= 2.0000001 ? 2 : digits <= 5.0000001 ? 5 : 10);
}

static void set_linear_ticks(rr__scale *scale, size_t most)
{
  double step = round_up_to_step((scale->high - scale->low) / (double)(most - 1));
  scale->tick_count = 0;
  for (double at = ceil(scale->low / step); at <= floor(scale->high / step + 1e-9); at++)
    add_tick(scale, at * step == 0 ? 0 : at * step);
}

// Of each `every`th power of ten these digits.
static void set_log_ticks(rr__scale *scale, int every, const char *digits)
{
  int first = (int)floor(log10(scale->low)) - 1, last = (int)ceil(log10(scale->high));
  scale->tick_count = 0;
  for (int power = first; power <= last; power++) {
    if (((power % every) + every) % every) continue;
    for (const char *digit = digits; *digit; digit++) add_tick(scale, (*digit - '0') * pow(10, power));
  }
}

static void set_ticks(rr__scale *scale, size_t most)
{
  if (most < 2) most = 2;
  if (most > RR_SCALE_TICKS - 2) most = RR_SCALE_TICKS - 2;
  if (!scale->is_log) {
    set_linear_ticks(scale, most);
    return;
  }
  static const char *const finer[] = {"125", "15", "1"};
  for (size_t i = 0; i < sizeof finer / sizeof *finer; i++) {
    set_log_ticks(scale, 1, finer[i]);
    if (scale->tick_count <= most && scale->tick_count > 0) break;
  }
  for (int every = 2; scale->tick_count > most && every < 1000; every++) set_log_ticks(scale, every, "1");
  if (scale->tick_count < 2) set_linear_ticks(scale, most);
}

void rr__scale_fit(rr__scale *scale, double low, double high, bool is_log, size_t most)
{
  set_ends(scale, low, high, is_log);
  if (is_log) {
    double air = pow(scale->high / scale->low, 0.03);
    scale->low /= air;
    scale->high *= air;
  } else {
    scale->high += 0.04 * (scale->high - scale->low);
  }
  set_ticks(scale, most);
}

void rr__scale_fit_places(rr__scale *scale, double low, double high, bool is_log, size_t most)
{
  rr__scale_fit(scale, low, high, is_log, most);
  if (is_log || !is_in_reach(low) || !is_in_reach(high) || !(low < high)) return;
  scale->low = low;
  scale->high = high;
  bool is_whole = floor(low) == low && floor(high) == high;
  set_ticks(scale, is_whole ? (size_t)fmin((double)most, high - low + 1) : most); // no step below 1
  scale->low -= 0.04 * (high - low);
  scale->high += 0.04 * (high - low);
}

void rr__scale_fit_bars(rr__scale *scale, double low, double high, bool is_log, size_t most)
{
  set_ends(scale, low, high, is_log);
  if (is_log) {
    double below = scale->low / fmax(1.6, pow(scale->high / scale->low, 0.08));
    scale->low = 10 / round_up_to_step(10 / below); // round down
  }
  set_ticks(scale, most);
}

double rr__scale_place(const rr__scale *scale, double value)
{
  double place = scale->is_log ? log(value / scale->low) / log(scale->high / scale->low)
                               : (value - scale->low) / (scale->high - scale->low);
  return place >= 0 ? fmin(place, 1) : 0;
}

// At most three significant digits, without zeros at the end.
static void write_digits(char *out, size_t capacity, double value)
{
  double magnitude = fabs(value);
  int decimals = magnitude >= 99.95 || magnitude == 0 ? 0 : 2 - (int)floor(log10(magnitude * 1.0005));
  if (decimals > 12) decimals = 12;
  if (decimals < 0) decimals = 0;
  snprintf(out, capacity, "%.*f", decimals, value);
  if (!strchr(out, '.')) return;
  size_t length = strlen(out);
  while (out[length - 1] == '0') out[--length] = '\0';
  if (out[length - 1] == '.') out[length - 1] = '\0';
}

static const char *take_prefix(double *value, bool has_small)
{
  static const struct {
    double factor;
    const char *prefix;
  } steps[] = {{1e-9, "n"}, {1e-6, "µ"}, {1e-3, "m"}, {1, ""},    {1e3, "k"},
               {1e6, "M"},  {1e9, "G"},  {1e12, "T"}, {1e15, "P"}};
  enum { ONE = 3, LAST = sizeof steps / sizeof *steps - 1 };
  size_t i = has_small && *value != 0 ? 0 : ONE;
  while (i < LAST && fabs(*value) >= 0.9995 * steps[i + 1].factor) i++;
  *value /= steps[i].factor;
  return steps[i].prefix;
}

rr__number_text rr__number_text_of(double value, const char *unit)
{
  rr__number_text out;
  char digits[400]; // the longest double has 309 digits
  bool is_time = strcmp(unit, "s") == 0;
  const char *prefix = is_time && fabs(value) >= 1000 ? "" : take_prefix(&value, is_time);
  write_digits(digits, sizeof digits, value);
  bool is_measure = is_time || unit[0] == 'B';
  bool is_close = !*unit || strcmp(unit, "×") == 0 || strcmp(unit, "%") == 0;
  if (is_measure)
    snprintf(out.text, sizeof out.text, "%.20s %s%.16s", digits, prefix, unit);
  else
    snprintf(out.text, sizeof out.text, "%.20s%s%s%.16s", digits, prefix, is_close ? "" : " ", unit);
  return out;
}
