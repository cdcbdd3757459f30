// SPDX-License-Identifier: MIT
// Pages: what is in them, that it nests, that texts stay texts, and that nothing is fetched.
#include "chart_support.h"
#include "support.h"

#include "report/digest.h"
#include "report/write_html.h"

static char *page_of(const rr__document *document, const char *gnuplot)
{
  rr_report_options options = RR_REPORT_OPTIONS_INIT;
  char *page = NULL;
  options.gnuplot = gnuplot;
  CHECK_OK(rr__document_status(document));
  CHECK_OK(rr__write_html(&page, document, &options));
  CU_ASSERT_PTR_NOT_NULL_FATAL(page);
  return page;
}

static rr__document *new_document(const char *text)
{
  static const char *const heads[] = {"way", "#ms", NULL};
  rr__document *document = rr__document_new(text);
  CU_ASSERT_PTR_NOT_NULL_FATAL(document);
  rr__document_heading(document, 1, "%s", text);
  rr__document_add(document, RR_PART_ANSWER, "first: %s", text);
  rr__document_add(document, RR_PART_ANSWER, "second: %s", text);
  rr__document_heading(document, 2, "%s", text);
  rr__document_add(document, RR_PART_PARAGRAPH, "%s", text);
  rr__document_add(document, RR_PART_ITEM, "%s", text);
  rr__document_add(document, RR_PART_ITEM, "%s", text);
  rr__document_add(document, RR_PART_NOTE, "%s", text);
  rr__document_heading(document, 3, "%s", text);
  rr__document_table(document, text, heads);
  for (int i = 0; i < 2; i++) {
    rr__document_cell(document, "%s", text);
    rr__document_cell(document, "%d.5", i);
  }
  rr__document_table(document, "", heads);
  rr__document_chart(document, test_hostile_chart(RR_CHART_BARS));
  rr__document_add(document, RR_PART_ITEM, "%s", text);
  return document;
}

static const char none[] = "/nowhere/gnuplot";

static void parts_are_elements(void)
{
  rr__document *document = new_document("T");
  char *page = page_of(document, none);
  static const char *const expected[] = {
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>T</title>",
      "<h1>T</h1>",
      "<h2 id=\"s1\">T</h2>\n<ul class=\"answers\">\n<li>first: T</li>\n<li>second: T</li>\n</ul>\n",
      "<h3 id=\"s2\">T</h3>\n<p>T</p>\n<ul>\n<li>T</li>\n<li>T</li>\n</ul>\n<p class=\"note\">T</p>\n",
      "<h4 id=\"s3\">T</h4>",
      "<figcaption id=\"t1\">T</figcaption>",
      "<table aria-labelledby=\"t1\">\n<thead>\n<tr><th scope=\"col\">way</th><th class=\"n\" "
      "scope=\"col\">ms</th>"
      "</tr>\n</thead>\n<tbody>\n<tr><th scope=\"row\">T</th><td class=\"n\">0.5</td></tr>\n"
      "<tr><th scope=\"row\">T</th><td class=\"n\">1.5</td></tr>\n</tbody>\n</table>",
      "<li><a href=\"#s1\">T</a></li>\n<li class=\"inner\"><a href=\"#s2\">T</a></li>\n</ul>\n</nav>",
      "<ul>\n<li>T</li>\n</ul>\n<p class=\"note\">Charts are missing",
  };
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) test_text_contains(page, expected[i]);
  free(page);
  rr__document_free(document);
}

static void page_without_gnuplot_says_why_it_has_no_charts(void)
{
  rr__document *document = new_document("T");
  char *page = page_of(document, none);
  test_text_contains(page, "Charts are missing from this page");
  test_text_contains(page, none);
  CU_ASSERT_PTR_NULL(strstr(page, "<svg"));
  CU_ASSERT_PTR_NULL(strstr(page, "class=\"drawing\""));
  free(page);
  rr__document_free(document);
}

