// SPDX-License-Identifier: MIT
// The library's side of OpenCL: the plug-in loaded once, the probe asked or its answer remembered.
#include "backend/opencl_client.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "backend/opencl_answer.h"
#include "backend/opencl_cache.h"

// Set by load_once and only read afterwards.
static struct {
  const rr__opencl_plugin *plugin;
  char why[512];
} loaded;

static void *open_library(const char *path)
{
  char folder[PATH_MAX];
  if (rr__pocl_cache_folder(folder)) setenv("POCL_CACHE_DIR", folder, 0);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  const char *why = library ? "" : dlerror();
  if (!library)
    snprintf(loaded.why, sizeof loaded.why, "there is no OpenCL: %.480s",
             access(path, F_OK) == 0 ? why : "this rowrun was built or installed without it");
  return library;
}

static void load_once(void)
{
  rr__opencl_paths paths;
  if (!rr__opencl_paths_find(&paths)) {
    snprintf(loaded.why, sizeof loaded.why, "there is no OpenCL: the plug-in's folder cannot be found");
    return;
  }
  void *library = open_library(paths.plugin);
  if (!library) return;
  rr__opencl_plugin_fn function;
  *(void **)&function = dlsym(library, RR_PLUGIN_SYMBOL); // the way that POSIX gives for functions
  const rr__opencl_plugin *plugin = function ? function() : NULL;
  if (plugin && plugin->version == RR_PLUGIN_VERSION)
    loaded.plugin = plugin;
  else
    snprintf(loaded.why, sizeof loaded.why, "there is no OpenCL: %.400s is not of this version of rowrun",
             paths.plugin);
}

rr_status rr__opencl_plugin_load(const rr__opencl_plugin **out)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load_once);
  if (!loaded.plugin) return rr_fail(RR_ENODEVICE, "%s; hint: use the cpu", loaded.why);
  *out = loaded.plugin;
  return RR_OK;
}

static rr_status note_only(rr__probe_result *out, const char *note)
{
  *out = (rr__probe_result){.devices = NULL};
  rr_status status = rr__probe_add_note(out, note);
  if (status) rr__probe_result_free(out);
  return status;
}

// What was found for all devices answers for GPUs too.
static bool read_cache(rr__probe_output *out, const rr__opencl_paths *paths, rr__probe_scope scope,
                       const rr_log *log)
{
  rr__probe_cache cache;
  for (int wider = RR_PROBE_ALL; wider >= (int)scope; wider--) {
    rr__probe_cache_open(&cache, paths, (rr__probe_scope)wider, wider == (int)scope ? log : NULL);
    if (rr__probe_cache_read(out, &cache)) return true;
  }
  return false;
}

static rr_status ask(rr__probe_output *out, const rr__opencl_paths *paths, rr__probe_scope scope,
                     const rr_log *log)
{
  rr__probe_cache cache;
  rr_status status = rr__probe_spawn(out, paths->probe, scope);
  if (status) return status;
  rr__probe_cache_open(&cache, paths, scope, log);
  rr__probe_cache_write(&cache, out);
  return RR_OK;
}

rr_status rr__opencl_probe(rr__probe_result *out, rr__probe_scope scope, bool fresh, const rr_log *log)
{
  rr__opencl_paths paths;
  rr__probe_output output;
  if (!rr__opencl_paths_find(&paths))
    return note_only(out, "no OpenCL: the plug-in's folder cannot be found");
  if (access(paths.probe, F_OK) != 0)
    return note_only(out, "no OpenCL: this rowrun was built or installed without it");
  if (fresh || !read_cache(&output, &paths, scope, log)) {
    rr_status status = ask(&output, &paths, scope, fresh ? log : NULL);
    if (status == RR_ESYSTEM) return note_only(out, rr_error_text());
    if (status) return status;
  }
  rr_status status = rr__probe_parse(out, output.text, output.size, output.failure);
  free(output.text);
  return status;
}
