// SPDX-License-Identifier: MIT
// Charts drawn by gnuplot: always the same bytes, nothing from outside in them but texts, and what is said
// where it cannot be.
#include "chart_support.h"
#include "support.h"

#include "chart/svg.h"

#include <sys/stat.h>
#include <unistd.h>

static char *draw(const rr__chart *chart, rr__svg_use use)
{
  char *svg = NULL;
  CHECK_OK(rr__svg_draw(&svg, chart, use, NULL));
  CU_ASSERT_PTR_NOT_NULL_FATAL(svg);
  return svg;
}

static size_t count(const char *text, const char *part)
{
  size_t found = 0;
  for (; (text = strstr(text, part)); text += strlen(part)) found++;
  return found;
}

static void each_kind_has_its_shapes_and_texts(void)
{
  rr__chart *bars = test_bars(), *stack = test_stack(), *lines = test_lines();
  char *svg = draw(bars, RR_SVG_WIDE);
  CU_ASSERT_EQUAL(count(svg, "<polygon class=\"f0\""), 3);
  test_text_contains(svg, ">plain loop</text>");
  test_text_contains(svg, "stroke-dasharray"); // of the limit
  free(svg);
  svg = draw(stack, RR_SVG_WIDE);
  for (unsigned i = 0; i < 3; i++) {
    char class[32];
    snprintf(class, sizeof class, "<polygon class=\"f%u\"", i);
    CU_ASSERT_EQUAL(count(svg, class), 3); // two bars, one sample
  }
  free(svg);
  svg = draw(lines, RR_SVG_WIDE);
  CU_ASSERT_EQUAL(count(svg, "transform=\"translate("),
                  count(svg, "<text ") + 3 * 5); // signs of points and names
  CU_ASSERT_EQUAL(count(svg, "fill-opacity"), 3);
  free(svg);
  rr__chart_free(bars);
  rr__chart_free(stack);
  rr__chart_free(lines);
}

static void same_chart_gives_the_same_bytes(void)
{
  rr__chart *(*const charts[])(void) = {test_bars, test_stack, test_lines};
  for (size_t i = 0; i < 3; i++) {
    rr__chart *one = charts[i](), *other = charts[i]();
    char *first = draw(one, RR_SVG_FILE), *second = draw(other, RR_SVG_FILE);
    CU_ASSERT_STRING_EQUAL(first, second);
    free(first);
    free(second);
    rr__chart_free(one);
    rr__chart_free(other);
  }
}

static void ids_are_those_of_title_and_description_and_differ_by_chart_and_use(void)
{
  rr__chart *chart = test_bars();
  char *wide = draw(chart, RR_SVG_WIDE), *narrow = draw(chart, RR_SVG_NARROW);
  CU_ASSERT_EQUAL(count(wide, " id=\""), 2);
  test_text_contains(wide, "<title id=\"time-1-wide-title\">Time of count</title>");
  test_text_contains(wide, "<desc id=\"time-1-wide-desc\">The pool takes a hundredth of the loop.</desc>");
  test_text_contains(wide, "role=\"img\" aria-labelledby=\"time-1-wide-title time-1-wide-desc\"");
  CU_ASSERT_EQUAL(count(narrow, " id=\""), 2);
  test_text_contains(narrow, "<title id=\"time-1-narrow-title\">");
  free(wide);
  free(narrow);
  rr__chart_free(chart);
}

// What could fetch, run, or name anything outside; texts are left out of the search.
static void check_harmless(const char *svg)
{
  static const char *const words[] = {"<script",  "<image", "<use", "<a ",    "href",
                                      "style=\"", "onload", "url(", "@import"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) CU_ASSERT_EQUAL(count(svg, words[i]), 0);
  CU_ASSERT_EQUAL(count(svg, "http"), 1); // of the name space
}

static void hostile_texts_are_plain_text(void)
{
  static const rr__chart_kind kinds[] = {RR_CHART_BARS, RR_CHART_STACK, RR_CHART_LINES};
  for (size_t i = 0; i < 9; i++) {
    rr__chart *chart = test_hostile_chart(kinds[i / 3]);
    char *svg = draw(chart, (rr__svg_use)(i % 3));
    test_text_contains(svg, test_hostile_markup);
    check_harmless(svg);
    free(svg);
    rr__chart_free(chart);
  }
  CU_ASSERT_NOT_EQUAL(access("x", F_OK), 0); // which `touch x` would have made
}

static void file_has_both_themes_and_its_title(void)
{
  rr__chart *chart = test_lines();
  char *svg = draw(chart, RR_SVG_FILE);
  CU_ASSERT_EQUAL(strncmp(svg, "<?xml ", 6), 0);
  test_text_contains(svg, "@media (prefers-color-scheme:dark)");
  test_text_contains(svg, ">Throughput over rows</text>");
  free(svg);
  svg = draw(chart, RR_SVG_WIDE);
  CU_ASSERT_PTR_NULL(strstr(svg, "<style"));
  CU_ASSERT_PTR_NULL(strstr(svg, ">Throughput over rows</text>"));
  free(svg);
  rr__chart_free(chart);
}

static const char *fake_gnuplot(const char *script)
{
  const char *path = test_path("gnuplot");
  test_write_file(path, script, strlen(script));
  CU_ASSERT_EQUAL_FATAL(chmod(path, 0700), 0);
  return path;
}

static void missing_or_failing_gnuplot_is_no_device(void)
{
  rr__chart *chart = test_bars();
  char *svg = (char *)chart;
  CHECK_FAILS(rr__svg_draw(&svg, chart, RR_SVG_WIDE, "/nowhere/gnuplot"), RR_ENODEVICE, "/nowhere/gnuplot");
  CU_ASSERT_PTR_NULL(svg);
  CHECK_FAILS(
      rr__svg_draw(&svg, chart, RR_SVG_WIDE, fake_gnuplot("#!/bin/sh\necho 'no svg here' >&2\nexit 3\n")),
      RR_ENODEVICE, "no svg here");
  CHECK_FAILS(rr__svg_draw(&svg, chart, RR_SVG_WIDE, fake_gnuplot("#!/bin/sh\nexit 0\n")), RR_ENODEVICE,
              "drew nothing");
  CHECK_FAILS(rr__svg_draw(&svg, chart, RR_SVG_WIDE,
                           fake_gnuplot("#!/bin/sh\necho '<svg><script>1</script></svg>'\n")),
              RR_ENODEVICE, "no drawing");
  CU_ASSERT_PTR_NULL(svg);
  rr__chart_free(chart);
}

static void much_output_is_refused(void)
{
  rr__chart *chart = test_bars();
  char *svg = NULL;
  CHECK_FAILS(rr__svg_draw(&svg, chart, RR_SVG_WIDE, fake_gnuplot("#!/bin/sh\nhead -c 20000000 /dev/zero\n")),
              RR_ENODEVICE, "MiB");
  rr__chart_free(chart);
}

static const test_case cases[] = {
    TEST(each_kind_has_its_shapes_and_texts),
    TEST(same_chart_gives_the_same_bytes),
    TEST(ids_are_those_of_title_and_description_and_differ_by_chart_and_use),
    TEST(hostile_texts_are_plain_text),
    TEST(file_has_both_themes_and_its_title),
    TEST(missing_or_failing_gnuplot_is_no_device),
    TEST(much_output_is_refused),
};

int main(int argc, char **argv)
{
  if (!test_has_gnuplot()) return 77;
  return test_main(argc, argv, "svg", cases, sizeof cases / sizeof *cases);
}
