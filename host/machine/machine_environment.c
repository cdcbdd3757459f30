// SPDX-License-Identifier: MIT
// A list of names and beginnings of names; nothing else of the environment is told.
#include "machine/machine_environment.h"

#include "record/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAME_BYTES = 64, MOST_VALUE_BYTES = 1024 };

static bool is_of_interest(const char *name)
{
  static const char *const starts[] = {"OMP_",  "OPENBLAS_", "GOTO_",    "MKL_",    "BLIS_",   "KMP_",
                                       "GOMP_", "NUMBA_",    "NUMEXPR_", "POLARS_", "POCL_",   "ROWRUN_",
                                       "CUDA_", "RUSTICL_",  "OCL_ICD_", "LP_NUM",  "MALLOC_", "LD_PRELOAD"};
  // What such a variable holds is for nobody, whatever it begins with.
  static const char *const secrets[] = {"TOKEN", "SECRET", "PASS", "KEY", "CREDENTIAL", "AUTH"};
  bool is_wanted = false;
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (strncmp(name, starts[i], strlen(starts[i])) == 0) is_wanted = true;
  for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
    if (strstr(name, secrets[i])) return false;
  return is_wanted;
}

// Bytes at the start of a text that name a home; 0: none.
static size_t home_length(const char *text, const char *home)
{
  size_t length = home ? strlen(home) : 0;
  while (length > 0 && home[length - 1] == '/') length--;
  if (length > 0 && strncmp(text, home, length) == 0 && strchr("/:;,", text[length])) return length;
  static const char *const folders[] = {"/home/", "/Users/"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    size_t folder = strlen(folders[i]);
    if (strncmp(text, folders[i], folder) == 0) return folder + strcspn(text + folder, "/:;, ");
  }
  return 0;
}

json_t *rr__text_without_homes(const char *text, const char *home)
{
  char *out = malloc(strlen(text) + 2);
  if (!out) return NULL;
  size_t used = 0;
  for (const char *at = text; *at;) {
    size_t length = home_length(at, home);
    out[used++] = length ? '~' : *at;
    at += length ? length : 1;
  }
  out[used] = '\0';
  json_t *value = rr__json_text(out);
  free(out);
  return value;
}

json_t *rr__machine_environment(char *const *variables, const char *home)
{
  rr__facts facts = rr__facts_new();
  for (; variables && *variables; variables++) {
    char name[MOST_NAME_BYTES], value[MOST_VALUE_BYTES];
    const char *equals = strchr(*variables, '=');
    if (!equals || (size_t)(equals - *variables) >= sizeof name) continue;
    snprintf(name, sizeof name, "%.*s", (int)(equals - *variables), *variables);
    if (!is_of_interest(name)) continue;
    snprintf(value, sizeof value, "%s", equals + 1);
    rr__facts_set(&facts, name, rr__text_without_homes(value, home));
  }
  return rr__facts_end(&facts);
}
