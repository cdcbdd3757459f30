// SPDX-License-Identifier: MIT
#include "chart_support.h"

#include "support.h"

#include <math.h>

const char test_hostile_text[] =
    "`touch x`'\"\\\n<script>alert(1)</script>&amp;@x^2_{3}$HOME%s\xe2\x80\xae\xff";
const char test_hostile_markup[] =
    "`touch x`&#39;&quot;\\\\n&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;@x^2_{3}"
    "$HOME%s\\u202e\\xff";

static rr__series *add_series(rr__chart *chart, const char *name, unsigned colour)
{
  rr__series *series = rr__chart_add_series(chart, name, colour);
  CU_ASSERT_PTR_NOT_NULL_FATAL(series);
  return series;
}

static void add_point(rr__series *series, double x, double y, double half)
{
  bool added = rr__series_add(series, (rr__point){.x = x, .y = y, .low = y - half, .high = y + half});
  CU_ASSERT_FATAL(added);
}

static rr__chart *new_chart(rr__chart_kind kind, const char *id, const char *title)
{
  rr__chart *chart = rr__chart_new(kind, id, title);
  CU_ASSERT_PTR_NOT_NULL_FATAL(chart);
  return chart;
}

rr__chart *test_bars(void)
{
  rr__chart *chart = new_chart(RR_CHART_BARS, "time-1", "Time of count");
  bool is_set = rr__chart_set_text(&chart->x_label, "time") && rr__chart_set_text(&chart->x_unit, "s") &&
                rr__chart_set_text(&chart->alt, "The pool takes a hundredth of the loop.") &&
                rr__chart_add_label(chart, "CPU pool") && rr__chart_add_label(chart, "numpy") &&
                rr__chart_add_label(chart, "plain loop");
  CU_ASSERT_FATAL(is_set);
  chart->log_x = true;
  rr__series *series = add_series(chart, "median", 0);
  add_point(series, 0, 0.001, 0.0001);
  add_point(series, 0, 0.02, 0);
  add_point(series, 0, 0.1, 0.01);
  series = add_series(chart, "limit", 6);
  series->is_limit = true;
  add_point(series, 0, 0.0005, 0);
  return chart;
}

rr__chart *test_stack(void)
{
  rr__chart *chart = new_chart(RR_CHART_STACK, "phases-1", "Where the time goes");
  CU_ASSERT_FATAL(rr__chart_add_label(chart, "CPU pool") && rr__chart_add_label(chart, "opencl:0"));
  static const char *const names[] = {"load", "kernel", "store"};
  for (unsigned i = 0; i < 3; i++) {
    rr__series *series = add_series(chart, names[i], i);
    add_point(series, 0, 1 + i, 0);
    add_point(series, 0, 3 - i, 0);
  }
  return chart;
}

rr__chart *test_lines(void)
{
  rr__chart *chart = new_chart(RR_CHART_LINES, "rows-1", "Throughput over rows");
  CU_ASSERT_FATAL(rr__chart_set_text(&chart->y_unit, "B/s"));
  chart->log_x = chart->log_y = true;
  static const char *const names[] = {"CPU pool", "opencl:0", "numpy"};
  for (unsigned i = 0; i < 3; i++) {
    rr__series *series = add_series(chart, names[i], i);
    for (double rows = 1000; rows < 2e6; rows *= 10)
      add_point(series, rows, 1e6 * rows / (rows + 1e5) * (i + 1), 1e3);
  }
  rr__series *limit = add_series(chart, "limit", 0);
  limit->is_limit = true;
  add_point(limit, 0, 5e6, 0);
  return chart;
}

rr__chart *test_hostile_chart(rr__chart_kind kind)
{
  static const double values[] = {NAN, INFINITY, -INFINITY, 0, -1, 1e300, 5e-324, 1};
  rr__chart *chart = new_chart(kind, "hostile", test_hostile_text);
  bool is_set = rr__chart_set_text(&chart->x_label, "%s", test_hostile_text) &&
                rr__chart_set_text(&chart->y_label, "%s", test_hostile_text) &&
                rr__chart_set_text(&chart->x_unit, "%s", test_hostile_text) &&
                rr__chart_set_text(&chart->y_unit, "%s", test_hostile_text) &&
                rr__chart_set_text(&chart->alt, "%s", test_hostile_text);
  CU_ASSERT_FATAL(is_set);
  chart->log_x = chart->log_y = true;
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    CU_ASSERT_FATAL(rr__chart_add_label(chart, "%s", test_hostile_text));
  for (unsigned i = 0; i < 3; i++) {
    rr__series *series = add_series(chart, test_hostile_text, UINT32_MAX - i);
    series->is_limit = i == 2;
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
      rr__point point = {values[k], values[(k + i) % 8], values[(k + 1) % 8], values[(k + 2) % 8]};
      CU_ASSERT_FATAL(rr__series_add(series, point));
    }
  }
  return chart;
}

bool test_has_gnuplot(void)
{
  bool has_gnuplot = system("gnuplot --version > /dev/null 2>&1") == 0;
  if (!has_gnuplot) printf("SKIPPED: there is no gnuplot\n");
  return has_gnuplot;
}