static void policy_allows_the_one_style_sheet_and_nothing_else(void)
{
  rr__document *document = new_document("T");
  char *page = page_of(document, none), digest[RR_DIGEST_TEXT], policy[300];
  const char *style = strstr(page, "<style>"), *end = strstr(page, "</style>");
  CU_ASSERT_FATAL(style && end);
  style += strlen("<style>");
  rr__digest(digest, style, (size_t)(end - style));
  snprintf(
      policy, sizeof policy,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
      "base-uri 'none'; form-action 'none'\">",
      digest);
  const char *found = strstr(page, policy);
  CU_ASSERT_PTR_NOT_NULL(found);
  CU_ASSERT(found < style);
  CU_ASSERT_PTR_NULL(strstr(end + 1, "<style"));
  CU_ASSERT_PTR_NULL(strstr(page, " style="));
  free(page);
  rr__document_free(document);
}

static void hostile_texts_are_plain_text(void)
{
  rr__document *document = new_document(test_hostile_text);
  char *page = page_of(document, NULL);
  size_t shown = 0;
  for (const char *at = page; (at = strstr(at, test_hostile_markup)); at++) shown++;
  CU_ASSERT(shown >= 15);
  static const char *const words[] = {"<script", "<img",         "<a href=\"h", "<link",   "http:",
                                      "https:",  "\xe2\x80\xae", "\xff",        "@import", "url("};
  for (const char *at = page; (at = strstr(at, "http://www.w3.org/2000/svg"));) memset((char *)at, '-', 26);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    CU_ASSERT_PTR_NULL(strstr(page, words[i]));
    if (strstr(page, words[i])) printf("    there is %s\n", words[i]);
  }
  free(page);
  rr__document_free(document);
}

static bool is_void(const char *name, size_t size)
{
  return (size == 4 && strncmp(name, "meta", 4) == 0) || name[size] == '/' || *name == '!';
}

// Whether every element that begins ends in its turn; texts have no < in them.
static void elements_nest(void)
{
  rr__document *document = new_document(test_hostile_text);
  char *page = page_of(document, NULL);
  const char *open[64];
  size_t depth = 0;
  bool nests = true;
  for (const char *at = page; nests && (at = strchr(at, '<'));) {
    bool closes = at[1] == '/';
    const char *name = at + 1 + closes, *end = strchr(at, '>');
    size_t size = strcspn(name, " >\n");
    if (!end) break;
    at = end;
    if (closes)
      nests = depth > 0 && strncmp(open[--depth], name, size) == 0;
    else if (!is_void(name, size) && end[-1] != '/')
      open[depth++] = name;
    nests = nests && depth < 64;
  }
  CU_ASSERT(nests);
  CU_ASSERT_EQUAL(depth, 0);
  free(page);
  rr__document_free(document);
}

static void ids_are_unique(void)
{
  rr__document *document = new_document("T");
  rr__document_chart(document, test_bars());
  rr__document_chart(document, test_lines());
  char *page = page_of(document, NULL);
  size_t count = 0;
  for (const char *at = page; (at = strstr(at, " id=\"")); at++) {
    size_t size = strcspn(at + 5, "\"") + 6;
    count++;
    for (const char *other = at + 1; (other = strstr(other, " id=\"")); other++)
      CU_ASSERT_NOT_EQUAL(strncmp(at, other, size), 0);
  }
  CU_ASSERT_EQUAL(count, 3 + 1 + 3 * 4); // headings, a caption, drawings
  free(page);
  rr__document_free(document);
}

static void same_document_gives_the_same_page(void)
{
  rr__document *one = new_document("T"), *other = new_document("T");
  char *first = page_of(one, NULL), *second = page_of(other, NULL);
  CU_ASSERT_STRING_EQUAL(first, second);
  free(first);
  free(second);
  rr__document_free(one);
  rr__document_free(other);
}

static const test_case cases[] = {
    TEST(parts_are_elements),
    TEST(page_without_gnuplot_says_why_it_has_no_charts),
    TEST(policy_allows_the_one_style_sheet_and_nothing_else),
    TEST(hostile_texts_are_plain_text),
    TEST(elements_nest),
    TEST(ids_are_unique),
    TEST(same_document_gives_the_same_page),
};

int main(int argc, char **argv)
{
  if (!test_has_gnuplot()) return 77;
  return test_main(argc, argv, "write_html", cases, sizeof cases / sizeof *cases);
}
