// SPDX-License-Identifier: MIT
// Passes over memory do what they say, on the pool and on one thread. How fast they are is for the reader.
#include "support.h"

#include "cpu/bandwidth.h"
#include "bench/limits.h"

#include <rowrun/bandwidth.h>

// Buffers that there is no memory for end in NULL here, too, and not in an abort.
const char *__asan_default_options(void);
__attribute__((visibility("default"))) const char *__asan_default_options(void)
{
  return "allocator_may_return_null=1";
}

static rr_context *context;

static void each_pass_moves_and_is_checked(const char *device, size_t asked, size_t bytes)
{
  static const rr_bandwidth order[] = {RR_BANDWIDTH_READ,   RR_BANDWIDTH_UPDATE, RR_BANDWIDTH_UPDATE,
                                       RR_BANDWIDTH_COPY,   RR_BANDWIDTH_READ,   RR_BANDWIDTH_COPY,
                                       RR_BANDWIDTH_UPDATE, RR_BANDWIDTH_READ};
  rr_bandwidth_test *test = NULL;
  CHECK_OK(rr_bandwidth_open(&test, context, device, asked));
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    uint64_t elapsed_ns = 0, moved = 0;
    CHECK_OK(rr_bandwidth_once(test, order[i], &elapsed_ns, &moved));
    CU_ASSERT(elapsed_ns > 0);
    CU_ASSERT_EQUAL(moved, order[i] == RR_BANDWIDTH_READ ? bytes : 2 * bytes);
  }
  rr_bandwidth_free(test);
}

static void passes_of_any_size_are_checked(void)
{
  static const size_t sizes[][2] = {
      {1, 4096}, {4096, 4096}, {4097, 8192}, {1000000, 1003520}, {5 << 20, 5 << 20}};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    each_pass_moves_and_is_checked("cpu", sizes[i][0], sizes[i][1]);
    each_pass_moves_and_is_checked("serial", sizes[i][0], sizes[i][1]);
  }
}

static void loops_do_what_their_names_say(void)
{
  enum { WORDS = 3 * RR_BANDWIDTH_WORDS };
  static _Alignas(4096) uint64_t in[WORDS], out[WORDS];
  uint64_t sum = 0;
  rr__bandwidth_fill(in, 7, WORDS);
  for (size_t i = 0; i < WORDS; i++) sum += (7 + i) * 0x9e3779b97f4a7c15u;
  CU_ASSERT_EQUAL(rr__bandwidth_read(in, WORDS), sum);
  for (int past = 0; past < 2; past++) {
    memset(out, 0, sizeof out);
    rr__bandwidth_copy(out, in, WORDS, past);
    CU_ASSERT(memcmp(in, out, sizeof in) == 0);
  }
  rr__bandwidth_update(out, WORDS);
  for (size_t i = 0; i < WORDS; i++) CU_ASSERT_EQUAL(out[i], in[i] + 1);
}

static void wrong_questions_are_refused(void)
{
  rr_bandwidth_test *test = NULL;
  uint64_t elapsed_ns, bytes;
  CHECK_FAILS(rr_bandwidth_open(&test, context, "cpu", 0), RR_EUSAGE, "0 bytes");
  CHECK_FAILS(rr_bandwidth_open(&test, context, "cpu", SIZE_MAX), RR_EUSAGE, "bytes");
  CHECK_FAILS(rr_bandwidth_open(&test, context, "cpu", SIZE_MAX / 2), RR_ENOMEM, "smaller");
  CHECK_FAILS(rr_bandwidth_open(&test, context, "no such device", 4096), RR_ENODEVICE, "no such device");
  CHECK_OK(rr_bandwidth_open(&test, context, "cpu", 4096));
  CHECK_FAILS(rr_bandwidth_once(test, RR_BANDWIDTH_UPLOAD, &elapsed_ns, &bytes), RR_ENODEVICE, "moved");
  CHECK_FAILS(rr_bandwidth_once(test, RR_BANDWIDTHS, &elapsed_ns, &bytes), RR_EUSAGE, "no bandwidth");
  rr_bandwidth_free(test);
  rr_bandwidth_free(NULL);
  CU_ASSERT_STRING_EQUAL(rr_bandwidth_name(RR_BANDWIDTH_COPY), "copy");
  CU_ASSERT_STRING_EQUAL(rr_bandwidth_name(RR_BANDWIDTHS), "");
  test_text_contains(rr_bandwidth_words(RR_BANDWIDTH_COPY), "read and written");
}

static void limits_of_a_device_are_sampled_for_each_size(void)
{
  const size_t sizes[] = {65536, 1 << 20};
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  CHECK_OK(rr__limits_measure(record, context, "cpu", "the pool", 2, sizes, 2));
  CU_ASSERT_EQUAL_FATAL(record->limit_count, 6);
  for (size_t i = 0; i < 6; i++) {
    const rr__limit *limit = &record->limits[i];
    CU_ASSERT_STRING_EQUAL(limit->device, "cpu");
    CU_ASSERT_STRING_EQUAL(limit->device_name, "the pool");
    CU_ASSERT_STRING_EQUAL(limit->what, rr_bandwidth_name((rr_bandwidth)(i % 3)));
    CU_ASSERT_EQUAL(limit->threads, 2);
    CU_ASSERT_EQUAL(limit->buffer_bytes, sizes[i / 3]);
    CU_ASSERT_EQUAL(limit->bytes, sizes[i / 3] * (i % 3 ? 2 : 1));
    CU_ASSERT(limit->sample_count >= 5);
    CU_ASSERT(rr__limit_gbps(limit) > 0);
    CU_ASSERT(limit->summary.low <= limit->summary.median && limit->summary.median <= limit->summary.high);
  }
  CHECK_FAILS(rr__limits_measure(record, context, "opencl:9999", "", 0, sizes, 2), RR_ENODEVICE, "9999");
  rr_record_free(record);
}

static const test_case cases[] = {
    TEST(passes_of_any_size_are_checked),
    TEST(loops_do_what_their_names_say),
    TEST(wrong_questions_are_refused),
    TEST(limits_of_a_device_are_sampled_for_each_size),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, &(rr_context_options){.threads = 2})) return 1;
  int result = test_main(argc, argv, "bandwidth", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return result;
}
