// SPDX-License-Identifier: MIT
// Charts laid out: what the script says, that no text from outside is in it, and that it is always the same.
#include "chart_support.h"
#include "support.h"

#include "chart/drawing.h"

static rr__drawing drawing_of(const rr__chart *chart, bool is_narrow, bool has_title)
{
  rr__drawing drawing;
  CHECK_OK(rr__drawing_make(&drawing, chart, is_narrow, has_title));
  return drawing;
}

static bool has_text(const rr__drawing *drawing, const char *text)
{
  for (size_t i = 0; i < drawing->text_count; i++)
    if (strcmp(drawing->texts[i], text) == 0) return true;
  return false;
}

static void script_of_bars_is_the_golden_one(void)
{
  char *expected = test_read_file(TEST_FOLDER "/report/bars.gnuplot", NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(expected);
  rr__chart *chart = test_bars();
  rr__drawing drawing = drawing_of(chart, false, false);
  CU_ASSERT_STRING_EQUAL(drawing.script, expected);
  if (strcmp(drawing.script, expected) != 0) printf("%s", drawing.script);
  rr__drawing_free(&drawing);
  rr__chart_free(chart);
  free(expected);
}

static void texts_are_those_of_the_chart(void)
{
  rr__chart *chart = test_bars();
  rr__drawing drawing = drawing_of(chart, false, true);
  static const char *const expected[] = {"Time of count", "CPU pool", "numpy", "plain loop", "1 ms",
                                         "20 ms",         "100 ms",   "time",  "limit"};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) CU_ASSERT(has_text(&drawing, expected[i]));
  CU_ASSERT_FALSE(has_text(&drawing, "median")); // a series of bars alone needs no name
  rr__drawing_free(&drawing);
  drawing = drawing_of(chart, false, false);
  CU_ASSERT_FALSE(has_text(&drawing, "Time of count"));
  rr__drawing_free(&drawing);
  rr__chart_free(chart);
}

// Only characters that the script's own words, numbers and marks are made of.
static void no_text_from_outside_is_in_a_script(void)
{
  static const rr__chart_kind kinds[] = {RR_CHART_BARS, RR_CHART_STACK, RR_CHART_LINES};
  for (size_t i = 0; i < 6; i++) {
    rr__chart *chart = test_hostile_chart(kinds[i / 2]);
    rr__drawing drawing = drawing_of(chart, i % 2, true);
    CU_ASSERT_PTR_NULL(strpbrk(drawing.script, "`\"\\@^_{}&;|!%"));
    CU_ASSERT_PTR_NULL(strstr(drawing.script, "touch"));
    CU_ASSERT_PTR_NULL(strstr(drawing.script, "alert"));
    CU_ASSERT_PTR_NULL(strstr(drawing.script, "nan"));
    CU_ASSERT_PTR_NULL(strstr(drawing.script, "inf"));
    rr__drawing_free(&drawing);
    rr__chart_free(chart);
  }
}

static void same_chart_gives_the_same_script(void)
{
  rr__chart *(*const charts[])(void) = {test_bars, test_stack, test_lines};
  for (size_t i = 0; i < 6; i++) {
    rr__chart *one = charts[i / 2](), *other = charts[i / 2]();
    rr__drawing first = drawing_of(one, i % 2, true), second = drawing_of(other, i % 2, true);
    CU_ASSERT_STRING_EQUAL(first.script, second.script);
    CU_ASSERT_EQUAL(first.text_count, second.text_count);
    rr__drawing_free(&first);
    rr__drawing_free(&second);
    rr__chart_free(one);
    rr__chart_free(other);
  }
}

static void narrow_drawing_is_narrow_and_has_the_same_labels(void)
{
  rr__chart *chart = test_bars();
  rr__drawing wide = drawing_of(chart, false, false), narrow = drawing_of(chart, true, false);
  CU_ASSERT_EQUAL(narrow.width, 360);
  CU_ASSERT(wide.width > 2 * narrow.width);
  CU_ASSERT(narrow.height > wide.height); // labels have lines of their own
  for (size_t i = 0; i < chart->label_count; i++) {
    CU_ASSERT(has_text(&wide, chart->labels[i]));
    CU_ASSERT(has_text(&narrow, chart->labels[i]));
  }
  rr__drawing_free(&wide);
  rr__drawing_free(&narrow);
  rr__chart_free(chart);
}

static void long_labels_are_cut_and_leave_room_for_bars(void)
{
  rr__chart *chart = test_bars();
  char label[2000];
  memset(label, 'n', sizeof label);
  label[sizeof label - 1] = '\0';
  CU_ASSERT_FATAL(rr__chart_set_text(&chart->labels[0], "%s", label));
  rr__drawing drawing = drawing_of(chart, false, false);
  CU_ASSERT_FALSE(has_text(&drawing, label));
  CU_ASSERT(drawing.right - drawing.left > drawing.width / 3);
  rr__drawing_free(&drawing);
  rr__chart_free(chart);
}

static void chart_without_points_says_so(void)
{
  static const rr__chart_kind kinds[] = {RR_CHART_BARS, RR_CHART_STACK, RR_CHART_LINES};
  for (size_t i = 0; i < 3; i++) {
    rr__chart *chart = rr__chart_new(kinds[i], "empty", "empty");
    CU_ASSERT_PTR_NOT_NULL_FATAL(chart);
    rr__drawing drawing = drawing_of(chart, false, false);
    CU_ASSERT(has_text(&drawing, "nothing to draw"));
    CU_ASSERT(drawing.bottom > drawing.top && drawing.right > drawing.left);
    rr__drawing_free(&drawing);
    rr__chart_free(chart);
  }
}

static void every_colour_has_a_shape_of_its_own_in_turn(void)
{
  for (unsigned i = 0; i < 8; i++)
    for (unsigned k = 0; k < i; k++) CU_ASSERT_NOT_EQUAL(rr__marker_of(i), rr__marker_of(k));
  CU_ASSERT_NOT_EQUAL(rr__marker_of(0), rr__marker_of(8)); // the same colour
}

static const test_case cases[] = {
    TEST(script_of_bars_is_the_golden_one),
    TEST(texts_are_those_of_the_chart),
    TEST(no_text_from_outside_is_in_a_script),
    TEST(same_chart_gives_the_same_script),
    TEST(narrow_drawing_is_narrow_and_has_the_same_labels),
    TEST(long_labels_are_cut_and_leave_room_for_bars),
    TEST(chart_without_points_says_so),
    TEST(every_colour_has_a_shape_of_its_own_in_turn),
};
TEST_MAIN("drawing", cases)
