// SPDX-License-Identifier: MIT
#include "report/document.h"

#include "support.h"

static rr__document *new_document(void)
{
  rr__document *document = rr__document_new("a title");
  CU_ASSERT_PTR_NOT_NULL_FATAL(document);
  return document;
}

static void parts_come_in_the_order_they_were_added(void)
{
  rr__document *document = new_document();
  rr__document_heading(document, 2, "on %s", "top");
  rr__document_add(document, RR_PART_ANSWER, "%d times", 7);
  rr__document_add(document, RR_PART_NOTE, "by the way");
  CHECK_OK(rr__document_status(document));
  CU_ASSERT_STRING_EQUAL(rr__document_title(document), "a title");
  CU_ASSERT_EQUAL_FATAL(rr__document_count(document), 3);
  CU_ASSERT_EQUAL(rr__document_at(document, 0)->kind, RR_PART_HEADING);
  CU_ASSERT_EQUAL(rr__document_at(document, 0)->level, 2);
  CU_ASSERT_STRING_EQUAL(rr__document_at(document, 0)->text, "on top");
  CU_ASSERT_EQUAL(rr__document_at(document, 1)->kind, RR_PART_ANSWER);
  CU_ASSERT_STRING_EQUAL(rr__document_at(document, 1)->text, "7 times");
  CU_ASSERT_STRING_EQUAL(rr__document_at(document, 2)->text, "by the way");
  rr__document_free(document);
}

static void head_with_a_hash_is_of_numbers(void)
{
  static const char *const heads[] = {"way", "#ms", "form", NULL};
  rr__document *document = new_document();
  rr__document_table(document, "times", heads);
  rr__document_cell(document, "%s", "#cpu");
  rr__document_cell(document, "%.1f", 1.25);
  rr__document_cell(document, "%s", "");
  CHECK_OK(rr__document_status(document));
  const rr__table *table = &rr__document_at(document, 0)->table;
  CU_ASSERT_EQUAL_FATAL(table->cols, 3);
  CU_ASSERT_EQUAL_FATAL(table->count, 6);
  CU_ASSERT_STRING_EQUAL(table->caption, "times");
  CU_ASSERT_STRING_EQUAL(table->cells[1], "ms");
  CU_ASSERT(!table->is_number[0] && table->is_number[1] && !table->is_number[2]);
  CU_ASSERT_STRING_EQUAL(table->cells[3], "#cpu"); // a hash is of heads alone
  CU_ASSERT_STRING_EQUAL(table->cells[4], "1.2");
  rr__document_free(document);
}

static void long_texts_and_many_parts_are_kept_whole(void)
{
  static const char *const heads[] = {"n", NULL};
  rr__document *document = new_document();
  for (int i = 0; i < 1000; i++) rr__document_add(document, RR_PART_ITEM, "%0*d", i + 1, i);
  rr__document_table(document, "", heads);
  for (int i = 0; i < 1000; i++) rr__document_cell(document, "%d", i);
  CHECK_OK(rr__document_status(document));
  CU_ASSERT_EQUAL_FATAL(rr__document_count(document), 1001);
  for (size_t i = 0; i < 1000; i++) CU_ASSERT_EQUAL(strlen(rr__document_at(document, i)->text), i + 1);
  CU_ASSERT_STRING_EQUAL(rr__document_at(document, 1000)->table.cells[1000], "999");
  rr__document_free(document);
}

static void missing_chart_is_told_as_want_of_memory(void)
{
  rr__document *document = new_document();
  rr__document_chart(document, NULL);
  rr__document_add(document, RR_PART_ITEM, "later");
  CHECK_FAILS(rr__document_status(document), RR_ENOMEM, "report");
  rr__document_free(document);
  rr__document_free(NULL);
}

static void cell_outside_of_a_table_is_no_document(void)
{
  rr__document *document = new_document();
  rr__document_add(document, RR_PART_PARAGRAPH, "no table");
  rr__document_cell(document, "x");
  CHECK_FAILS(rr__document_status(document), RR_ENOMEM, "report");
  rr__document_free(document);
}

static void columns_of_dashes_alone_are_left_out(void)
{
  static const char *const heads[] = {"way", "#a", "b", "#c", NULL};
  static const char *const cells[] = {"-", "-", "-", "1", "x", "-", "-", "-"};
  rr__document *document = new_document();
  rr__document_table(document, "", heads);
  for (size_t i = 0; i < 8; i++) rr__document_cell(document, "%s", cells[i]);
  rr__document_drop_empty(document);
  CHECK_OK(rr__document_status(document));
  const rr__table *table = &rr__document_at(document, 0)->table;
  CU_ASSERT_EQUAL_FATAL(table->cols, 2);
  CU_ASSERT_EQUAL_FATAL(table->count, 6);
  CU_ASSERT_STRING_EQUAL(table->cells[1], "c");
  CU_ASSERT(!table->is_number[0] && table->is_number[1]);
  CU_ASSERT_STRING_EQUAL(table->cells[3], "1");
  CU_ASSERT_STRING_EQUAL(table->cells[4], "x");
  rr__document_free(document);
}

static const test_case cases[] = {
    TEST(parts_come_in_the_order_they_were_added), TEST(head_with_a_hash_is_of_numbers),
    TEST(columns_of_dashes_alone_are_left_out),    TEST(long_texts_and_many_parts_are_kept_whole),
    TEST(missing_chart_is_told_as_want_of_memory), TEST(cell_outside_of_a_table_is_no_document),
};

TEST_MAIN("document", cases)
