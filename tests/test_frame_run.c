// SPDX-License-Identifier: MIT
// Kernels over frames: columns each in their dtype, rows in the common one, and what the statistics say.
#include "support.h"

#include "core/frame.h"

static rr_context *context;

static rr_frame *load_frame(const char *text)
{
  rr_frame *frame = NULL;
  test_write_file(test_path("f.csv"), text, strlen(text));
  CHECK_OK(rr_frame_load(&frame, test_path("f.csv"), NULL));
  return frame;
}

static void check_result(rr_frame *frame, const char *expected)
{
  CHECK_OK(rr_frame_save(frame, test_path("out.csv"), NULL));
  char *text = test_read_file(test_path("out.csv"), NULL);
  CU_ASSERT_STRING_EQUAL(text, expected);
  free(text);
  rr_frame_free(frame);
}

static const rr_param *from_1_to_3(void)
{
  static const rr_param params[] = {{"min", "1"}, {"max", "3"}, {NULL, NULL}};
  return params;
}

static void columns_are_run_in_their_own_dtypes(void)
{
  rr_frame *frame = load_frame("a,x,b,y\n1,0.5,9007199254740993,3\n2,1.5,9007199254740993,nan\n"),
           *out = NULL;
  rr_run_stats stats;
  rr_run_options options = {.per = RR_PER_COL, .verify = true};
  CHECK_OK(rr_frame_run(context, "count", from_1_to_3(), frame, &out, &options, &stats));
  CU_ASSERT_EQUAL(rr_frame_rows(out), 1);
  CU_ASSERT_EQUAL(rr_frame_column_dtype(out, 2), RR_INT32);
  check_result(out, "a,x,b,y\n2,1,0,1\n");
  CU_ASSERT_EQUAL(stats.rows, 2);
  CU_ASSERT_EQUAL(stats.cols, 4);
  CU_ASSERT_EQUAL(stats.dtype, RR_DTYPE_AUTO);
  CU_ASSERT_EQUAL(stats.out_dtype, RR_INT32);
  CU_ASSERT_TRUE(stats.is_mixed && stats.verified);
  CU_ASSERT_EQUAL(stats.verified_rows, 4);
  CU_ASSERT_EQUAL(stats.tiles, 2);
  CU_ASSERT_EQUAL(stats.bytes_in, 64);
  CU_ASSERT_EQUAL(stats.bytes_out, 16);
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  CHECK_OK(rr_frame_run(context, "normalize", NULL, frame, &out, &options, NULL));
  check_result(out, "a,x,b,y\n0.0,0.0,0.0,nan\n1.0,1.0,0.0,nan\n");
  rr_frame_free(frame);
}

static void rows_are_run_in_the_common_dtype(void)
{
  rr_frame *frame = load_frame("a,x,b\n1,0.5,3\n4,2.5,8\n"), *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_frame_run(context, "count", from_1_to_3(), frame, &out, NULL, &stats));
  check_result(out, "count\n2\n1\n");
  CU_ASSERT_EQUAL(stats.dtype, RR_FLOAT64);
  CU_ASSERT_FALSE(stats.is_mixed);
  CU_ASSERT_EQUAL(stats.cols, 3);
  CHECK_OK(rr_frame_run(context, "normalize", NULL, frame, &out, NULL, NULL));
  check_result(out, "a,x,b\n0.2,0.0,1.0\n0.2727272727272727,0.0,1.0\n");
  rr_frame_free(frame);
  frame = load_frame("a,x\n9007199254740993,0.5\n");
  out = NULL;
  CHECK_FAILS(rr_frame_run(context, "count", from_1_to_3(), frame, &out, NULL, NULL), RR_EDATA,
              "column 0 (from 0)");
  CU_ASSERT_PTR_NULL(out);
  rr_frame_free(frame);
}

static void a_frame_of_one_dtype_is_run_as_a_matrix(void)
{
  rr_frame *frame = load_frame("1,2\n3,4\n"), *out = NULL;
  rr_run_stats stats;
  rr_run_options options = {.per = RR_PER_COL};
  CHECK_OK(rr_frame_run(context, "count", from_1_to_3(), frame, &out, &options, &stats));
  CU_ASSERT_EQUAL(stats.dtype, RR_INT64);
  CU_ASSERT_FALSE(stats.is_mixed);
  check_result(out, "2,1\n");
  rr_frame_free(frame);
}

