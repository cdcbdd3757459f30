// SPDX-License-Identifier: MIT
// The cache does not grow for ever: the entries that were not used for longest go first, and with them what
// runs that were killed left behind.
#include "kernel/object_cache.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/library_folder.h"
#include "kernel/build_folder.h"

enum { ABANDONED_SECONDS = 3600 };

typedef struct file_facts {
  char name[64];
  uint64_t bytes;
  struct timespec used;
} file_facts;

typedef struct file_list {
  file_facts *files;
  size_t count, room;
  uint64_t bytes;
} file_list;

static void add(file_list *list, const char *name, const struct stat *info)
{
  if (list->count == list->room) {
    size_t room = list->room ? list->room * 2 : 64;
    file_facts *files = realloc(list->files, room * sizeof *files);
    if (!files) return; // what is not listed stays
    list->files = files;
    list->room = room;
  }
  file_facts *file = &list->files[list->count++];
  *file = (file_facts){.bytes = (uint64_t)info->st_size, .used = info->st_mtim};
  strcpy(file->name, name);
  list->bytes += file->bytes;
}

static bool is_left_behind(const char *name, const struct stat *info)
{
  bool ours = strncmp(name, RR_BUILD_PREFIX, strlen(RR_BUILD_PREFIX)) == 0 || strncmp(name, "new-", 4) == 0;
  return ours && time(NULL) - info->st_mtime > ABANDONED_SECONDS;
}

static void look_at(file_list *list, const char *folder, const char *name)
{
  char path[PATH_MAX];
  struct stat info;
  if (!rr__path_join(path, folder, name) || lstat(path, &info)) return;
  if (is_left_behind(name, &info))
    rr__build_folder_remove(path);
  else if (S_ISREG(info.st_mode) && rr__object_cache_names(name) && strlen(name) < sizeof list->files->name)
    add(list, name, &info);
}

static int compare_used(const void *a, const void *b)
{
  const file_facts *x = a, *y = b;
  if (x->used.tv_sec != y->used.tv_sec) return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
  return (x->used.tv_nsec > y->used.tv_nsec) - (x->used.tv_nsec < y->used.tv_nsec);
}

void rr__object_cache_trim(const rr__object_cache *cache, uint64_t most)
{
  file_list list = {NULL, 0, 0, 0};
  DIR *folder = opendir(cache->folder);
  if (!folder) return;
  for (struct dirent *entry; (entry = readdir(folder));) look_at(&list, cache->folder, entry->d_name);
  closedir(folder);
  if (list.count) qsort(list.files, list.count, sizeof *list.files, compare_used);
  for (size_t i = 0; i < list.count && list.bytes > most; i++) {
    char path[PATH_MAX];
    if (rr__path_join(path, cache->folder, list.files[i].name) && unlink(path) == 0)
      list.bytes -= list.files[i].bytes;
  }
  free(list.files);
}
