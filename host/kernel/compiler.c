// SPDX-License-Identifier: MIT
// Called with an argument list, never through a shell; what it says goes to a file in its folder.
#include "kernel/compiler.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "core/library_folder.h"
#include "core/one_line.h"

#include <rowrun/process.h>

enum { PATIENCE_MS = 60000, LOG_BYTES = 16384, LOG_BYTES_READ = 1 << 20, MOST_ARGUMENTS = 32 };

// The arithmetic is that of our own build; -std=c11 without extensions leaves fewer ways to hide a text.
static const char *const flags[] = {"-std=c11",
                                    "-D_DEFAULT_SOURCE",
                                    "-O3",
                                    "-shared",
                                    "-fPIC",
                                    "-ffp-contract=off",
                                    "-fno-math-errno",
                                    "-fdiagnostics-color=never",
                                    "-Werror=implicit-function-declaration",
                                    "-Werror=int-conversion",
                                    "-I.",
                                    "-o",
                                    RR_COMPILER_OUTPUT,
                                    RR_COMPILER_INPUT,
                                    "-lm",
                                    NULL};

static bool is_program(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

// In the folders of PATH; a relative one, such as the current folder, is none to look in.
static bool find_in_path(char out[PATH_MAX], const char *name)
{
  const char *path = getenv("PATH");
  for (const char *at = path ? path : ""; *at;) {
    char folder[PATH_MAX];
    size_t size = strcspn(at, ":");
    if (*at == '/' && size < sizeof folder) {
      memcpy(folder, at, size);
      folder[size] = '\0';
      if (rr__path_join(out, folder, name) && is_program(out)) return true;
    }
    at += size + (at[size] == ':');
  }
  return false;
}

rr_status rr__compiler_find(rr__compiler *out)
{
  static const char *const names[] = {"cc", "gcc", "clang"};
  const char *named = secure_getenv("ROWRUN_CC");
  if (named && *named) {
    bool found = strchr(named, '/')
                     ? snprintf(out->path, PATH_MAX, "%s", named) < PATH_MAX && is_program(named)
                     : find_in_path(out->path, named);
    if (found) return RR_OK;
    return rr_fail(RR_EBUILD, "ROWRUN_CC='%.200s' is no program; hint: the C compiler's name or path alone",
                   named);
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (find_in_path(out->path, names[i])) return RR_OK;
  return rr_fail(RR_EBUILD,
                 "there is no C compiler in PATH (cc, gcc or clang), which running a kernel's text "
                 "on the CPU takes; hint: install gcc, set ROWRUN_CC, or --device opencl");
}

uint64_t rr__compiler_hash(uint64_t hash, const rr__compiler *compiler)
{
  struct stat info;
  uint64_t facts[4] = {0};
  if (stat(compiler->path, &info) == 0) {
    facts[0] = (uint64_t)info.st_size;
    facts[1] = (uint64_t)info.st_mtim.tv_sec;
    facts[2] = (uint64_t)info.st_mtim.tv_nsec;
    facts[3] = (uint64_t)info.st_ino;
  }
  hash = rr__hash_bytes(hash, compiler->path, strlen(compiler->path) + 1);
  hash = rr__hash_bytes(hash, facts, sizeof facts);
  for (size_t i = 0; flags[i]; i++) hash = rr__hash_bytes(hash, flags[i], strlen(flags[i]) + 1);
  return hash;
}

static bool is_replaced(const char *variable)
{
  return strncmp(variable, "LC_ALL=", 7) == 0 || strncmp(variable, "TMPDIR=", 7) == 0;
}

// The caller's, but in plain English, and with `temporary`, "TMPDIR=...". To be freed.
static const char **make_environment(const char *temporary)
{
  extern char **environ;
  size_t count = 0, used = 0;
  while (environ && environ[count]) count++;
  const char **environment = calloc(count + 3, sizeof *environment);
  if (!environment) return NULL;
  for (size_t i = 0; i < count; i++)
    if (!is_replaced(environ[i])) environment[used++] = environ[i];
  environment[used++] = "LC_ALL=C";
  environment[used] = temporary;
  return environment;
}

static rr_status wait_for(rr_process *process, const char *what)
{
  rr_status status = rr_process_wait(process, PATIENCE_MS);
  if (status == RR_ETIMEOUT)
    return rr_fail(RR_EBUILD, "%s: the compiler was ended after %d s; hint: a simpler kernel", what,
                   PATIENCE_MS / 1000);
  return status;
}

// What lines say of files that include one another says nothing of the user's.
static bool is_noise(const char *line, size_t size)
{
  static const char included[] = "In file included from", from[] = "                 from";
  return (size >= sizeof included - 1 && memcmp(line, included, sizeof included - 1) == 0) ||
         (size >= sizeof from - 1 && memcmp(line, from, sizeof from - 1) == 0);
}

static size_t drop_noise(char *text)
{
  char *to = text;
  for (char *at = text; *at;) {
    size_t size = strcspn(at, "\n");
    size += at[size] == '\n';
    bool noise = is_noise(at, size);
    if (!noise) memmove(to, at, size);
    to += noise ? 0 : size;
    at += size;
  }
  *to = '\0';
  return (size_t)(to - text);
}

static rr_status fail_build(int file, const char *what)
{
  char *text = calloc(LOG_BYTES_READ + 1, 1), *line = malloc(LOG_BYTES);
  ssize_t got = text && line ? pread(file, text, LOG_BYTES_READ, 0) : -1;
  rr_status status = RR_EBUILD;
  if (got <= 0) {
    status = rr_fail(RR_EBUILD, "%s: the compiler failed and said nothing", what);
  } else {
    rr__one_line(line, LOG_BYTES, text, drop_noise(text));
    status = rr_fail(RR_EBUILD, "%s: %s", what, line);
  }
  free(text);
  free(line);
  return status;
}

static rr_status run(const rr__compiler *compiler, const char *folder, const char *what, int messages)
{
  const char *arguments[MOST_ARGUMENTS] = {compiler->path};
  char temporary[PATH_MAX + 8];
  for (size_t i = 0; flags[i]; i++) arguments[i + 1] = flags[i];
  snprintf(temporary, sizeof temporary, "TMPDIR=%s", folder);
  const char **environment = make_environment(temporary);
  if (!environment) return rr_fail(RR_ENOMEM, "no memory to start the compiler");
  rr_process_options options = {.environment = environment,
                                .folder = folder,
                                .standard_input = RR_STREAM_NULL,
                                .standard_output = messages,
                                .standard_error = messages};
  rr_process *process = NULL;
  rr_status status = rr_process_start(&process, arguments, &options);
  if (!status) status = wait_for(process, what);
  if (!status && rr_process_exit_code(process) != 0) status = fail_build(messages, what);
  rr_process_free(process);
  free(environment);
  return status;
}

rr_status rr__compiler_run(const rr__compiler *compiler, const char *folder, const char *what)
{
  char path[PATH_MAX];
  int messages = -1;
  if (rr__path_join(path, folder, "messages.txt"))
    messages = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (messages < 0)
    return rr_fail(RR_ESYSTEM, "%s: no file for the compiler's messages in %.200s", what, folder);
  rr_status status = run(compiler, folder, what, messages);
  close(messages);
  return status;
}