static void errors_tell_the_number_of_the_column_in_the_frame(void)
{
  rr_frame *frame = load_frame("a,x,b,y\n1,0.5,7,1.5\n2,0.25,7,nan\n"), *out = NULL;
  rr_run_options options = {.per = RR_PER_COL, .nan = RR_NAN_ERROR};
  CHECK_FAILS(rr_frame_run(context, "normalize", NULL, frame, &out, &options, NULL), RR_EDATA,
              "row 1, column 3 (from 0) is NaN");
  options.nan = RR_NAN_OMIT;
  CHECK_FAILS(
      rr_frame_run(context, "normalize", RR_PARAMS({"constant", "error"}), frame, &out, &options, NULL),
      RR_EDATA, "column 2 (from 0) is constant");
  CU_ASSERT_PTR_NULL(out);
  rr_frame_free(frame);
}

static void a_wrong_call_is_refused(void)
{
  rr_frame *frame = load_frame("a,x\n1,0.5\n"), *out = NULL;
  rr_run_stats stats;
  rr_run_options options = {.per = RR_PER_COL};
  CHECK_FAILS(rr_frame_run(context, "cuont", NULL, frame, &out, &options, &stats), RR_EUSAGE, "cuont");
  CHECK_FAILS(rr_frame_run(context, NULL, NULL, frame, &out, NULL, &stats), RR_EUSAGE, "no kernel");
  CHECK_FAILS(rr_frame_run(context, "count", RR_PARAMS({"min", "1"}), frame, &out, &options, &stats),
              RR_EUSAGE, "max");
  CU_ASSERT_EQUAL(stats.rows, 1);
  CU_ASSERT_EQUAL(stats.cols, 2);
  CU_ASSERT_PTR_NULL(out);
  rr_frame_free(frame);
}

static void statistics_of_parts_add_up(void)
{
  rr_run_stats total = {.device = "cpu",
                        .dtype = RR_INT64,
                        .out_dtype = RR_INT32,
                        .rows = 9,
                        .cols = 2,
                        .tiles = 1,
                        .bytes_in = 10,
                        .bytes_out = 1,
                        .verified = true,
                        .verified_rows = 3,
                        .note_count = 2,
                        .elapsed_ns = {[RR_PHASE_kernel] = 5}};
  rr_run_stats more = {.device = "opencl:0",
                       .dtype = RR_FLOAT64,
                       .out_dtype = RR_INT32,
                       .rows = 4,
                       .tiles = 2,
                       .bytes_in = 20,
                       .bytes_out = 2,
                       .verified = true,
                       .verified_rows = 4,
                       .note = "constant_rows",
                       .note_count = 3,
                       .fallback = {.happened = true, .code = -5},
                       .elapsed_ns = {[RR_PHASE_kernel] = 6, [RR_PHASE_upload] = 7}};
  rr_run_stats_add(&total, &more);
  CU_ASSERT_STRING_EQUAL(total.device, "mixed");
  CU_ASSERT_STRING_EQUAL(total.note, "constant_rows");
  CU_ASSERT_TRUE(total.is_mixed && total.dtype == RR_DTYPE_AUTO && total.out_dtype == RR_INT32);
  CU_ASSERT_TRUE(total.rows == 9 && total.cols == 2 && total.tiles == 3);
  CU_ASSERT_TRUE(total.bytes_in == 30 && total.bytes_out == 3 && total.verified_rows == 7);
  CU_ASSERT_TRUE(total.verified && total.note_count == 5 && total.fallback.code == -5);
  CU_ASSERT_TRUE(total.elapsed_ns[RR_PHASE_kernel] == 11 && total.elapsed_ns[RR_PHASE_upload] == 7);
  more.verified = false;
  more.fallback.code = -4;
  rr_run_stats_add(&total, &more);
  CU_ASSERT_FALSE(total.verified);
  CU_ASSERT_EQUAL(total.fallback.code, -5); // the first
}

static void a_run_over_nothing_did_not_happen_anywhere(void)
{
  rr_run_stats nothing = {.device = "cpu"}, real = {.device = "opencl:0", .device_name = "A", .tiles = 1};
  rr_run_stats total = nothing;
  rr_run_stats_add(&total, &real);
  CU_ASSERT_STRING_EQUAL(total.device, "opencl:0");
  CU_ASSERT_STRING_EQUAL(total.device_name, "A");
  rr_run_stats_add(&total, &nothing);
  CU_ASSERT_STRING_EQUAL(total.device, "opencl:0");
}

static const test_case cases[] = {
    TEST(columns_are_run_in_their_own_dtypes),
    TEST(rows_are_run_in_the_common_dtype),
    TEST(a_frame_of_one_dtype_is_run_as_a_matrix),
    TEST(errors_tell_the_number_of_the_column_in_the_frame),
    TEST(a_wrong_call_is_refused),
    TEST(statistics_of_parts_add_up),
    TEST(a_run_over_nothing_did_not_happen_anywhere),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, &(rr_context_options){.device = "cpu"})) return 1;
  int result = test_main(argc, argv, "frame_run", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return result;
}
