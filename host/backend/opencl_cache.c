// SPDX-License-Identifier: MIT
// Answers of the probe, kept in the cache folder. An entry is one line of JSON about the rest, then the
// probe's lines:
// {"rowrun_probe":1,"size":1234,"checksum":"0123456789abcdef","time":1700000000,"failure":""}
#include "backend/opencl_cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "backend/opencl_key.h"
#include "core/cache_folder.h"
#include "core/hash.h"

// Of entries' names.
#define PREFIX "probe-"
#define SUFFIX ".json"

enum { FORMAT = 1, MOST_BYTES = (1 << 20) + 4096, FAILURE_SECONDS = 3600 };

void rr__probe_cache_open(rr__probe_cache *out, const rr__opencl_paths *paths, rr__probe_scope scope,
                          const rr_log *log)
{
  char folder[PATH_MAX];
  out->path[0] = '\0';
  if (!rr__cache_folder(folder, log)) return;
  int size = snprintf(out->path, sizeof out->path, "%s/" PREFIX "%s%016llx" SUFFIX, folder,
                      scope == RR_PROBE_GPUS ? "gpus-" : "", (unsigned long long)rr__probe_key(paths));
  if (size >= PATH_MAX) out->path[0] = '\0';
}

bool rr__probe_cache_names(const char *name)
{
  size_t size = strlen(name), suffix = strlen(SUFFIX);
  return size >= suffix && strncmp(name, PREFIX, strlen(PREFIX)) == 0 &&
         strcmp(name + size - suffix, SUFFIX) == 0;
}

static void checksum_of(char out[17], const char *text, size_t size)
{
  snprintf(out, 17, "%016llx", (unsigned long long)rr__hash_bytes(RR_HASH_START, text, size));
}

// The whole entry, NUL-terminated and to be freed; NULL where it is not there or too large.
static char *read_entry(const char *path, size_t *size)
{
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;
  if (file < 0) return NULL;
  bool sane = fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= MOST_BYTES;
  char *text = sane ? malloc((size_t)info.st_size + 1) : NULL;
  ssize_t got = text ? read(file, text, (size_t)info.st_size) : -1;
  close(file);
  if (got < 0) {
    free(text);
    return NULL;
  }
  text[got] = '\0';
  *size = (size_t)got;
  return text;
}

static bool is_current(const json_t *head)
{
  json_int_t made = json_integer_value(json_object_get(head, "time")), now = (json_int_t)time(NULL);
  const char *failure = json_string_value(json_object_get(head, "failure"));
  if (!failure || json_integer_value(json_object_get(head, "rowrun_probe")) != FORMAT) return false;
  return !*failure || (made <= now && now - made <= FAILURE_SECONDS);
}

static bool is_intact(const json_t *head, const char *text, size_t size)
{
  char checksum[17];
  checksum_of(checksum, text, size);
  const char *expected = json_string_value(json_object_get(head, "checksum"));
  return json_integer_value(json_object_get(head, "size")) == (json_int_t)size && expected &&
         strcmp(expected, checksum) == 0;
}

static bool take_entry(rr__probe_output *out, const json_t *head, const char *text, size_t size)
{
  if (!is_current(head) || !is_intact(head, text, size)) return false;
  *out = (rr__probe_output){.text = malloc(size + 1), .size = size};
  if (!out->text) return false;
  memcpy(out->text, text, size);
  out->text[size] = '\0';
  snprintf(out->failure, sizeof out->failure, "%s", json_string_value(json_object_get(head, "failure")));
  return true;
}

bool rr__probe_cache_read(rr__probe_output *out, const rr__probe_cache *cache)
{
  size_t size = 0;
  char *text = cache->path[0] ? read_entry(cache->path, &size) : NULL;
  char *end = text ? memchr(text, '\n', size) : NULL;
  json_t *head = end ? json_loadb(text, (size_t)(end - text), 0, NULL) : NULL;
  bool hit = head && take_entry(out, head, end + 1, size - (size_t)(end + 1 - text));
  json_decref(head);
  free(text);
  return hit;
}

static char *make_head(const rr__probe_output *output)
{
  char checksum[17];
  checksum_of(checksum, output->text, output->size);
  json_t *head = json_pack("{s:i,s:I,s:s,s:I,s:s}", "rowrun_probe", FORMAT, "size", (json_int_t)output->size,
                           "checksum", checksum, "time", (json_int_t)time(NULL), "failure", output->failure);
  char *text = head ? json_dumps(head, JSON_COMPACT) : NULL;
  json_decref(head);
  return text;
}

static bool write_entry(int file, const char *head, const rr__probe_output *output)
{
  FILE *stream = fdopen(file, "w");
  if (!stream) {
    close(file);
    return false;
  }
  bool written =
      fprintf(stream, "%s\n", head) > 0 && fwrite(output->text, 1, output->size, stream) == output->size;
  return fclose(stream) == 0 && written;
}

void rr__probe_cache_write(const rr__probe_cache *cache, const rr__probe_output *output)
{
  char temporary[PATH_MAX];
  char *head = cache->path[0] ? make_head(output) : NULL;
  if (!head) return;
  bool fits = snprintf(temporary, sizeof temporary, "%s.XXXXXX", cache->path) < PATH_MAX;
  int file = fits ? mkostemp(temporary, O_CLOEXEC) : -1;
  if (file >= 0 && !(write_entry(file, head, output) && rename(temporary, cache->path) == 0))
    unlink(temporary);
  free(head);
}
