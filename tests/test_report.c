// SPDX-License-Identifier: MIT
// Whole reports: golden ones, byte for byte; and that hostile texts of a record do no harm in any format.
#include <rowrun/report.h>

#include "record/record.h"
#include "support.h"

static rr_record *load(const char *name)
{
  char path[512];
  rr_record *record = NULL;
  snprintf(path, sizeof path, "%s/report/%s", TEST_FOLDER, name);
  CHECK_OK(rr_record_load(&record, path));
  return record;
}

static char *report(rr_record *const *records, size_t count, rr_report_format format)
{
  rr_report_options options = RR_REPORT_OPTIONS_INIT;
  char *text = NULL;
  options.format = format;
  CHECK_OK(rr_report(&text, (const rr_record *const *)records, count, &options));
  return text;
}

// After a change that is meant: sh tests/report/renew.sh
static void check_golden(rr_record *const *records, size_t count, rr_report_format format, const char *name)
{
  char path[512];
  snprintf(path, sizeof path, "%s/report/%s", TEST_FOLDER, name);
  char *text = report(records, count, format), *golden = test_read_file(path, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(golden);
  size_t line = 1, at = 0;
  for (; text[at] && text[at] == golden[at]; at++) line += text[at] == '\n';
  if (text[at] != golden[at]) printf("    %s differs in line %zu; see tests/report/renew.sh\n", name, line);
  CU_ASSERT_STRING_EQUAL(text, golden);
  free(golden);
  free(text);
}

static void reports_of_the_sample_are_the_golden_ones(void)
{
  rr_record *record = load("sample.json");
  check_golden(&record, 1, RR_REPORT_text, "sample.txt");
  check_golden(&record, 1, RR_REPORT_markdown, "sample.md");
  check_golden(&record, 1, RR_REPORT_csv, "sample.csv");
  rr_record_free(record);
}

static void two_machines_are_compared_as_the_golden_report_has_it(void)
{
  rr_record *records[] = {load("sample.json"), load("sample_other.json")};
  check_golden(records, 2, RR_REPORT_text, "machines.txt");
  for (int i = 0; i < 2; i++) rr_record_free(records[i]);
}

static void no_line_of_text_is_wider_than_asked(void)
{
  rr_record *record = load("sample.json");
  static const size_t widths[] = {80, 100, 160};
  for (size_t w = 0; w < 3; w++) {
    rr_report_options options = RR_REPORT_OPTIONS_INIT;
    char *text = NULL;
    options.width = widths[w];
    CHECK_OK(rr_report(&text, (const rr_record *const[]){record}, 1, &options));
    size_t width = 0, widest = 0;
    for (const char *c = text; *c; c++) {
      width = *c == '\n' ? 0 : width + (((unsigned char)*c & 0xC0) != 0x80);
      if (width > widest) widest = width;
    }
    CU_ASSERT(widest <= widths[w]);
    if (widest > widths[w]) printf("    %zu columns instead of %zu\n", widest, widths[w]);
    free(text);
  }
  rr_record_free(record);
}

static const char hostile[] =
    "=cmd|'/C calc'!A1, \"x\" <script>alert(1)</script> & `b` *c* [d](e) ![f](g) \x1b[31m\r\n"
    "# h \xE2\x80\xAE \xFF | 1. i";

// Every text of a case and of the machine.
static rr_record *make_hostile(void)
{
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  for (int i = 0; i < 2; i++) {
    rr__case *of = rr__record_add_case(record);
    CU_ASSERT_PTR_NOT_NULL_FATAL(of);
    snprintf(of->work.kernel, sizeof of->work.kernel, "%.60s", hostile);
    snprintf(of->work.call, sizeof of->work.call, "%s", hostile);
    of->work.rows = of->timed_rows = 1000;
    of->work.cols = 5;
    of->work.dtype = of->work.out_dtype = RR_INT32;
    of->bytes = 24000;
    of->way.is_peer = i == 1;
    snprintf(of->way.name, sizeof of->way.name, "%.60s", hostile);
    snprintf(of->way.form, sizeof of->way.form, "%s", hostile);
    snprintf(of->way.version, sizeof of->way.version, "%.90s", hostile);
    snprintf(of->way.device_name, sizeof of->way.device_name, "%s", hostile);
    snprintf(of->message, sizeof of->message, "%s", hostile);
    of->outcome = i == 0 ? RR_OUTCOME_VERIFIED : RR_OUTCOME_FAILED;
    if (i == 0) CHECK_OK(rr__case_add_sample(of, &(rr__sample){.total_ns = 1000}));
    CHECK_OK(rr__case_summarise(of));
  }
  json_object_set_new(record->machine, "cpu", json_pack("{s:s}", "model", "<b>x</b> | \x1b[2J\n# y"));
  json_object_set_new(record->settings, "<i>", json_string("`z` | \n- w"));
  return record;
}

// Bytes that do something to a terminal, or turn the direction of writing; newlines are ours.
static bool has_controls(const char *text)
{
  for (const char *c = text; *c; c++)
    if (((unsigned char)*c < 0x20 && *c != '\n') || *c == 0x7f || (unsigned char)*c == 0xFF) return true;
  return strstr(text, "\xE2\x80\xAE");
}

static void hostile_texts_are_harmless_in_every_format(void)
{
  rr_record *record = make_hostile();
  static const rr_report_format formats[] = {RR_REPORT_text, RR_REPORT_markdown, RR_REPORT_csv};
  for (size_t i = 0; i < 3; i++) {
    char *text = report(&record, 1, formats[i]);
    CU_ASSERT_FALSE(has_controls(text));
    test_text_contains(text, formats[i] == RR_REPORT_markdown ? "\\\\x1b" : "\\x1b");
    free(text);
  }
  rr_record_free(record);
}

static void markdown_has_no_markup_of_outside_texts(void)
{
  rr_record *record = make_hostile();
  char *text = report(&record, 1, RR_REPORT_markdown);
  CU_ASSERT_PTR_NULL(strstr(text, "<script"));
  CU_ASSERT_PTR_NULL(strstr(text, "<b>"));
  CU_ASSERT_PTR_NULL(strstr(text, " `b`"));
  CU_ASSERT_PTR_NULL(strstr(text, " *c*"));
  CU_ASSERT_PTR_NULL(strstr(text, " [d]("));
  CU_ASSERT_PTR_NULL(strstr(text, " & "));
  CU_ASSERT_PTR_NULL(strstr(text, "\n# h"));
  // Each row of a table has as many bars as its head.
  size_t bars = 0, wanted = 0;
  for (const char *c = text; *c; c++) {
    bars += *c == '|' && c > text && c[-1] != '\\';
    if (*c != '\n') continue;
    if (bars == 0) wanted = 0;
    if (bars > 0 && wanted == 0) wanted = bars;
    CU_ASSERT_EQUAL(bars, wanted);
    bars = 0;
  }
  free(text);
  rr_record_free(record);
}

// Cells of a line of CSV, as RFC 4180 has it; -1: it does not end as one.
static int count_cells(const char **line)
{
  int cells = 1;
  bool is_quoted = false;
  for (; **line && (is_quoted || **line != '\n'); (*line)++) {
    if (**line == '"') is_quoted = !is_quoted;
    if (!is_quoted && **line == ',') cells++;
  }
  if (**line) (*line)++;
  return is_quoted ? -1 : cells;
}

static void csv_has_as_many_cells_in_each_line_and_no_formula(void)
{
  rr_record *record = make_hostile();
  char *text = report(&record, 1, RR_REPORT_csv);
  const char *line = text;
  int wanted = count_cells(&line), lines = 0;
  for (; *line; lines++) CU_ASSERT_EQUAL(count_cells(&line), wanted);
  CU_ASSERT_EQUAL(lines, 2);
  CU_ASSERT_PTR_NULL(strstr(text, ",=cmd"));
  CU_ASSERT_PTR_NULL(strstr(text, ",\"=cmd"));
  test_text_contains(text, ",\"'=cmd");
  test_text_contains(text, "\"\"x\"\"");
  free(text);
  rr_record_free(record);
}

static void report_of_no_record_is_refused_and_of_an_empty_one_is_not(void)
{
  char *text = NULL;
  CHECK_FAILS(rr_report(&text, NULL, 0, NULL), RR_EUSAGE, "rowrun bench");
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  for (int format = RR_REPORT_text; format <= RR_REPORT_csv; format++) {
    text = report(&record, 1, (rr_report_format)format);
    CU_ASSERT(*text);
    free(text);
  }
  rr_record_free(record);
}

static const test_case cases[] = {
    TEST(reports_of_the_sample_are_the_golden_ones),
    TEST(two_machines_are_compared_as_the_golden_report_has_it),
    TEST(no_line_of_text_is_wider_than_asked),
    TEST(hostile_texts_are_harmless_in_every_format),
    TEST(markdown_has_no_markup_of_outside_texts),
    TEST(csv_has_as_many_cells_in_each_line_and_no_formula),
    TEST(report_of_no_record_is_refused_and_of_an_empty_one_is_not),
};

TEST_MAIN("report", cases)
