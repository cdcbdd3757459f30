// SPDX-License-Identifier: MIT
// Which Python, and the variables that keep its threads few and quiet.
#include "bench/peers/peer_python.h"

#include "bench/peers/peer_texts.h"

#include <rowrun/process.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_START_MS = 60000, ROOM = 8192 };

static const char *const candidates[] = {"python3", "/usr/bin/python3", "python"};
enum { CANDIDATES = sizeof candidates / sizeof *candidates };

// Whether it runs that line to its end.
static rr_status try_line(bool *runs, const char *python, const char *line)
{
  const char *const words[] = {python, "-c", line, NULL};
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  rr_process *process = NULL;
  options.standard_input = options.standard_output = options.standard_error = RR_STREAM_NULL;
  options.ends_group = true;
  *runs = false;
  rr_status status = rr_process_start(&process, words, &options);
  if (!status) status = rr_process_wait(process, MOST_START_MS);
  if (!status) *runs = rr_process_exit_code(process) == 0;
  rr_process_free(process);
  return status == RR_EINPUT || status == RR_ETIMEOUT ? RR_OK : status;
}

rr_status rr__peer_python_choose(char *out, size_t room, const char *named)
{
  static const char *const lines[] = {"import numpy", "import json"};
  rr_status status = RR_OK;
  if (!named || !*named) named = getenv("ROWRUN_PYTHON");
  if (named && *named) {
    snprintf(out, room, "%s", named);
    return RR_OK;
  }
  for (size_t line = 0; line < 2 && !status; line++)
    for (size_t i = 0; i < CANDIDATES && !status; i++) {
      bool runs;
      status = try_line(&runs, candidates[i], lines[line]);
      snprintf(out, room, "%s", runs ? candidates[i] : "");
      if (runs) return RR_OK;
    }
  return status;
}

static rr_status write_text(const char *folder, const rr__text *text)
{
  char path[ROOM];
  int length = snprintf(path, sizeof path, "%s/%s", folder, text->name);
  if (length < 0 || (size_t)length >= sizeof path)
    return rr_fail(RR_EOUTPUT, "the path of the folder for files is too long");
  FILE *file = fopen(path, "wxe");
  bool written = file && fputs(text->text, file) >= 0;
  int saved = errno;
  if (file && fclose(file) != 0) written = false;
  return written ? RR_OK : rr_fail(RR_EOUTPUT, "%.400s: cannot be written: %s", path, strerror(saved));
}

rr_status rr__peer_python_write(const char *folder)
{
  char package[ROOM];
  snprintf(package, sizeof package, "%s/rowrun_peers", folder);
  if (mkdir(package, 0700) != 0)
    return rr_fail(RR_EOUTPUT, "%.400s: cannot be made: %s", package, strerror(errno));
  rr_status status = RR_OK;
  for (const rr__text *text = rr__peer_texts; text->name && !status; text++)
    status = write_text(package, text);
  return status;
}

// %s is the folder, %zu the number of threads.
typedef struct variable {
  const char *name; // with its "="
  const char *value;
  enum { IS_TEXT, IS_THREADS, IS_FOLDER } kind;
} variable;

static const variable changed[] = {
    {"OMP_NUM_THREADS=", "", IS_THREADS},
    {"OPENBLAS_NUM_THREADS=", "", IS_THREADS},
    {"GOTO_NUM_THREADS=", "", IS_THREADS},
    {"MKL_NUM_THREADS=", "", IS_THREADS},
    {"BLIS_NUM_THREADS=", "", IS_THREADS},
    {"NUMEXPR_NUM_THREADS=", "", IS_THREADS},
    {"NUMEXPR_MAX_THREADS=", "", IS_THREADS},
    {"NUMBA_NUM_THREADS=", "", IS_THREADS},
    {"POLARS_MAX_THREADS=", "", IS_THREADS},
    {"RAYON_NUM_THREADS=", "", IS_THREADS},
    {"LOKY_MAX_CPU_COUNT=", "", IS_THREADS},
    {"OMP_WAIT_POLICY=", "passive", IS_TEXT},
    {"GOMP_SPINCOUNT=", "0", IS_TEXT},
    {"KMP_BLOCKTIME=", "0", IS_TEXT},
    {"OPENBLAS_THREAD_TIMEOUT=", "4", IS_TEXT}, // 2 to the 4 tries, then it sleeps
    {"PYTHONHASHSEED=", "0", IS_TEXT},
    {"PYTHONIOENCODING=", "utf-8", IS_TEXT},
    {"NUMBA_CACHE_DIR=", "", IS_FOLDER},
    {"JOBLIB_TEMP_FOLDER=", "", IS_FOLDER},
    {"TMPDIR=", "", IS_FOLDER},
};
enum { CHANGED = sizeof changed / sizeof *changed };

static bool is_changed(const char *text)
{
  for (size_t i = 0; i < CHANGED; i++)
    if (strncmp(text, changed[i].name, strlen(changed[i].name)) == 0) return true;
  return false;
}

static char *written(const variable *of, const char *folder, size_t threads)
{
  char text[ROOM];
  if (of->kind == IS_THREADS)
    snprintf(text, sizeof text, "%s%zu", of->name, threads);
  else
    snprintf(text, sizeof text, "%s%s", of->name, of->kind == IS_FOLDER ? folder : of->value);
  return strdup(text);
}

char **rr__peer_environment(char *const *variables, const char *folder, size_t threads)
{
  size_t count = 0, used = 0;
  while (variables[count]) count++;
  char **out = calloc(count + CHANGED + 1, sizeof *out);
  bool complete = out != NULL;
  for (size_t i = 0; i < count && complete; i++) {
    if (is_changed(variables[i])) continue;
    out[used] = strdup(variables[i]);
    complete = out[used++] != NULL;
  }
  for (size_t i = 0; i < CHANGED && complete; i++) {
    out[used] = written(&changed[i], folder, threads);
    complete = out[used++] != NULL;
  }
  if (complete) return out;
  rr__peer_environment_free(out);
  return NULL;
}

void rr__peer_environment_free(char **environment)
{
  for (char **one = environment; one && *one; one++) free(*one);
  free(environment);
}
