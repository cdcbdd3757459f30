// SPDX-License-Identifier: MIT
// The CPU pool's passes, and the plug-in's for devices. A pass is checked before its time is told.
#include <rowrun/bandwidth.h>

#include "backend/opencl_client.h"
#include "core/checked.h"
#include "core/clock.h"
#include "cpu/bandwidth.h"
#include "pool/loop.h"
#include "run/plan.h"

#include <stdlib.h>

enum { PAGE = RR_BANDWIDTH_WORDS * sizeof(uint64_t), PARTS_PER_THREAD = 16, LEAST_PART_PAGES = 16 };
// Larger buffers than this are copied faster by stores past the caches, smaller ones stay in them.
static const size_t most_cached = (size_t)4 << 20;

struct rr_bandwidth_test {
  rr_context *context;
  rr__threads *threads; // NULL: the caller alone, or a device
  rr__open_device *opened;
  const rr__opencl_bandwidth *plugin;
  rr__device_bandwidth *device; // NULL: the processor
  uint64_t *in, *out;
  size_t words;
  uint64_t in_sum, out_sum;
};

#define NAME_OF(name, text, words)  text,
#define WORDS_OF(name, text, words) words,

const char *rr_bandwidth_name(rr_bandwidth what)
{
  static const char *const names[] = {RR_BANDWIDTH_LIST(NAME_OF)};
  return (unsigned)what < RR_BANDWIDTHS ? names[what] : "";
}

const char *rr_bandwidth_words(rr_bandwidth what)
{
  static const char *const words[] = {RR_BANDWIDTH_LIST(WORDS_OF)};
  return (unsigned)what < RR_BANDWIDTHS ? words[what] : "";
}

typedef enum host_pass { FILL, READ, READ_OUT, COPY, UPDATE } host_pass;

typedef struct host_work {
  rr_bandwidth_test *test;
  host_pass pass;
  _Atomic uint64_t sum;
} host_work;

static void do_pages(void *user, size_t first, size_t end, size_t worker)
{
  (void)worker;
  host_work *work = user;
  const rr_bandwidth_test *test = work->test;
  size_t start = first * RR_BANDWIDTH_WORDS, count = (end - first) * RR_BANDWIDTH_WORDS;
  uint64_t *in = test->in + start, *out = test->out + start;
  if (work->pass == FILL) {
    rr__bandwidth_fill(in, start, count);
    rr__bandwidth_copy(out, in, count, false);
  } else if (work->pass == COPY) {
    rr__bandwidth_copy(out, in, count, test->words * sizeof *in > most_cached);
  } else if (work->pass == UPDATE) {
    rr__bandwidth_update(out, count);
  } else {
    uint64_t sum = rr__bandwidth_read(work->pass == READ ? in : out, count);
    atomic_fetch_add_explicit(&work->sum, sum, memory_order_relaxed);
  }
}

// The sum that a reading pass found.
static uint64_t do_pass(rr_bandwidth_test *test, host_pass pass)
{
  host_work work = {.test = test, .pass = pass};
  size_t pages = test->words / RR_BANDWIDTH_WORDS;
  if (test->threads) {
    size_t parts = rr__threads_sharers(test->threads) * PARTS_PER_THREAD, part = rr__divide_up(pages, parts);
    rr__threads_loop(test->threads, pages, part < LEAST_PART_PAGES ? LEAST_PART_PAGES : part, do_pages,
                     &work);
  } else {
    do_pages(&work, 0, pages, 0);
  }
  return work.sum;
}

static rr_status open_host(rr_bandwidth_test *test, size_t bytes)
{
  test->words = bytes / sizeof *test->in;
  test->in = aligned_alloc(PAGE, bytes);
  test->out = aligned_alloc(PAGE, bytes);
  if (!test->in || !test->out)
    return rr_fail(RR_ENOMEM, "no memory for two buffers of %zu bytes; hint: smaller ones", bytes);
  (void)do_pass(test, FILL);
  test->in_sum = test->out_sum = do_pass(test, READ);
  return RR_OK;
}

static rr_status fail_as_reported(rr_status status, const rr__report *report)
{
  return report->failure.message[0] ? rr_fail(status, "%s", report->failure.message) : status;
}

