// SPDX-License-Identifier: MIT
// Symbolic links are followed by hand, since the last one may lead to a file that does not exist yet.
#include "io/destination.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_LINKS = 40 };

static rr_status no_memory(const char *path)
{
  return rr_fail(RR_ENOMEM, "%s: no memory for its name", path);
}

void rr__destination_clear(rr__destination *destination)
{
  free(destination->folder);
  free(destination->final);
  destination->folder = destination->final = NULL;
}

// The absolute folder of `name` into *folder, with all links resolved.
static rr_status find_folder(char **folder, const char *name, const char *path)
{
  const char *slash = strrchr(name, '/');
  char *parent = !slash ? strdup(".") : slash == name ? strdup("/") : strndup(name, (size_t)(slash - name));
  if (!parent) return no_memory(path);
  *folder = realpath(parent, NULL);
  int err = errno;
  free(parent);
  if (*folder) return RR_OK;
  if (err == ENOMEM) return no_memory(path);
  return rr_fail(RR_EOUTPUT, "%s: cannot write: its folder: %s; hint: create the folder first", path,
                 strerror(err));
}

static char *join(const char *folder, const char *name)
{
  char *joined = NULL;
  const char *slash = strcmp(folder, "/") == 0 ? "" : "/";
  return asprintf(&joined, "%s%s%s", folder, slash, name) < 0 ? NULL : joined;
}

// One step along the links: *final is the path in its real folder; *next what it links to, or NULL.
static rr_status step(rr__destination *at, char **next, const char *name, const char *path)
{
  rr__destination_clear(at);
  rr_status status = find_folder(&at->folder, name, path);
  if (status) return status;
  const char *slash = strrchr(name, '/');
  at->final = join(at->folder, slash ? slash + 1 : name);
  if (!at->final) return no_memory(path);
  char link[PATH_MAX];
  ssize_t size = readlink(at->final, link, sizeof link - 1);
  if (size < 0) return RR_OK;
  link[size] = '\0';
  *next = link[0] == '/' ? strdup(link) : join(at->folder, link);
  return *next ? RR_OK : no_memory(path);
}

static bool is_descriptor(const rr__destination *at)
{
  return strncmp(at->folder, "/proc/", 6) == 0;
}

static rr_status follow_links(rr__destination *at, const char *path)
{
  char *name = strdup(path);
  if (!name) return no_memory(path);
  for (int links = 0; links < MAX_LINKS; links++) {
    char *next = NULL;
    rr_status status = step(at, &next, name, path);
    free(name);
    if (status || !next) return status;
    name = next;
    if (is_descriptor(at)) { // its link text is a description, not a path
      at->is_direct = true;
      free(name);
      return RR_OK;
    }
  }
  free(name);
  return rr_fail(RR_EOUTPUT, "%s: cannot write: %s", path, strerror(ELOOP));
}

static rr_status check_regular(rr__destination *out, const struct stat *info, const char *path)
{
  out->exists = true;
  out->mode = info->st_mode & 0777;
  if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0) return RR_OK;
  return rr_fail(RR_EOUTPUT, "%s: cannot write: %s", path, strerror(errno));
}

static rr_status find(rr__destination *out, const char *path)
{
  struct stat info;
  bool exists = stat(path, &info) == 0;
  if (!exists && errno != ENOENT) return rr_fail(RR_EOUTPUT, "%s: cannot write: %s", path, strerror(errno));
  if (exists && S_ISDIR(info.st_mode))
    return rr_fail(RR_EOUTPUT, "%s: is a directory; hint: name a file in it", path);
  size_t size = strlen(path);
  if (size == 0 || path[size - 1] == '/')
    return rr_fail(RR_EOUTPUT, "'%s': cannot write: this names no file; hint: name a file", path);
  out->is_direct = exists && !S_ISREG(info.st_mode);
  if (out->is_direct) return RR_OK;
  rr_status status = follow_links(out, path);
  if (status || out->is_direct || !exists) return status;
  return check_regular(out, &info, path);
}

rr_status rr__destination_find(rr__destination *out, const char *path)
{
  *out = (rr__destination){0};
  rr_status status = find(out, path);
  if (status || out->is_direct) rr__destination_clear(out);
  return status;
}
