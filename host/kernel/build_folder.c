// SPDX-License-Identifier: MIT
// The texts lie there as they lie in kernels/, so that they find one another.
#include "kernel/build_folder.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/library_folder.h"
#include "kernel/compiler.h"
#include "texts.h"

#define BODY_FILE "body.cl"

static rr_status fail_file(const char *path)
{
  return rr_fail(RR_ESYSTEM, "%.300s cannot be written: %s; hint: TMPDIR or ROWRUN_CACHE_DIR elsewhere", path,
                 strerror(errno));
}

static rr_status write_text(const rr__build_folder *folder, const char *name, const char *text)
{
  char path[PATH_MAX];
  if (!rr__path_join(path, folder->path, name))
    return rr_fail(RR_ESYSTEM, "the path of %s is too long", name);
  FILE *file = fopen(path, "wxe");
  if (!file) return fail_file(path);
  size_t size = strlen(text);
  bool written = fwrite(text, 1, size, file) == size;
  written &= fclose(file) == 0;
  return written ? RR_OK : fail_file(path);
}

// The folder that a text's name begins with.
static rr_status have_subfolder(const rr__build_folder *folder, const char *name)
{
  char path[PATH_MAX], sub[64];
  const char *slash = strchr(name, '/');
  if (!slash) return RR_OK;
  snprintf(sub, sizeof sub, "%.*s", (int)(slash - name), name);
  if (!rr__path_join(path, folder->path, sub)) return rr_fail(RR_ESYSTEM, "the path of %s is too long", name);
  return mkdir(path, 0700) == 0 || errno == EEXIST ? RR_OK : fail_file(path);
}

// What only devices compile is left out.
static bool is_for_cpu(const char *name)
{
  size_t size = strlen(name);
  return size > 2 && strcmp(name + size - 2, ".h") == 0;
}

static rr_status write_texts(const rr__build_folder *folder)
{
  rr_status status = RR_OK;
  for (const rr__text *text = rr__texts; text->name && !status; text++) {
    if (!is_for_cpu(text->name)) continue;
    status = have_subfolder(folder, text->name);
    if (!status) status = write_text(folder, text->name, text->text);
  }
  return status;
}

static rr_status write_unit(const rr__build_folder *folder, const rr__build_unit *unit)
{
  static const char *const shapes[] = {
      [RR_FOLD] = "FOLD", [RR_SCALE] = "SCALE", [RR_ROW] = "ROW", [RR_PAIR] = "PAIR"};
  char text[512];
  snprintf(text, sizeof text,
           "#include \"cpu/functions.h\"\n"
           "#define RR_CELL_%s\n"
           "#define SHAPE_%s\n"
           "#define KERNEL_BODY \"" BODY_FILE
           "\"\n"
           "#define INSTANCE " RR_BUILD_SYMBOL
           "\n"
           "#include \"cpu/instance.h\"\n",
           rr_dtype_name(unit->dtype), shapes[unit->shape]);
  return write_text(folder, RR_COMPILER_INPUT, text);
}

rr_status rr__build_folder_make(rr__build_folder *out, const char *parent, const rr__build_unit *unit)
{
  const char *temporary = secure_getenv("TMPDIR");
  if (!temporary || *temporary != '/') temporary = "/tmp";
  if (!rr__path_join(out->path, *parent ? parent : temporary, RR_BUILD_PREFIX "XXXXXX"))
    return rr_fail(RR_ESYSTEM, "the path of a folder to compile in is too long");
  if (!mkdtemp(out->path)) return fail_file(out->path);
  rr_status status = write_texts(out);
  if (!status) status = write_text(out, BODY_FILE, unit->body);
  if (!status) status = write_unit(out, unit);
  if (status) rr__build_folder_remove(out->path);
  return status;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *place)
{
  (void)info, (void)type, (void)place;
  return remove(path);
}

void rr__build_folder_remove(const char *path)
{
  enum { MOST_OPEN = 8 };
  nftw(path, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
}
