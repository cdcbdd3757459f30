// SPDX-License-Identifier: MIT
// Colours: each can be seen on the paper of its theme, and told apart from the others.
#include "support.h"

#include "chart/palette.h"

#include <math.h>

// The rules of both themes, light first.
static const char *css(void)
{
  static char text[16384];
  FILE *file = fmemopen(text, sizeof text, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  rr__palette_write_css(file, ".x");
  CU_ASSERT_EQUAL(fclose(file), 0);
  return text;
}

// The number of a colour, 0xrrggbb, in the rules from `css` on.
static unsigned find_colour(const char *css, unsigned role)
{
  char rule[32];
  unsigned colour = 0;
  snprintf(rule, sizeof rule, ".x .f%u{fill:#", role);
  const char *found = strstr(css, rule);
  CU_ASSERT_PTR_NOT_NULL_FATAL(found);
  CU_ASSERT_EQUAL(sscanf(found + strlen(rule), "%6x", &colour), 1);
  return colour;
}

static double linear(unsigned value)
{
  double share = value / 255.0;
  return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

// WCAG 2.1: relative luminance, contrast ratio.
static double luminance(unsigned colour)
{
  return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8 & 255) + 0.0722 * linear(colour & 255);
}

static double contrast(unsigned a, unsigned b)
{
  double first = luminance(a), second = luminance(b);
  return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}

static void check_theme(const char *rules)
{
  unsigned paper = find_colour(rules, RR_COLOUR_PAPER);
  for (unsigned i = 0; i < RR_PALETTE_SIZE; i++) {
    CU_ASSERT(contrast(find_colour(rules, i), paper) >= 3);
    for (unsigned k = 0; k < i; k++) CU_ASSERT_NOT_EQUAL(find_colour(rules, i), find_colour(rules, k));
  }
  CU_ASSERT(contrast(find_colour(rules, RR_COLOUR_INK), paper) >= 7);
  CU_ASSERT(contrast(find_colour(rules, RR_COLOUR_FAINT), paper) >= 4.5);
}

static void every_colour_can_be_seen_in_both_themes(void)
{
  const char *text = css();
  const char *dark = strstr(text, "@media (prefers-color-scheme:dark)");
  CU_ASSERT_PTR_NOT_NULL_FATAL(dark);
  check_theme(text);
  check_theme(dark);
  CU_ASSERT(luminance(find_colour(text, RR_COLOUR_PAPER)) > 0.9);
  CU_ASSERT(luminance(find_colour(dark, RR_COLOUR_PAPER)) < 0.05);
}

static void attributes_have_the_light_colours(void)
{
  const char *text = css();
  char colour[16];
  for (unsigned i = 0; i < RR_COLOURS; i++) {
    snprintf(colour, sizeof colour, "#%06x", find_colour(text, i));
    CU_ASSERT_STRING_EQUAL(rr__palette_light(i), colour);
  }
  CU_ASSERT_STRING_EQUAL(rr__palette_light(RR_COLOURS), rr__palette_light(RR_COLOUR_INK));
}

static const test_case cases[] = {
    TEST(every_colour_can_be_seen_in_both_themes),
    TEST(attributes_have_the_light_colours),
};
TEST_MAIN("palette", cases)
