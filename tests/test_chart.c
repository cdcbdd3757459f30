// SPDX-License-Identifier: MIT
// Charts as data: what was put in is what is there.
#include "support.h"

#include "chart/chart.h"

static void new_chart_has_every_text(void)
{
  rr__chart *chart = rr__chart_new(RR_CHART_LINES, "throughput", "Throughput");
  CU_ASSERT_PTR_NOT_NULL_FATAL(chart);
  CU_ASSERT_EQUAL(chart->kind, RR_CHART_LINES);
  CU_ASSERT_STRING_EQUAL(chart->id, "throughput");
  CU_ASSERT_STRING_EQUAL(chart->title, "Throughput");
  CU_ASSERT_STRING_EQUAL(chart->x_label, "");
  CU_ASSERT_STRING_EQUAL(chart->y_label, "");
  CU_ASSERT_STRING_EQUAL(chart->alt, "");
  rr__chart_free(chart);
  rr__chart_free(NULL);
}

static void set_text_replaces_the_text_and_formats_it(void)
{
  rr__chart *chart = rr__chart_new(RR_CHART_BARS, "a", "b");
  CU_ASSERT_PTR_NOT_NULL_FATAL(chart);
  CU_ASSERT(rr__chart_set_text(&chart->title, "%s of %d", "time", 3));
  CU_ASSERT_STRING_EQUAL(chart->title, "time of 3");
  CU_ASSERT(rr__chart_set_text(&chart->title, "%s", "100 %s"));
  CU_ASSERT_STRING_EQUAL(chart->title, "100 %s");
  rr__chart_free(chart);
}

static void labels_series_and_points_keep_their_order_and_copy_their_texts(void)
{
  rr__chart *chart = rr__chart_new(RR_CHART_BARS, "a", "b");
  CU_ASSERT_PTR_NOT_NULL_FATAL(chart);
  char name[16];
  for (int i = 0; i < 100; i++) {
    CU_ASSERT(rr__chart_add_label(chart, "label %d", i));
    snprintf(name, sizeof name, "series %d", i);
    rr__series *series = rr__chart_add_series(chart, name, (unsigned)i % 8);
    CU_ASSERT_PTR_NOT_NULL_FATAL(series);
    for (int k = 0; k <= i; k++)
      CU_ASSERT(rr__series_add(series, (rr__point){.x = i, .y = k, .low = k - 1, .high = k + 1}));
  }
  CU_ASSERT_EQUAL_FATAL(chart->label_count, 100);
  CU_ASSERT_EQUAL_FATAL(chart->series_count, 100);
  CU_ASSERT_STRING_EQUAL(chart->labels[0], "label 0");
  CU_ASSERT_STRING_EQUAL(chart->labels[99], "label 99");
  for (size_t i = 0; i < 100; i++) {
    const rr__series *series = &chart->series[i];
    snprintf(name, sizeof name, "series %zu", i);
    CU_ASSERT_STRING_EQUAL(series->name, name);
    CU_ASSERT_EQUAL(series->colour, i % 8);
    CU_ASSERT_FALSE(series->is_limit);
    CU_ASSERT_EQUAL_FATAL(series->count, i + 1);
    CU_ASSERT_EQUAL(series->points[i].y, (double)i);
    CU_ASSERT_EQUAL(series->points[0].x, (double)i);
  }
  rr__chart_free(chart);
}

static const test_case cases[] = {
    TEST(new_chart_has_every_text),
    TEST(set_text_replaces_the_text_and_formats_it),
    TEST(labels_series_and_points_keep_their_order_and_copy_their_texts),
};
TEST_MAIN("chart", cases)
