// SPDX-License-Identifier: MIT
// Reading an entry reads all of it: what is loaded was written by us, and wholly.
#include "kernel/object_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cache_folder.h"
#include "core/hash.h"
#include "core/library_folder.h"
#include "core/log.h"

#include <rowrun/cache.h>

enum { MOST_OBJECT_BYTES = 16 << 20 };

#define OBJECT_SUFFIX ".so" // of entries' names

static const char magic[16] = "rowrun kernel 1";

// Behind the object, in this machine's own order of bytes.
typedef struct trailer {
  char label[RR_OBJECT_LABEL];
  uint64_t size, checksum; // of the object; the checksum is of the label, too
  char magic[16];
} trailer;

void rr__object_cache_open(rr__object_cache *out, const rr_log *log)
{
  char folder[PATH_MAX];
  out->folder[0] = '\0';
  if (!rr__cache_folder(folder, log) || !rr__path_join(out->folder, folder, RR_OBJECT_FOLDER)) return;
  bool made = mkdir(out->folder, 0700) == 0 || errno == EEXIST;
  if (made && rr__folder_is_ours(out->folder)) return;
  if (log)
    rr__log(log,
            "compiled kernels are not kept: %s must be a folder that is yours, and only you may write to it",
            out->folder);
  out->folder[0] = '\0';
}

bool rr__object_cache_names(const char *name)
{
  size_t size = strlen(name), suffix = strlen(OBJECT_SUFFIX);
  return size >= suffix && strcmp(name + size - suffix, OBJECT_SUFFIX) == 0;
}

static bool entry_path(char out[PATH_MAX], const rr__object_cache *cache, const rr__object_key *key)
{
  int size = snprintf(out, PATH_MAX, "%s/%016llx%016llx" OBJECT_SUFFIX, cache->folder,
                      (unsigned long long)key->halves[0], (unsigned long long)key->halves[1]);
  return cache->folder[0] && size < PATH_MAX;
}

static uint64_t checksum_of(const void *object, size_t size, const char *label)
{
  return rr__hash_bytes(rr__hash_bytes(RR_HASH_START, object, size), label, RR_OBJECT_LABEL);
}

// The file, to be freed; NULL where it is no sensible one.
static char *read_file(const char *path, size_t *size)
{
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;
  if (file < 0) return NULL;
  bool sane = fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
              info.st_size <= (off_t)(MOST_OBJECT_BYTES + sizeof(trailer));
  char *bytes = sane ? malloc((size_t)info.st_size + 1) : NULL;
  ssize_t got = bytes ? read(file, bytes, (size_t)info.st_size) : -1;
  close(file);
  if (got >= 0 && got == info.st_size) {
    *size = (size_t)got;
    return bytes;
  }
  free(bytes);
  return NULL;
}

static bool is_whole(trailer *end, const char *bytes, size_t size)
{
  if (size < sizeof *end) return false;
  memcpy(end, bytes + size - sizeof *end, sizeof *end);
  return memcmp(end->magic, magic, sizeof magic) == 0 && end->size == size - sizeof *end &&
         end->label[RR_OBJECT_LABEL - 1] == '\0' &&
         end->checksum == checksum_of(bytes, end->size, end->label);
}

bool rr__object_cache_label(char out[RR_OBJECT_LABEL], const char *path)
{
  size_t size = 0;
  trailer end;
  char *bytes = read_file(path, &size);
  bool whole = bytes && is_whole(&end, bytes, size);
  if (whole) memcpy(out, end.label, RR_OBJECT_LABEL);
  free(bytes);
  return whole;
}

bool rr__object_cache_find(char out[PATH_MAX], const rr__object_cache *cache, const rr__object_key *key)
{
  char label[RR_OBJECT_LABEL];
  if (!entry_path(out, cache, key) || !rr__object_cache_label(label, out)) return false;
  utimensat(AT_FDCWD, out, NULL, 0); // it was used: others go first
  return true;
}

static bool write_entry(int file, const char *bytes, const trailer *end)
{
  FILE *stream = fdopen(file, "w");
  if (!stream) {
    close(file);
    return false;
  }
  bool written = fwrite(bytes, 1, end->size, stream) == end->size && fwrite(end, sizeof *end, 1, stream) == 1;
  return fclose(stream) == 0 && written;
}

void rr__object_cache_store(const rr__object_cache *cache, const rr__object_key *key, const char *object,
                            const char *label)
{
  char path[PATH_MAX], temporary[PATH_MAX];
  size_t size = 0;
  trailer end = {.label = ""};
  char *bytes = entry_path(path, cache, key) ? read_file(object, &size) : NULL;
  if (!bytes) return;
  snprintf(end.label, sizeof end.label, "%s", label);
  memcpy(end.magic, magic, sizeof magic);
  end.size = size;
  end.checksum = checksum_of(bytes, size, end.label);
  bool fits = snprintf(temporary, sizeof temporary, "%s/new-XXXXXX", cache->folder) < PATH_MAX;
  int file = fits ? mkostemp(temporary, O_CLOEXEC) : -1;
  if (file >= 0 && !(write_entry(file, bytes, &end) && rename(temporary, path) == 0)) unlink(temporary);
  free(bytes);
  rr__object_cache_trim(cache, RR_CACHE_MOST_BYTES);
}
