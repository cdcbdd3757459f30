// SPDX-License-Identifier: MIT
// The command that does a work, and caches that it does not find.
#include "bench/command_line.h"

#include "core/text_block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(rr__command_line *to, const char *word)
{
  if (to->count + 1 < RR__MOST_WORDS) to->words[to->count++] = word;
}

static void add_option(rr__command_line *to, const char *name, const char *value)
{
  add(to, name);
  add(to, value);
}

// "--min=4": a value may begin with a dash.
static rr_status add_params(rr__command_line *to, const rr_param *params)
{
  size_t room = 1;
  for (const rr_param *param = params; param && param->name; param++)
    room += strlen(param->name) + strlen(param->value) + sizeof "--=";
  char *place = to->params = malloc(room);
  if (!place) return rr_fail(RR_ENOMEM, "no memory for a command");
  for (const rr_param *param = params; param && param->name; param++) {
    add(to, place);
    place += 1 + sprintf(place, "--%s=%s", param->name, param->value);
  }
  return RR_OK;
}

rr_status rr__command_line_make(rr__command_line *out, const char *program, const rr__case *of,
                                const rr__bench_data *data, const rr__command_files *files)
{
  memset(out, 0, sizeof *out);
  add(out, program);
  add(out, data->info->name);
  rr_status status = add_params(out, data->params);
  if (status) return status;
  if (of->work.per == RR_PER_COL) add_option(out, "--per", "col");
  if (data->info->shape != RR_PAIR && of->work.out_dtype)
    add_option(out, "--out-dtype", rr_dtype_name(of->work.out_dtype));
  add(out, files->in);
  if (files->right[0]) add(out, files->right);
  add_option(out, "-o", files->out);
  add_option(out, "--device", of->way.name);
  snprintf(out->threads, sizeof out->threads, "%zu", of->way.threads);
  if (of->way.threads) add_option(out, "--threads", out->threads);
  add(out, "--no-fallback");
  add_option(out, "--stats", files->stats);
  add(out, "-q");
  return RR_OK;
}

void rr__command_line_clear(rr__command_line *line)
{
  free(line->params);
  line->params = NULL;
}

// Variable and folder: those of rowrun, of what keeps to XDG, and of drivers that compile.
static const struct cache {
  const char *variable, *folder;
} caches[] = {{"ROWRUN_CACHE_DIR=", "rowrun"}, {"XDG_CACHE_HOME=", "xdg"}, {"POCL_CACHE_DIR=", "pocl"},
              {"CUDA_CACHE_PATH=", "cuda"},    {"NEO_CACHE_DIR=", "neo"},  {"MESA_SHADER_CACHE_DIR=", "mesa"},
              {"MESA_GLSL_CACHE_DIR=", "mesa"}};

enum { CACHES = sizeof caches / sizeof *caches };

static bool is_of_cache(const char *variable)
{
  for (size_t i = 0; i < CACHES; i++)
    if (strncmp(variable, caches[i].variable, strlen(caches[i].variable)) == 0) return true;
  return false;
}

char **rr__environment_without_caches(char *const *variables, const char *folder)
{
  size_t count = 0, bytes = 0, kept = 0;
  for (; variables[count]; count++) bytes += rr__text_bytes(variables[count]);
  for (size_t i = 0; i < CACHES; i++)
    bytes += strlen(caches[i].variable) + strlen(folder) + strlen(caches[i].folder) + 2;
  size_t list_bytes = (count + CACHES + 1) * sizeof(char *);
  char **list = malloc(list_bytes + bytes);
  if (!list) return NULL;
  char *place = (char *)list + list_bytes;
  for (size_t i = 0; i < count; i++) {
    if (is_of_cache(variables[i])) continue;
    list[kept++] = place;
    rr__text_put(&place, variables[i]);
  }
  for (size_t i = 0; i < CACHES; i++) {
    list[kept++] = place;
    place += 1 + sprintf(place, "%s%s/%s", caches[i].variable, folder, caches[i].folder);
  }
  list[kept] = NULL;
  return list;
}
