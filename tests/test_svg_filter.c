// SPDX-License-Identifier: MIT
// What gets through from a drawing: shapes and marked texts, and nothing else, whatever there is.
#include "support.h"

#include "chart/svg_filter.h"

static char *const texts[] = {(char *)"first <b>", (char *)"second"};

static char *filter(const char *svg, rr_status expected)
{
  char *written = NULL;
  size_t bytes = 0;
  FILE *file = open_memstream(&written, &bytes);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_EQUAL(rr__svg_filter(file, svg, texts, 2), expected);
  fclose(file);
  return written;
}

static void check_filter(const char *svg, const char *expected)
{
  char *written = filter(svg, *expected ? RR_OK : RR_ENODEVICE);
  CU_ASSERT_STRING_EQUAL(written, expected);
  if (strcmp(written, expected) != 0) printf("    %s\n    not\n    %s\n", written, expected);
  free(written);
}

static void path_has_class_colour_and_width(void)
{
  check_filter(
      "<svg><g stroke-width=\"2.00\"><path stroke='rgb(  0,   1,   1)' stroke-dasharray='6.0,4.0' "
      "d='M1,2\n\t\tL3,4  '/></g></svg>",
      "<path class=\"s1\" fill=\"none\" stroke=\"#c23c00\" stroke-width=\"2.00\" "
      "stroke-dasharray=\"6.0,4.0\" stroke-linejoin=\"round\" d=\"M1,2 L3,4\"/>\n");
}

static void polygon_has_class_colour_and_opacity(void)
{
  check_filter("<polygon fill = 'rgb(  0,   1,   0)' fill-opacity = '0.18' points = '1,2 3,4 5,6 '/>",
               "<polygon class=\"f0\" fill=\"#1b6fb8\" fill-opacity=\"0.18\" points=\"1,2 3,4 5,6\"/>\n");
}

static void marked_text_is_put_in_escaped_and_behind_shapes(void)
{
  check_filter(
      "<g transform=\"translate(1.5,2)\" fill=\"rgb(0,1,8)\" font-size=\"13.00\" text-anchor=\"end\">"
      "<text><tspan font-family=\"x\" > T0</tspan></text></g><path d='M0,0L2,2'/>",
      "<path class=\"s8\" fill=\"none\" stroke=\"#1d2126\" d=\"M0,0L2,2\"/>\n"
      "<text class=\"f8 s13\" fill=\"#1d2126\" text-anchor=\"end\" font-size=\"13.00\" "
      "transform=\"translate(1.5,2)\">first &lt;b&gt;</text>\n");
}

static void text_that_is_not_marked_is_left_out(void)
{
  static const char *const contents[] = {
      "T2", "T", "T0x", "xT0", "hello", "", "T-1", "T+1", "T99999999999999999999999"};
  for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
    char svg[200];
    snprintf(svg, sizeof svg, "<text>%s</text>", contents[i]);
    check_filter(svg, "");
  }
}

static void state_ends_with_its_group(void)
{
  check_filter("<g stroke-width=\"3\"><g stroke-width=\"4\"></g><path d='M0,0L2,2'/></g><path d='M1,1L2,2'/>",
               "<path class=\"s8\" fill=\"none\" stroke=\"#1d2126\" stroke-width=\"3\" d=\"M0,0L2,2\"/>\n"
               "<path class=\"s8\" fill=\"none\" stroke=\"#1d2126\" d=\"M1,1L2,2\"/>\n");
}

static void signs_are_shapes_without_references(void)
{
  char *written = filter(
      "<use xlink:href='#gpPt6' transform='translate(1,2) scale(4)' color='rgb(  0,   1,   2)'/>", RR_OK);
  test_text_contains(written, "<path class=\"f2 s13\"");
  test_text_contains(written, "transform=\"translate(1,2) scale(4)\"");
  CU_ASSERT_PTR_NULL(strstr(written, "href"));
  free(written);
  check_filter("<use xlink:href='http://example.org/x.svg#gpPt6'/>", "");
  check_filter("<use xlink:href='#gpDot'/>", "");
}

