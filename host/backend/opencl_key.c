// SPDX-License-Identifier: MIT
// What the probe's answer may depend on: our own version and files, the drivers and how they are listed, the
// environment that they look at, the devices' own files, and the machine.
#include "backend/opencl_key.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include <rowrun/version.h>

#include "core/cache_folder.h"
#include "core/hash.h"

static const char vendors_folder[] = "/etc/OpenCL/vendors";

// With its end, so that "ab" "c" is not "a" "bc".
static uint64_t hash_text(uint64_t hash, const char *text)
{
  return rr__hash_bytes(hash, text ? text : "\1", strlen(text ? text : "\1") + 1);
}

static uint64_t hash_file(uint64_t hash, const char *path)
{
  struct stat info;
  hash = hash_text(hash, path);
  if (stat(path, &info)) return hash_text(hash, NULL);
  const uint64_t facts[] = {(uint64_t)info.st_size, (uint64_t)info.st_mtim.tv_sec,
                            (uint64_t)info.st_mtim.tv_nsec, (uint64_t)info.st_ino, info.st_mode};
  return rr__hash_bytes(hash, facts, sizeof facts);
}

// An .icd file: its facts, its text, and the driver that it names.
static uint64_t hash_icd(uint64_t hash, const char *path)
{
  char text[PATH_MAX] = "";
  hash = hash_file(hash, path);
  struct stat info;
  bool is_regular = stat(path, &info) == 0 && S_ISREG(info.st_mode); // opening a FIFO would wait for ever
  FILE *file = is_regular ? fopen(path, "re") : NULL;
  if (!file) return hash;
  size_t size = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[size] = '\0';
  text[strcspn(text, "\r\n")] = '\0';
  hash = hash_text(hash, text);
  return text[0] == '/' ? hash_file(hash, text) : hash;
}

static bool is_hidden(const char *name)
{
  return name[0] == '.';
}

// The entries of a folder in the order of their names; `each` is given their paths.
static uint64_t hash_folder(uint64_t hash, const char *folder,
                            uint64_t (*each)(uint64_t hash, const char *path))
{
  struct dirent **entries = NULL;
  int count = scandir(folder, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    char path[PATH_MAX];
    bool fits = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name) < PATH_MAX;
    if (fits && !is_hidden(entries[i]->d_name)) hash = each(hash, path);
    free(entries[i]);
  }
  free(entries);
  return hash;
}

static bool is_folder(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

// OCL_ICD_VENDORS may be a folder, a driver, an .icd file, or the name of one in the usual folder.
static uint64_t hash_vendors(uint64_t hash)
{
  const char *given = getenv("OCL_ICD_VENDORS");
  hash = hash_text(hash, given);
  if (given && is_folder(given)) return hash_folder(hash, given, hash_icd);
  if (given && strchr(given, '/')) {
    size_t size = strlen(given);
    return size > 4 && strcmp(given + size - 4, ".icd") == 0 ? hash_icd(hash, given) : hash_file(hash, given);
  }
  return hash_folder(hash, vendors_folder, hash_icd);
}

static int compare_texts(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

// Variables that loaders and drivers look at.
static bool matters(const char *variable)
{
  static const char *const starts[] = {"OCL_ICD_",   "OPENCL_", "POCL_",      "RUSTICL_", "OCLGRIND_",
                                       "GALLIUM_",   "MESA_",   "LP_",        "CUDA_",    "NVIDIA_",
                                       "ROCR_",      "HIP_",    "HSA_",       "GPU_",     "ZE_",
                                       "ONEAPI_",    "SYCL_",   "CL_CONFIG_", "NEO",      "LD_LIBRARY_PATH=",
                                       "LD_PRELOAD="};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (strncmp(variable, starts[i], strlen(starts[i])) == 0) return true;
  return false;
}

// In the order of their names. What we set ourselves says nothing.
static uint64_t hash_environment(uint64_t hash)
{
  extern char **environ;
  char *chosen[256], ours[PATH_MAX + 32] = "", folder[PATH_MAX];
  size_t count = 0;
  if (rr__cache_folder(folder, NULL)) snprintf(ours, sizeof ours, "POCL_CACHE_DIR=%s/pocl", folder);
  for (char **variable = environ; variable && *variable && count < sizeof chosen / sizeof *chosen; variable++)
    if (matters(*variable) && strcmp(*variable, ours) != 0) chosen[count++] = *variable;
  qsort(chosen, count, sizeof *chosen, compare_texts);
  for (size_t i = 0; i < count; i++) hash = hash_text(hash, chosen[i]);
  const char *layers = getenv("OPENCL_LAYERS");
  return layers ? hash_file(hash, layers) : hash;
}

// Which devices are there, and whether we may open them, and the libraries that the system knows of.
static uint64_t hash_machine(uint64_t hash)
{
  struct utsname name;
  if (uname(&name) == 0) hash = hash_text(hash_text(hash, name.nodename), name.release);
  hash = hash_folder(hash, "/dev/dri", hash_text);
  hash = hash_text(hash, is_folder("/proc/driver/nvidia") ? "nvidia" : "");
  hash = hash_file(hash, "/etc/ld.so.cache");
  return hash;
}

uint64_t rr__probe_key(const rr__opencl_paths *paths)
{
  uint64_t hash = hash_text(RR_HASH_START, RR_VERSION);
  hash = hash_file(hash, paths->plugin);
  hash = hash_file(hash, paths->probe);
  hash = hash_vendors(hash);
  hash = hash_environment(hash);
  return hash_machine(hash);
}
