// SPDX-License-Identifier: MIT
#include "fake_probe.h"

#include <sys/stat.h>

char fake_probe_folder[512], fake_cache_folder[512], fake_runs_path[512];

void fake_probe_use(const char *commands)
{
  static unsigned number;
  char path[600], text[4096];
  snprintf(fake_probe_folder, sizeof fake_probe_folder, "%s-%u", test_path("probe"), ++number);
  snprintf(fake_cache_folder, sizeof fake_cache_folder, "%s-%u", test_path("cache"), number);
  snprintf(fake_runs_path, sizeof fake_runs_path, "%s-%u", test_path("runs"), number);
  CU_ASSERT_EQUAL_FATAL(mkdir(fake_probe_folder, 0700), 0);
  snprintf(path, sizeof path, "%s/rowrun-probe", fake_probe_folder);
  snprintf(text, sizeof text, "#!/bin/sh\necho $$ >>%s\n%s\n", fake_runs_path, commands);
  test_write_file(path, text, strlen(text));
  chmod(path, 0700);
  setenv("ROWRUN_PLUGIN_DIR", fake_probe_folder, 1);
  setenv("ROWRUN_CACHE_DIR", fake_cache_folder, 1);
  setenv("ROWRUN_PROBE_TIMEOUT_MS", "400", 1);
}

size_t fake_probe_runs(void)
{
  size_t count = 0;
  char *text = test_read_file(fake_runs_path, NULL);
  for (const char *c = text; c && *c; c++) count += *c == '\n';
  free(text);
  return count;
}

char fake_probe_warning[2048];

static void keep_warning(const char *text, void *user)
{
  (void)user;
  snprintf(fake_probe_warning, sizeof fake_probe_warning, "%s", text);
}

rr__probe_result fake_probe_ask(bool fresh)
{
  rr__probe_result result = {.devices = NULL};
  rr_log log = {keep_warning, NULL};
  fake_probe_warning[0] = '\0';
  CHECK_OK(rr__opencl_probe(&result, RR_PROBE_ALL, fresh, &log));
  return result;
}

bool fake_probe_has_note(const rr__probe_result *result, const char *part)
{
  for (size_t i = 0; i < result->note_count; i++)
    if (strstr(result->notes[i], part)) return true;
  for (size_t i = 0; i < result->note_count; i++) printf("    note: %s\n", result->notes[i]);
  return false;
}
