// SPDX-License-Identifier: MIT
// Which loader there is, and whose drivers it would load. No OpenCL is called.
#include "machine/machine_opencl.h"

#include "record/facts.h"
#include "machine/machine_environment.h"
#include "machine/system_file.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rowrun/device.h>

enum { MOST_ICDS = 64 };

// The loader that this process has open, as its library's name with the version.
static bool find_open_loader(char *out, size_t room, const char *root)
{
  char *maps = rr__system_read_all(root, "/proc/self/maps");
  char *found = maps ? strstr(maps, "/libOpenCL.so") : NULL;
  if (found) snprintf(out, room, "%.*s", (int)strcspn(found + 1, " \n"), found + 1);
  free(maps);
  return found;
}

// Else the one that lies in one of the usual folders.
static bool find_loader(char *out, size_t room, const char *root)
{
  static const char *const folders[] = {"/usr/local/lib",
                                        "/usr/lib/x86_64-linux-gnu",
                                        "/usr/lib/aarch64-linux-gnu",
                                        "/usr/lib64",
                                        "/usr/lib",
                                        "/lib64",
                                        "/lib"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    char path[PATH_MAX], real[PATH_MAX];
    if (snprintf(path, sizeof path, "%s%s/libOpenCL.so.1", root, folders[i]) >= PATH_MAX ||
        !realpath(path, real))
      continue;
    snprintf(out, room, "%s", strrchr(real, '/') + 1);
    return true;
  }
  return false;
}

// "pocl.icd: libpocl.so.2"
static json_t *describe_icd(const char *root, const char *folder, const char *name)
{
  char library[1024], text[1400];
  rr__system_read(library, sizeof library, root, "%s%s%s", folder, *folder ? "/" : "", name);
  library[strcspn(library, "\r\n")] = '\0';
  snprintf(text, sizeof text, "%.300s: %s", name, library);
  return rr__text_without_homes(text, getenv("HOME"));
}

static bool is_icd(const char *name)
{
  size_t size = strlen(name);
  return size > 4 && strcmp(name + size - 4, ".icd") == 0;
}

// Those of a folder, in the order of their names; false: out of memory.
static bool list_folder(json_t *list, const char *root, const char *folder)
{
  char path[PATH_MAX];
  struct dirent **entries = NULL;
  bool fits = true;
  int count = snprintf(path, sizeof path, "%s%s", root, folder) < PATH_MAX
                  ? scandir(path, &entries, NULL, alphasort)
                  : 0;
  for (int i = 0; i < count; i++) {
    if (is_icd(entries[i]->d_name) && fits && json_array_size(list) < MOST_ICDS)
      fits = json_array_append_new(list, describe_icd(root, folder, entries[i]->d_name)) == 0;
    free(entries[i]);
  }
  free(entries);
  return fits;
}

// OCL_ICD_VENDORS is a folder, an .icd file, or the name of a driver.
static json_t *list_icds(const char *root, const char *vendors)
{
  json_t *list = json_array();
  bool fits = list;
  if (fits && vendors && *vendors && is_icd(vendors))
    fits = json_array_append_new(list, describe_icd(root, "", vendors)) == 0;
  else if (fits)
    fits = list_folder(list, root, vendors && *vendors ? vendors : "/etc/OpenCL/vendors");
  if (fits && vendors && *vendors && json_array_size(list) == 0)
    fits = json_array_append_new(list, rr__text_without_homes(vendors, getenv("HOME"))) == 0;
  if (fits) return list;
  json_decref(list);
  return NULL;
}

static json_t *list_notes(const rr_context *context)
{
  json_t *list = json_array();
  for (size_t i = 0; i < rr_device_note_count(context) && list; i++) {
    char note[1024];
    snprintf(note, sizeof note, "%s", rr_device_note_at(context, i));
    if (json_array_append_new(list, rr__text_without_homes(note, getenv("HOME"))) == 0) continue;
    json_decref(list);
    list = NULL;
  }
  return list;
}

json_t *rr__machine_opencl(const char *root, const char *vendors, const rr_context *context)
{
  rr__facts facts = rr__facts_new();
  char loader[256] = "";
  if (find_open_loader(loader, sizeof loader, root) || find_loader(loader, sizeof loader, root))
    rr__facts_set_text(&facts, "loader", loader);
  rr__facts_set(&facts, "icds", list_icds(root, vendors));
  if (context && rr_device_note_count(context) > 0) rr__facts_set(&facts, "notes", list_notes(context));
  return rr__facts_end(&facts);
}

static json_t *describe_device(const rr_device_info *info)
{
  rr__facts facts = rr__facts_new();
  rr__facts_set_text(&facts, "id", info->id);
  rr__facts_set_text(&facts, "name", info->name);
  rr__facts_set_text(&facts, "type", info->type);
  rr__facts_set_text(&facts, "platform", info->platform);
  rr__facts_set_text(&facts, "driver", info->driver);
  if (info->memory_bytes) rr__facts_set_integer(&facts, "memory_bytes", (long long)info->memory_bytes);
  rr__facts_set_integer(&facts, "compute_units", info->compute_units);
  rr__facts_set_bool(&facts, "fp64", info->fp64);
  rr__facts_set_bool(&facts, "shared_memory", info->shared_memory);
  rr__facts_set_bool(&facts, "exact", info->exact);
  rr__facts_set_bool(&facts, "usable", info->usable);
  rr__facts_set_text(&facts, "reason", info->reason);
  return rr__facts_end(&facts);
}

json_t *rr__machine_devices(const rr_context *context)
{
  json_t *list = json_array();
  for (size_t i = 0; i < rr_device_count(context) && list; i++) {
    if (json_array_append_new(list, describe_device(rr_device_at(context, i))) == 0) continue;
    json_decref(list);
    list = NULL;
  }
  return list;
}
