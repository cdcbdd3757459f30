// SPDX-License-Identifier: MIT
// Small files of /proc and /sys, below a root that tests replace.
#include "machine/system_file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 16 << 20, FIRST_ROOM = 1 << 16 };

// Opening a FIFO would wait for ever.
static FILE *open_file(const char *path)
{
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat info;
  FILE *stream = file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode) ? fdopen(file, "r") : NULL;
  if (!stream && file >= 0) close(file);
  return stream;
}

static bool read_file(char *out, size_t room, const char *root, const char *format, va_list arguments)
{
  char path[PATH_MAX];
  size_t size = (size_t)snprintf(path, sizeof path, "%s", root), got = 0;
  out[0] = '\0';
  if (size >= sizeof path) return false;
  int more = vsnprintf(path + size, sizeof path - size, format, arguments);
  FILE *file = more >= 0 && (size_t)more < sizeof path - size ? open_file(path) : NULL;
  if (!file) return false;
  got = fread(out, 1, room - 1, file);
  fclose(file);
  out[got] = '\0';
  for (size_t end = strlen(out); end > 0 && (out[end - 1] == '\n' || out[end - 1] == ' ');) out[--end] = '\0';
  return out[0] != '\0';
}

bool rr__system_read(char *out, size_t room, const char *root, const char *path, ...)
{
  va_list arguments;
  va_start(arguments, path);
  bool found = read_file(out, room, root, path, arguments);
  va_end(arguments);
  return found;
}

long long rr__system_number(long long missing, const char *root, const char *path, ...)
{
  char text[64], *end;
  va_list arguments;
  va_start(arguments, path);
  bool found = read_file(text, sizeof text, root, path, arguments);
  va_end(arguments);
  long long number = strtoll(text, &end, 10);
  return found && end > text ? number : missing;
}

bool rr__system_has(const char *root, const char *path)
{
  char whole[PATH_MAX];
  return snprintf(whole, sizeof whole, "%s%s", root, path) < PATH_MAX && access(whole, F_OK) == 0;
}

char *rr__system_read_all(const char *root, const char *path)
{
  char whole[PATH_MAX], *text = NULL;
  FILE *file = snprintf(whole, sizeof whole, "%s%s", root, path) < PATH_MAX ? open_file(whole) : NULL;
  if (!file) return NULL;
  // What such a file says of its size is 0.
  for (size_t room = FIRST_ROOM, got = 0; room <= MOST_BYTES; room *= 2) {
    char *longer = realloc(text, room + 1);
    if (!longer) {
      free(text);
      text = NULL;
      break;
    }
    text = longer;
    got += fread(text + got, 1, room - got, file);
    text[got] = '\0';
    if (got < room) break;
  }
  fclose(file);
  return text;
}

bool rr__system_line(char *out, size_t room, const char *text, const char *name)
{
  size_t length = strlen(name);
  out[0] = '\0';
  for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
    if (strncmp(line, name, length) != 0) continue;
    const char *at = line + length + strspn(line + length, " \t");
    if (*at != ':') continue;
    at += 1 + strspn(at + 1, " \t");
    snprintf(out, room, "%.*s", (int)strcspn(at, "\n"), at);
    return out[0] != '\0';
  }
  return false;
}
