// SPDX-License-Identifier: MIT
// Every OpenCL call of a small job is made to fail, once and from then on: the job ends with an error that
// names the call and the code, nothing crashes, and no object stays alive. Needs OPENCL_LAYERS to name the
// fault layer.
#include "support.h"

#include "backend/opencl/trial.h"
#include "backend/opencl_client.h"
#include "fault_client.h"

static const int codes[] = {-5, -4, -36, -11, -9999};
enum { CODES = sizeof codes / sizeof *codes };

static fault_client layer;
static const rr__opencl_plugin *plugin;

// What a job came to.
typedef struct {
  rr_status status;
  rr__report report;
  bool exact;
} ending;

static rr_status run_trials(rr__device *device, ending *out)
{
  // Borrowed memory, copied memory with gaps, and columns: between them every call that the plug-in makes.
  static const rr__trial trials[] = {
      {.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 8, .cols = 40},
      {.kernel = "normalize",
       .dtype = RR_FLOAT32,
       .rows = 8,
       .cols = 40,
       .in_gap = 1,
       .out_gap = 2,
       .shift = 1},
      {.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 300, .cols = 40, .shift = 1, .per = RR_PER_COL},
  };
  out->exact = true;
  for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
    rr__trial_outcome outcome;
    rr_status status = rr__trial_run(&outcome, &trials[i], &plugin->backend, device, &out->report);
    if (status) return status;
    out->exact = out->exact && outcome.verdict == RR_TRIAL_EXACT;
  }
  return RR_OK;
}

static ending run_job(void)
{
  ending out = {.exact = false};
  rr__opencl_options options = {.index = 0, .texts = rr__texts};
  rr__device *device = NULL;
  out.status = plugin->open(&device, &options, &out.report);
  if (out.status) return out;
  out.status = run_trials(device, &out);
  plugin->backend.close(device);
  return out;
}

// The job is told about failures of all calls but these; the last clFinish is close's.
static bool may_go_unnoticed(const char *function, long number, long count)
{
  return (strcmp(function, "clFinish") == 0 && number == count) || strncmp(function, "clRelease", 9) == 0 ||
         strcmp(function, "clGetPlatformInfo") == 0 || strcmp(function, "clGetProgramBuildInfo") == 0;
}

static void complain(const char *spec, const ending *end)
{
  printf("    with %s: %s, call '%s', code %d, '%s', live %ld\n", spec, rr_status_name(end->status),
         end->report.failure.call, end->report.failure.code, end->report.failure.message, layer.live());
  CU_FAIL("a failure was not handled");
}

static void check_fault(const char *function, long number, long count, int code, bool always)
{
  char spec[128], code_text[16];
  snprintf(spec, sizeof spec, "%s:%ld:%d:%s", function, number, code, always ? "always" : "once");
  snprintf(code_text, sizeof code_text, "(%d)", code);
  layer.set(spec);
  ending end = run_job();
  bool good = layer.injected() > 0 && layer.live() == 0;
  if (may_go_unnoticed(function, number, count))
    good = good && end.status == RR_OK && end.exact;
  else
    good = good && end.status != RR_OK && end.report.failure.code == code &&
           strcmp(end.report.failure.call, function) == 0 && strstr(end.report.failure.message, code_text) &&
           strstr(end.report.failure.message, function);
  if (!good) complain(spec, &end);
  layer.set("");
}

static void the_job_itself_ends_well(void)
{
  layer.set("");
  ending end = run_job();
  CU_ASSERT_EQUAL(end.status, RR_OK);
  CU_ASSERT_TRUE(end.exact);
  CU_ASSERT_EQUAL(layer.live(), 0);
  CU_ASSERT_EQUAL(layer.injected(), 0);
}

// The codes take turns over the calls, all of them at the first one.
static void each_call_that_fails_is_told_with_its_code(void)
{
  const char *name;
  size_t turn = 0;
  for (unsigned i = 0; (name = layer.name(i)); i++) {
    layer.set("");
    run_job();
    long count = layer.calls(name);
    printf("%s: %ld calls\n", name, count);
    for (long number = 1; number <= count; number++) {
      for (size_t k = 0; k < (number == 1 ? CODES : 1); k++) {
        check_fault(name, number, count, codes[(turn + k) % CODES], false);
        check_fault(name, number, count, codes[(turn + k) % CODES], true);
      }
      turn++;
    }
  }
}

// A context that is lost: from one call on nothing works any more, releasing and waiting included.
static void a_device_that_is_lost_at_any_moment_leaves_nothing(void)
{
  layer.set("");
  run_job();
  long count = layer.calls(NULL);
  for (long number = 1; number <= count; number++) {
    char spec[64];
    snprintf(spec, sizeof spec, "*:%ld:-36:always", number);
    layer.set(spec);
    ending end = run_job();
    bool told = end.report.failure.code == -36 && end.report.failure.call[0] != '\0';
    if (layer.live() != 0 || layer.injected() == 0 || (end.status && !told)) complain(spec, &end);
    if (!end.status && !end.exact) complain(spec, &end);
  }
  layer.set("");
}

static void a_failed_build_without_a_log_is_still_told(void)
{
  layer.set("");
  run_job();
  long before = layer.calls("clGetProgramBuildInfo");
  CU_ASSERT_EQUAL(before, 0);
  layer.set("clBuildProgram:1:-11:once");
  ending end = run_job();
  CU_ASSERT_EQUAL(end.status, RR_EBUILD);
  CU_ASSERT_TRUE(layer.calls("clGetProgramBuildInfo") > 0);
  test_text_contains(end.report.failure.message, "CL_BUILD_PROGRAM_FAILURE (-11)");
  layer.set("");
}

static const test_case cases[] = {
    TEST(the_job_itself_ends_well),
    TEST(each_call_that_fails_is_told_with_its_code),
    TEST(a_device_that_is_lost_at_any_moment_leaves_nothing),
    TEST(a_failed_build_without_a_log_is_still_told),
};

static void count_device(const rr__opencl_entry *entry, void *user)
{
  *(size_t *)user += entry->note == NULL;
}

int main(int argc, char **argv)
{
  rr__report report = {.failure.code = 0};
  size_t devices = 0;
  if (rr__opencl_plugin_load(&plugin) || plugin->list(count_device, &devices, &report)) {
    printf("%s %s\n", rr_error_text(), report.failure.message);
    return 1;
  }
  if (devices == 0) {
    printf("skipped: no OpenCL device\n");
    return 77;
  }
  if (!fault_client_find(&layer)) return getenv("OPENCL_LAYERS") ? 77 : 1;
  return test_main(argc, argv, "opencl_faults", cases, sizeof cases / sizeof *cases);
}
