// SPDX-License-Identifier: MIT
// Chooses the format, and with it how a matrix or a frame is loaded and saved.
#include "io/format.h"

#include "core/frame.h"
#include "io/destination.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static const rr__format formats[] = {
    {.name = "npy",
     .extension = ".npy",
     .sniff = rr__npy_sniff,
     .load = rr__npy_load,
     .save = rr__npy_save,
     .load_ragged = rr__npy_load_ragged},
    {"csv", ".csv", NULL, rr__csv_load, rr__csv_save, rr__csv_load_frame, rr__csv_save_frame,
     rr__csv_load_ragged, rr__csv_save_ragged},
    {"tsv", ".tsv", NULL, rr__tsv_load, rr__tsv_save, rr__tsv_load_frame, rr__tsv_save_frame,
     rr__tsv_load_ragged, rr__tsv_save_ragged},
    {0},
};
static const rr__format *const csv = &formats[1];

// "npy, csv, tsv"
static const char *known_names(char text[64])
{
  size_t used = 0;
  for (const rr__format *format = formats; format->name; format++)
    used += (size_t)snprintf(text + used, 64 - used, "%s%s", used ? ", " : "", format->name);
  return text;
}

static rr_status find_by_name(const rr__format **out, const char *name)
{
  for (const rr__format *format = formats; format->name; format++) {
    if (strcmp(format->name, name) != 0) continue;
    *out = format;
    return RR_OK;
  }
  char names[64];
  return rr_fail(RR_EUSAGE, "unknown format '%.40s'; hint: one of %s", name, known_names(names));
}

static bool has_extension(const char *path, const char *extension)
{
  size_t size = strlen(path), part = strlen(extension);
  return size > part && strcasecmp(path + size - part, extension) == 0;
}

static const rr__format *find_by_extension(const char *path)
{
  for (const rr__format *format = formats; format->name; format++)
    if (has_extension(path, format->extension)) return format;
  return NULL;
}

static const rr__format *find_by_content(const rr__input *input)
{
  for (const rr__format *format = formats; format->name; format++)
    if (format->sniff && format->sniff(input->head, input->head_size)) return format;
  return NULL;
}

rr_status rr__format_for_load(const rr__format **out, const rr__input *input, const char *name)
{
  if (name) return find_by_name(out, name);
  bool is_zip = input->head_size >= 4 && memcmp(input->head, "PK\3\4", 4) == 0;
  if (is_zip || has_extension(input->path, ".npz"))
    return rr_fail(RR_EFORMAT,
                   "%s: is a zip archive (as .npz and .xlsx are), not a matrix; hint: give one of the "
                   ".npy files in it",
                   input->path);
  *out = find_by_content(input);
  if (!*out) *out = find_by_extension(input->path);
  if (!*out) *out = csv;
  return RR_OK;
}

static rr_status load_frame(rr_frame **out, const rr__format *format, rr__input *input,
                            const rr_load_options *options)
{
  if (format->load_frame && !options->one_dtype) return format->load_frame(out, input, options);
  rr_matrix *matrix = NULL;
  rr_status status = format->load(&matrix, input, options);
  return status ? status : rr__frame_adopt(out, matrix);
}

// Into the one of the two that is not NULL.
static rr_status load(rr_matrix **matrix, rr_frame **frame, const char *path, const rr_load_options *options)
{
  static const rr_load_options defaults = RR_LOAD_OPTIONS_INIT;
  if (!options) options = &defaults;
  rr__input input;
  rr_status status = rr__input_open(&input, path);
  if (status) return status;
  const rr__format *format = NULL;
  status = rr__format_for_load(&format, &input, options->format);
  if (!status)
    status = matrix ? format->load(matrix, &input, options) : load_frame(frame, format, &input, options);
  rr__input_close(&input);
  return status;
}

rr_status rr_matrix_load(rr_matrix **out, const char *path, const rr_load_options *options)
{
  return load(out, NULL, path, options);
}

rr_status rr_frame_load(rr_frame **out, const char *path, const rr_load_options *options)
{
  return load(NULL, out, path, options);
}

rr_status rr__format_for_save(const rr__format **out, const char *path, const char *name)
{
  if (name) return find_by_name(out, name);
  *out = find_by_extension(path);
  if (!*out && rr__saver_is_stream(path)) *out = csv;
  if (*out) return RR_OK;
  struct stat info;
  if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
    return rr_fail(RR_EOUTPUT, "%s: is a directory; hint: name a file in it", path);
  char names[64];
  return rr_fail(RR_EUSAGE,
                 "'%s': its name tells no known format (%s); hint: an extension such as .npy, or --format",
                 path, known_names(names));
}

rr_status rr__format_check_place(const char *path)
{
  rr__destination place = {0};
  if (strcmp(path, "-") == 0) return RR_OK;
  rr_status status = rr__destination_find(&place, path);
  if (!status && !place.is_direct && access(place.folder, W_OK | X_OK) != 0)
    status =
        rr_fail(RR_EOUTPUT, "%s: cannot write in its folder: %s; hint: another place, or its permissions",
                path, strerror(errno));
  rr__destination_clear(&place);
  return status;
}

rr_status rr_matrix_save_check(const char *path, const rr_save_options *options)
{
  const rr__format *format = NULL;
  rr_status status = rr__format_for_save(&format, path, options ? options->format : NULL);
  return status ? status : rr__format_check_place(path);
}

static rr_status save_frame(const rr_frame *frame, const rr__format *format, rr__saver *saver,
                            const rr_save_options *options)
{
  if (format->save_frame) return format->save_frame(frame, saver, options);
  if (frame->block_count == 1) return format->save(frame->blocks[0], saver, options);
  rr_matrix *matrix = NULL;
  rr_status status = rr__frame_promote(&matrix, frame, RR_DTYPE_AUTO);
  if (!status) status = format->save(matrix, saver, options);
  rr_matrix_free(matrix);
  return status;
}

// The one of the two that is not NULL.
static rr_status save(const rr_matrix *matrix, const rr_frame *frame, const char *path,
                      const rr_save_options *options)
{
  static const rr_save_options defaults = RR_SAVE_OPTIONS_INIT;
  if (!options) options = &defaults;
  const rr__format *format = NULL;
  rr__saver *saver = NULL;
  rr_status status = rr__format_for_save(&format, path, options->format);
  if (!status) status = rr__saver_open(&saver, path, options->durable);
  if (status) return status;
  status = matrix ? format->save(matrix, saver, options) : save_frame(frame, format, saver, options);
  if (!status) return rr__saver_commit(saver);
  rr__saver_abandon(saver);
  return status;
}

rr_status rr_matrix_save(const rr_matrix *matrix, const char *path, const rr_save_options *options)
{
  return save(matrix, NULL, path, options);
}

rr_status rr_frame_save(const rr_frame *frame, const char *path, const rr_save_options *options)
{
  return save(NULL, frame, path, options);
}

// Whether files that are not there yet would be one, once they were written.
static bool have_same_destination(const char *a, const char *b)
{
  rr__destination first, second;
  if (rr__destination_find(&first, a)) return false;
  bool same = rr__destination_find(&second, b) == RR_OK && first.final && second.final &&
              strcmp(first.final, second.final) == 0;
  rr__destination_clear(&first);
  rr__destination_clear(&second);
  return same;
}

bool rr_same_file(const char *a, const char *b)
{
  struct stat first, second;
  if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0) return false;
  bool is_first = stat(a, &first) == 0, is_second = stat(b, &second) == 0;
  if (!is_first && !is_second) return have_same_destination(a, b);
  return is_first && is_second && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}
