// SPDX-License-Identifier: MIT
// rowrun-probe: tries every OpenCL device and says on standard output, a line of JSON each, what came of it.
// It is a program of its own since a driver may hang or crash; opencl_client.c reads the lines.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <signal.h>
#include <unistd.h>

#include <jansson.h>

#include "backend/opencl/probe_text.h"
#include "backend/opencl/trial.h"

enum { TEXT = 512 };

static FILE *answers;
static bool gpus_only; // others are listed, not tried: trying builds kernels, which can take seconds

static json_t *json_text(const char *text)
{
  char clean[TEXT];
  rr__probe_text_clean(clean, sizeof clean, text ? text : "");
  return json_string(clean);
}

// One line, out at once, so that what hangs later loses nothing. Consumes the object.
static void say(json_t *line)
{
  char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
  if (!text || fprintf(answers, "%s\n", text) < 0 || fflush(answers)) exit(1);
  free(text);
  json_decref(line);
}

static void say_text(const char *key, const char *text)
{
  say(json_pack("{s:o}", key, json_text(text)));
}

typedef struct {
  const rr__opencl_plugin *plugin;
  const char *device; // name and platform, for the lines before a trial
  bool usable, exact;
  char reason[TEXT];
} examination;

// The shapes cover each schedule: narrow rows, wide rows, columns.
static rr_status try_kernel(examination *now, rr__device *device, const char *kernel, const rr_param *params,
                            rr_dtype dtype, rr__report *report)
{
  static const struct {
    size_t rows, cols;
    rr_per per;
  } shapes[] = {{331, 5, RR_PER_ROW}, {67, 300, RR_PER_ROW}, {700, 40, RR_PER_COL}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    char begin[TEXT];
    snprintf(begin, sizeof begin, "%s, %s of %s", now->device, kernel, rr_dtype_name(dtype));
    say_text("begin", begin);
    rr__trial trial = {.kernel = kernel,
                       .params = params,
                       .dtype = dtype,
                       .per = shapes[i].per,
                       .rows = shapes[i].rows,
                       .cols = shapes[i].cols};
    rr__trial_outcome outcome;
    rr_status status = rr__trial_run(&outcome, &trial, &now->plugin->backend, device, report);
    if (status) return status;
    if (outcome.verdict != RR_TRIAL_EXACT) now->exact = false;
    if (outcome.verdict != RR_TRIAL_WRONG) continue;
    now->usable = false;
    snprintf(now->reason, sizeof now->reason, "it gives wrong answers: %s", outcome.difference);
    return RR_OK;
  }
  return RR_OK;
}

static rr_status try_kernels(examination *now, rr__device *device, bool fp64, rr__report *report)
{
  const rr_param *bounds = RR_PARAMS({"min", "3"}, {"max", "7"});
  rr_status status = try_kernel(now, device, "count", bounds, RR_INT32, report);
  if (!status && now->usable) status = try_kernel(now, device, "normalize", NULL, RR_FLOAT32, report);
  if (!status && now->usable && fp64) status = try_kernel(now, device, "normalize", NULL, RR_FLOAT64, report);
  return status;
}

static void examine(examination *now, const rr__opencl_entry *entry)
{
  if (gpus_only && strcmp(entry->type, "gpu") != 0) {
    snprintf(now->reason, sizeof now->reason, "only GPUs were asked for");
    return;
  }
  rr__report report = {.failure.code = 0};
  rr__opencl_options options = {.index = entry->index, .texts = rr__texts};
  rr__device *device = NULL;
  now->usable = now->exact = true;
  rr_status status = now->plugin->open(&device, &options, &report);
  if (!status) {
    status = try_kernels(now, device, entry->fp64, &report);
    now->plugin->backend.close(device);
  }
  if (status) {
    const char *why = report.failure.message[0] ? report.failure.message : rr_error_text();
    snprintf(now->reason, sizeof now->reason, "%.511s", why);
    now->usable = false;
  }
  now->exact = now->exact && now->usable;
}

static void on_entry(const rr__opencl_entry *entry, void *user)
{
  if (entry->note) {
    say_text("note", entry->note);
    return;
  }
  char device[TEXT];
  snprintf(device, sizeof device, "%s / %s", entry->platform, entry->name);
  say_text("begin", device);
  examination now = {.plugin = user, .device = device, .reason = ""};
  examine(&now, entry);
  say(json_pack("{s:I,s:o,s:s,s:o,s:o,s:I,s:I,s:I,s:b,s:b,s:b,s:b,s:o}", "index", (json_int_t)entry->index,
                "name", json_text(entry->name), "type", entry->type, "platform", json_text(entry->platform),
                "driver", json_text(entry->driver), "compute_units", (json_int_t)entry->compute_units,
                "memory_bytes", (json_int_t)entry->memory_bytes, "max_alloc_bytes",
                (json_int_t)entry->max_alloc_bytes, "fp64", entry->fp64, "shared_memory",
                entry->shared_memory, "exact", now.exact, "usable", now.usable, "reason",
                json_text(now.reason)));
}

static rr__opencl_plugin_fn open_plugin(const char *given)
{
  char path[4096];
  ssize_t size = readlink("/proc/self/exe", path, sizeof path - 64);
  if (size < 0) size = 0;
  path[size] = '\0';
  char *slash = strrchr(path, '/');
  strcpy(slash ? slash + 1 : path, "librowrun_opencl.so");
  void *library = dlopen(given ? given : path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    say_text("note", dlerror());
    return NULL;
  }
  rr__opencl_plugin_fn function;
  *(void **)&function = dlsym(library, RR_PLUGIN_SYMBOL);
  if (!function) say_text("note", dlerror());
  return function;
}

// Answers go to a copy of standard output; what drivers print goes nowhere. The probe ends with its parent,
// and leaves no core behind.
static bool settle(void)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  int copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (copy < 0 || nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) return false;
  close(nowhere);
  answers = fdopen(copy, "w");
  return answers != NULL;
}

int main(int argc, char **argv)
{
  if (!settle()) return 1;
  gpus_only = argc > 1 && strcmp(argv[1], "gpus") == 0;
  say_text("begin", "the list of drivers");
  rr__opencl_plugin_fn function = open_plugin(argc > 2 ? argv[2] : NULL);
  const rr__opencl_plugin *plugin = function ? function() : NULL;
  rr__report report = {.failure.code = 0};
  if (plugin && plugin->version != RR_PLUGIN_VERSION)
    say_text("note", "the OpenCL plug-in is of another version");
  else if (plugin && plugin->list(on_entry, (void *)(uintptr_t)plugin, &report))
    say_text("note", report.failure.message);
  say(json_pack("{s:b}", "end", 1));
  return 0;
}