static rr_status open_device(rr_bandwidth_test *test, const rr__choice *choice, size_t bytes)
{
  const rr__opencl_plugin *plugin;
  rr__report report = {.failure = {.code = 0}};
  rr_status status = rr__opencl_plugin_load(&plugin);
  if (status) return status;
  test->plugin = plugin->bandwidth;
  status = rr__open_device_get(&test->opened, &test->context->open_devices, choice->opencl_index, &report);
  if (!status) status = plugin->bandwidth->open(&test->device, test->opened->device, bytes, &report);
  return status ? fail_as_reported(status, &report) : RR_OK;
}

static rr_status open_chosen(rr_bandwidth_test *test, const char *device, size_t bytes)
{
  rr__choice choice;
  rr_status status = rr__plan_device(&choice, test->context, device, bytes);
  if (status) return status;
  if (choice.where == RR_WHERE_OPENCL) return open_device(test, &choice, bytes);
  if (choice.where == RR_WHERE_CPU) test->threads = test->context->threads;
  return open_host(test, bytes);
}

rr_status rr_bandwidth_open(rr_bandwidth_test **out, rr_context *context, const char *device, size_t bytes)
{
  if (bytes == 0 || bytes > SIZE_MAX - PAGE)
    return rr_fail(RR_EUSAGE, "%zu bytes are no buffer to measure bandwidth with", bytes);
  rr_bandwidth_test *test = calloc(1, sizeof *test);
  if (!test) return rr_fail(RR_ENOMEM, "no memory to measure bandwidth");
  test->context = context;
  pthread_mutex_lock(&context->lock);
  rr_status status = open_chosen(test, device, rr__round_up(bytes, PAGE));
  pthread_mutex_unlock(&context->lock);
  if (status)
    rr_bandwidth_free(test);
  else
    *out = test;
  return status;
}

static rr_status check_sum(uint64_t found, uint64_t expected, rr_bandwidth what)
{
  if (found == expected) return RR_OK;
  return rr_fail(RR_EVERIFY, "the sum of a buffer is %016llx after a pass of '%s', not %016llx",
                 (unsigned long long)found, rr_bandwidth_name(what), (unsigned long long)expected);
}

static rr_status host_once(rr_bandwidth_test *test, rr_bandwidth what, uint64_t *elapsed_ns, uint64_t *bytes)
{
  static const host_pass passes[] = {
      [RR_BANDWIDTH_READ] = READ, [RR_BANDWIDTH_COPY] = COPY, [RR_BANDWIDTH_UPDATE] = UPDATE};
  if (what == RR_BANDWIDTH_UPLOAD || what == RR_BANDWIDTH_DOWNLOAD)
    return rr_fail(RR_ENODEVICE, "the processor works in the host's memory: nothing is moved");
  *bytes = test->words * sizeof *test->in * (what == RR_BANDWIDTH_READ ? 1 : 2);
  // A copy onto its equal could be left out, and nobody would see.
  if (what == RR_BANDWIDTH_COPY && test->out_sum == test->in_sum) (void)do_pass(test, UPDATE);
  uint64_t start_ns = rr__now_ns(), sum = do_pass(test, passes[what]);
  *elapsed_ns = rr__now_ns() - start_ns;
  if (what == RR_BANDWIDTH_READ) return check_sum(sum, test->in_sum, what);
  test->out_sum = what == RR_BANDWIDTH_COPY ? test->in_sum : test->out_sum + test->words;
  return check_sum(do_pass(test, READ_OUT), test->out_sum, what);
}

rr_status rr_bandwidth_once(rr_bandwidth_test *test, rr_bandwidth what, uint64_t *elapsed_ns, uint64_t *bytes)
{
  if ((unsigned)what >= RR_BANDWIDTHS) return rr_fail(RR_EUSAGE, "there is no bandwidth %d", (int)what);
  rr__report report = {.failure = {.code = 0}};
  pthread_mutex_lock(&test->context->lock);
  rr_status status = test->device ? test->plugin->once(test->device, what, elapsed_ns, bytes, &report)
                                  : host_once(test, what, elapsed_ns, bytes);
  pthread_mutex_unlock(&test->context->lock);
  return status ? fail_as_reported(status, &report) : RR_OK;
}

void rr_bandwidth_free(rr_bandwidth_test *test)
{
  if (!test) return;
  pthread_mutex_lock(&test->context->lock);
  if (test->device) test->plugin->close(test->device);
  rr__open_device_release(&test->context->open_devices, test->opened);
  pthread_mutex_unlock(&test->context->lock);
  free(test->in);
  free(test->out);
  free(test);
}
