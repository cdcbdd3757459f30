// SPDX-License-Identifier: MIT
// Charts of a document: drawn for a page, saved as files, and done without where there is no gnuplot.
#include "chart_support.h"
#include "support.h"

#include "report/charts.h"

#include <sys/stat.h>
#include <unistd.h>

static char log_text[2000];

static void keep(const char *text, void *user)
{
  (void)user;
  snprintf(log_text + strlen(log_text), sizeof log_text - strlen(log_text), "%s\n", text);
}

static rr__document *new_document(void)
{
  rr__document *document = rr__document_new("charts");
  CU_ASSERT_PTR_NOT_NULL_FATAL(document);
  rr__document_add(document, RR_PART_PARAGRAPH, "before");
  rr__document_chart(document, test_bars());
  rr__document_chart(document, test_lines());
  CHECK_OK(rr__document_status(document));
  log_text[0] = '\0';
  return document;
}

static rr_report_options options_of(const char *folder, const char *gnuplot)
{
  rr_report_options options = RR_REPORT_OPTIONS_INIT;
  options.charts = folder;
  options.gnuplot = gnuplot;
  options.log.write = keep;
  return options;
}

static void each_chart_is_a_file_named_by_its_id(void)
{
  rr__document *document = new_document();
  const char *folder = test_path("charts"), *bars = test_path("charts/time-1.svg"),
             *lines = test_path("charts/rows-1.svg");
  rr_report_options options = options_of(folder, NULL);
  CHECK_OK(rr__charts_save(document, &options));
  CHECK_OK(rr__charts_save(document, &options)); // the folder may be there
  char *svg = test_read_file(bars, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(svg);
  test_text_contains(svg, "</svg>\n");
  free(svg);
  CU_ASSERT_EQUAL(access(lines, F_OK), 0);
  CU_ASSERT_STRING_EQUAL(log_text, "");
  rr__document_free(document);
}

static void folder_that_cannot_be_made_is_told(void)
{
  rr__document *document = new_document();
  rr_report_options options = options_of(test_path("no/such/folder"), NULL);
  CHECK_FAILS(rr__charts_save(document, &options), RR_EOUTPUT, "no/such/folder");
  const char *file = test_path("file");
  test_write_file(file, "x", 1);
  options.charts = file;
  CHECK_FAILS(rr__charts_save(document, &options), RR_EOUTPUT, "file");
  rr__document_free(document);
}

static void id_that_leads_elsewhere_is_refused(void)
{
  rr__document *document = rr__document_new("charts");
  CU_ASSERT_PTR_NOT_NULL_FATAL(document);
  rr__document_chart(document, rr__chart_new(RR_CHART_BARS, "../outside", ""));
  CHECK_OK(rr__document_status(document));
  const char *folder = test_path("inside"), *outside = test_path("outside.svg");
  rr_report_options options = options_of(folder, NULL);
  CHECK_FAILS(rr__charts_save(document, &options), RR_EOUTPUT, "../outside");
  CU_ASSERT_NOT_EQUAL(access(outside, F_OK), 0);
  rr__document_free(document);
}

static void charts_of_a_page_stand_at_their_parts(void)
{
  rr__document *document = new_document();
  rr_report_options options = options_of(NULL, NULL);
  rr__charts charts;
  CHECK_OK(rr__charts_draw(&charts, document, &options));
  CU_ASSERT_EQUAL_FATAL(charts.count, 3);
  CU_ASSERT_PTR_NULL(charts.drawn[0].wide);
  test_text_contains(charts.drawn[1].wide, "class=\"chart wide\"");
  test_text_contains(charts.drawn[1].narrow, "class=\"chart narrow\"");
  test_text_contains(charts.drawn[2].wide, "rows-1-wide-title");
  CU_ASSERT_STRING_EQUAL(charts.failure, "");
  rr__charts_clear(&charts);
  rr__document_free(document);
}

static void without_gnuplot_there_are_no_charts_and_one_message(void)
{
  rr__document *document = new_document();
  rr_report_options options = options_of(test_path("none"), "/nowhere/gnuplot");
  rr__charts charts;
  CHECK_OK(rr__charts_draw(&charts, document, &options));
  test_text_contains(charts.failure, "/nowhere/gnuplot");
  CU_ASSERT_PTR_NULL(charts.drawn[1].wide);
  CU_ASSERT_PTR_NULL(charts.drawn[2].wide);
  rr__charts_clear(&charts);
  test_text_contains(log_text, "/nowhere/gnuplot");
  CU_ASSERT_PTR_EQUAL(strchr(log_text, '\n'), strrchr(log_text, '\n'));
  CHECK_OK(rr__charts_save(document, &options));
  rr__document_free(document);
}

static const test_case cases[] = {
    TEST(each_chart_is_a_file_named_by_its_id),
    TEST(folder_that_cannot_be_made_is_told),
    TEST(id_that_leads_elsewhere_is_refused),
    TEST(charts_of_a_page_stand_at_their_parts),
    TEST(without_gnuplot_there_are_no_charts_and_one_message),
};

int main(int argc, char **argv)
{
  if (!test_has_gnuplot()) return 77;
  return test_main(argc, argv, "charts", cases, sizeof cases / sizeof *cases);
}
