// SPDX-License-Identifier: MIT
// Loading and saving ragged rows: one file, or OFFSETS.npy:VALUES.npy.
#include "io/format.h"
#include "io/ragged_npy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NPY ".npy"

// A path taken apart: `second` is NULL where it names one file.
typedef struct paths {
  char *first;
  const char *second; // in the memory of `first`
} paths;

static bool ends_in_npy(const char *path, size_t size)
{
  size_t part = strlen(NPY);
  return size > part && strncasecmp(path + size - part, NPY, part) == 0;
}

static rr_status split_path(paths *out, const char *path)
{
  *out = (paths){.first = strdup(path)};
  if (!out->first) return rr_fail(RR_ENOMEM, "%s: no memory for its name", path);
  if (!ends_in_npy(path, strlen(path))) return RR_OK;
  for (char *colon = strchr(out->first, ':'); colon && !out->second; colon = strchr(colon + 1, ':')) {
    if (!ends_in_npy(out->first, (size_t)(colon - out->first)) || !ends_in_npy(colon + 1, strlen(colon + 1)))
      continue;
    *colon = '\0';
    out->second = colon + 1;
  }
  return RR_OK;
}

// Two files are .npy, whatever --format says of one.
static rr_status check_pair_format(const char *path, const char *format)
{
  if (!format || strcmp(format, "npy") == 0) return RR_OK;
  return rr_fail(RR_EUSAGE, "%s: two files of offsets and values are npy, not %.40s; hint: one file for text",
                 path, format);
}

static rr_status load_one(rr_ragged **out, const char *path, const rr_ragged_load_options *options)
{
  rr__input input;
  rr_status status = rr__input_open(&input, path);
  if (status) return status;
  const rr__format *format = NULL;
  status = rr__format_for_load(&format, &input, options->format);
  if (!status) status = format->load_ragged(out, &input, options);
  rr__input_close(&input);
  return status;
}

rr_status rr_ragged_load(rr_ragged **out, const char *path, const rr_ragged_load_options *options)
{
  static const rr_ragged_load_options defaults = RR_RAGGED_LOAD_OPTIONS_INIT;
  if (!options) options = &defaults;
  paths names;
  rr_status status = split_path(&names, path);
  if (status) return status;
  if (!names.second)
    status = load_one(out, path, options);
  else
    status = check_pair_format(path, options->format);
  if (!status && names.second) status = rr__npy_pair_load(out, names.first, names.second, options);
  free(names.first);
  return status;
}

static rr_status format_for_one(const rr__format **out, const char *path, const rr_save_options *options)
{
  rr_status status = rr__format_for_save(out, path, options->format);
  if (status || (*out)->save_ragged) return status;
  return rr_fail(RR_EUSAGE,
                 "%s: one .npy file does not hold rows of differing lengths; hint: "
                 "OFFSETS.npy:VALUES.npy, or text",
                 strcmp(path, "-") ? path : "standard output");
}

static rr_status check_pair(const paths *names, const char *path, const rr_save_options *options)
{
  rr_status status = check_pair_format(path, options->format);
  if (status || !rr_same_file(names->first, names->second)) return status;
  return rr_fail(RR_EUSAGE, "%s: offsets and values are one file; hint: two names", path);
}

rr_status rr_ragged_save_check(const char *path, const rr_save_options *options)
{
  static const rr_save_options defaults = RR_SAVE_OPTIONS_INIT;
  if (!options) options = &defaults;
  const rr__format *format = NULL;
  paths names;
  rr_status status = split_path(&names, path);
  if (status) return status;
  status = names.second ? check_pair(&names, path, options) : format_for_one(&format, path, options);
  if (!status) status = rr__format_check_place(names.first);
  if (!status && names.second) status = rr__format_check_place(names.second);
  free(names.first);
  return status;
}

static rr_status save_one(const rr_ragged *ragged, const char *path, const rr_save_options *options)
{
  const rr__format *format = NULL;
  rr__saver *saver = NULL;
  rr_status status = format_for_one(&format, path, options);
  if (!status) status = rr__saver_open(&saver, path, options->durable);
  if (status) return status;
  status = format->save_ragged(ragged, saver, options);
  if (!status) return rr__saver_commit(saver);
  rr__saver_abandon(saver);
  return status;
}

rr_status rr_ragged_save(const rr_ragged *ragged, const char *path, const rr_save_options *options)
{
  static const rr_save_options defaults = RR_SAVE_OPTIONS_INIT;
  if (!options) options = &defaults;
  paths names;
  rr_status status = split_path(&names, path);
  if (status) return status;
  if (!names.second)
    status = save_one(ragged, path, options);
  else
    status = check_pair(&names, path, options);
  if (!status && names.second) status = rr__npy_pair_save(ragged, names.first, names.second, options);
  free(names.first);
  return status;
}

bool rr_ragged_same_file(const char *a, const char *b)
{
  paths first, second;
  if (split_path(&first, a)) return false;
  bool same = false;
  if (!split_path(&second, b)) {
    const char *files[2][2] = {{first.first, first.second}, {second.first, second.second}};
    for (size_t i = 0; i < 2; i++)
      for (size_t j = 0; j < 2; j++)
        same = same || (files[0][i] && files[1][j] && rr_same_file(files[0][i], files[1][j]));
    free(second.first);
  }
  free(first.first);
  return same;
}
