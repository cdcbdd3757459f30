// SPDX-License-Identifier: MIT
// Reads a file whole, a pipe, too.
#include "cli/kernel_file.h"

#include "cli/kernel_options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, NAME_LENGTH = 60 };

static bool may_be_in_name(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("_-.", c);
}

// The suffix stays where the rest would be a kernel of rowrun's own.
static void make_name(char *out, const char *path)
{
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  size_t length = strlen(base) < NAME_LENGTH ? strlen(base) : NAME_LENGTH;
  memcpy(out, base, length);
  out[length] = '\0';
  for (char *c = out; *c; c++)
    if (!may_be_in_name(*c)) *c = '_';
  bool has_suffix = length > 3 && strcmp(out + length - 3, ".cl") == 0;
  if (!has_suffix) return;
  out[length - 3] = '\0';
  if (rr__cli_kernel_name(&(rr__suggestion){.typed = out, .length = length - 3})) out[length - 3] = '.';
}

static rr_status fail_read(const char *path, const char *why)
{
  return rr_fail(RR_EINPUT, "kernel '%.400s': %s; hint: a text file, see rowrun map --help", path, why);
}

static rr_status read_all(char *text, const char *path)
{
  FILE *file = fopen(path, "re");
  if (!file) return fail_read(path, strerror(errno));
  errno = 0;
  size_t size = fread(text, 1, MOST_BYTES, file);
  bool failed = ferror(file) != 0, is_cut = !failed && size == MOST_BYTES;
  int code = errno;
  fclose(file);
  text[size] = '\0';
  if (failed) return fail_read(path, code ? strerror(code) : "it cannot be read");
  if (is_cut) return fail_read(path, "it has more than a mebibyte");
  return strlen(text) == size ? RR_OK : fail_read(path, "it has a NUL in it");
}

rr_status rr__cli_kernel_file_read(cli_kernel_file *out, const char *path)
{
  *out = (cli_kernel_file){.text = malloc(MOST_BYTES + 1)};
  if (!out->text) return rr_fail(RR_ENOMEM, "no memory to read '%.400s'", path);
  make_name(out->name, path);
  rr_status status = read_all(out->text, path);
  if (status) rr__cli_kernel_file_clear(out);
  return status;
}

void rr__cli_kernel_file_clear(cli_kernel_file *file)
{
  free(file->text);
  file->text = NULL;
}