static void everything_else_is_left_out(void)
{
  static const char *const hostile[] = {
      "<script>alert(1)</script>",
      "<script><path d='M0,0L2,2'/></script>",
      "<defs><defs></defs><path d='M0,0L2,2'/></defs>",
      "<title>T0</title><desc><text>T0</text></desc>",
      "<style>@import 'http://example.org'</style>",
      "<a xlink:href='javascript:alert(1)'><path d='M0,0L2,2'/></a>",
      "<image href='http://example.org/x.png'/>",
      "<foreignObject><text>T0</text></foreignObject>",
      "<path d='M0,0\" onload=\"alert(1)'/>",
      "<path d='url(http://example.org)'/>",
      "<!-- <path d='M0,0L2,2'/> -->",
      "<!DOCTYPE svg [<!ENTITY x 'y'>]>",
      "<path d='M0,0",
      "<path d=M0,0L2,2/>",
      "<path d='M0,0 M2,2'/>",
      "<text>T0",
      "",
      "no markup at all",
      "<",
      "</",
      "<<<>>>",
  };
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    char *written = filter(hostile[i], RR_ENODEVICE);
    CU_ASSERT_STRING_EQUAL(written, "");
    if (*written) printf("    %s gave %s\n", hostile[i], written);
    free(written);
  }
}

static void attributes_that_are_not_known_are_left_out(void)
{
  check_filter(
      "<path onclick='alert(1)' style='x' id='y' d='M0,0L2,2' stroke='url(#z)' stroke-dasharray='1;2'/>",
      "<path class=\"s8\" fill=\"none\" stroke=\"#1d2126\" d=\"M0,0L2,2\"/>\n");
}

static void depth_has_no_end(void)
{
  enum { DEPTH = 10000 };
  char *svg = malloc(DEPTH * 8 + 64), *end = svg;
  CU_ASSERT_PTR_NOT_NULL_FATAL(svg);
  for (int i = 0; i < DEPTH; i++) end += sprintf(end, "<g>");
  end += sprintf(end, "<path d='M0,0L2,2'/>");
  for (int i = 0; i < DEPTH; i++) end += sprintf(end, "</g>");
  check_filter(svg, "<path class=\"s8\" fill=\"none\" stroke=\"#1d2126\" d=\"M0,0L2,2\"/>\n");
  free(svg);
}

static void bytes_at_random_do_no_harm(void)
{
  static const char *const words[] = {
      "<",      ">",        "/",      "'",       "\"",     "=",   "g",    "path", "text",
      "script", "d='M0L1'", "T0",     "rgb(",    "fill=",  " ",   "\n",   "use",  "#gpPt6",
      "<g ",    "</g>",     "<text>", "</text>", "points", "1,2", "\xff", "defs"};
  for (int round = 0; round < 3000; round++) {
    char svg[600] = "", *written = NULL;
    for (int i = 0; i < 40; i++) strcat(svg, words[test_random_below(sizeof words / sizeof *words)]);
    size_t bytes = 0;
    FILE *file = open_memstream(&written, &bytes);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    rr_status status = rr__svg_filter(file, svg, texts, 2);
    fclose(file);
    CU_ASSERT(status == RR_OK || status == RR_ENODEVICE);
    CU_ASSERT_PTR_NULL(strstr(written, "script"));
    free(written);
  }
}

static const test_case cases[] = {
    TEST(path_has_class_colour_and_width),
    TEST(polygon_has_class_colour_and_opacity),
    TEST(marked_text_is_put_in_escaped_and_behind_shapes),
    TEST(text_that_is_not_marked_is_left_out),
    TEST(state_ends_with_its_group),
    TEST(signs_are_shapes_without_references),
    TEST(everything_else_is_left_out),
    TEST(attributes_that_are_not_known_are_left_out),
    TEST(depth_has_no_end),
    TEST(bytes_at_random_do_no_harm),
};
TEST_MAIN("svg_filter", cases)
