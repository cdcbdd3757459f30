// SPDX-License-Identifier: MIT
// The cache folder from outside: which of its files are entries, those who write them know.
#include <rowrun/cache.h>

#include "backend/opencl_cache.h"
#include "core/cache_folder.h"
#include "core/library_folder.h"
#include "kernel/object_cache.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct kept {
  rr_cache_entry entry; // its texts are those below
  char name[128], what[RR_OBJECT_LABEL];
} kept;

struct rr_cache {
  char folder[PATH_MAX];
  kept *entries;
  size_t count, room;
};

static kept *add(rr_cache *cache)
{
  if (cache->count == cache->room) {
    size_t room = cache->room ? cache->room * 2 : 32;
    kept *entries = realloc(cache->entries, room * sizeof *entries);
    if (!entries) return NULL;
    cache->entries = entries;
    cache->room = room;
  }
  return &cache->entries[cache->count++];
}

static rr_status look_at(rr_cache *cache, const char *sub, const char *name)
{
  char path[PATH_MAX], below[128];
  struct stat info;
  bool fits = snprintf(below, sizeof below, "%s%s", sub, name) < (int)sizeof below;
  if (!fits || !rr__path_join(path, cache->folder, below) || lstat(path, &info) || !S_ISREG(info.st_mode))
    return RR_OK;
  kept *one = add(cache);
  if (!one) return rr_fail(RR_ENOMEM, "no memory to list the cache");
  *one = (kept){.entry = {.bytes = (uint64_t)info.st_size, .age_seconds = time(NULL) - info.st_mtim.tv_sec}};
  if (one->entry.age_seconds < 0) one->entry.age_seconds = 0;
  strcpy(one->name, below);
  if (!*sub)
    strcpy(one->what, "answers of OpenCL devices");
  else if (!rr__object_cache_label(one->what, path))
    strcpy(one->what, "not whole");
  return RR_OK;
}

static rr_status read_folder(rr_cache *cache, const char *sub, bool (*is_ours)(const char *name))
{
  char path[PATH_MAX];
  if (!rr__path_join(path, cache->folder, sub)) return RR_OK;
  DIR *folder = opendir(path);
  rr_status status = RR_OK;
  for (struct dirent *entry; folder && !status && (entry = readdir(folder));)
    if (is_ours(entry->d_name)) status = look_at(cache, sub, entry->d_name);
  if (folder) closedir(folder);
  return status;
}

static int compare_age(const void *a, const void *b)
{
  const kept *x = a, *y = b;
  if (x->entry.age_seconds != y->entry.age_seconds)
    return x->entry.age_seconds < y->entry.age_seconds ? -1 : 1;
  return strcmp(x->name, y->name);
}

rr_status rr_cache_open(rr_cache **out)
{
  rr_cache *cache = calloc(1, sizeof *cache);
  if (!cache) return rr_fail(RR_ENOMEM, "no memory to list the cache");
  if (!rr__cache_folder(cache->folder, NULL)) cache->folder[0] = '\0';
  rr_status status =
      *cache->folder ? read_folder(cache, RR_OBJECT_FOLDER "/", rr__object_cache_names) : RR_OK;
  if (!status && *cache->folder) status = read_folder(cache, "", rr__probe_cache_names);
  if (status) {
    rr_cache_free(cache);
    return status;
  }
  if (cache->count) qsort(cache->entries, cache->count, sizeof *cache->entries, compare_age);
  for (size_t i = 0; i < cache->count; i++) {
    cache->entries[i].entry.name = cache->entries[i].name;
    cache->entries[i].entry.what = cache->entries[i].what;
  }
  *out = cache;
  return RR_OK;
}

void rr_cache_free(rr_cache *cache)
{
  if (!cache) return;
  free(cache->entries);
  free(cache);
}

const char *rr_cache_folder(const rr_cache *cache)
{
  return cache->folder;
}

size_t rr_cache_count(const rr_cache *cache)
{
  return cache->count;
}

const rr_cache_entry *rr_cache_at(const rr_cache *cache, size_t index)
{
  return index < cache->count ? &cache->entries[index].entry : NULL;
}

// Folders to compile in, and entries that were never finished, unless somebody may be at work there.
static void remove_left_behind(const rr_cache *cache)
{
  rr__object_cache kernels;
  if (rr__path_join(kernels.folder, cache->folder, RR_OBJECT_FOLDER))
    rr__object_cache_trim(&kernels, UINT64_MAX);
}

rr_status rr_cache_clear(rr_cache *cache, size_t *removed)
{
  *removed = 0;
  for (size_t i = 0; i < cache->count; i++) {
    char path[PATH_MAX];
    if (!rr__path_join(path, cache->folder, cache->entries[i].name)) continue;
    if (unlink(path) && errno != ENOENT)
      return rr_fail(RR_EOUTPUT, "%.300s cannot be removed: %s; hint: is the folder yours?", path,
                     strerror(errno));
    ++*removed;
  }
  if (*cache->folder) remove_left_behind(cache);
  cache->count = 0;
  return RR_OK;
}
