// SPDX-License-Identifier: MIT
// Looks in the cache, else compiles in a folder of its own, loads what came out, and keeps it.
#include "kernel/compile.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "core/library_folder.h"
#include "kernel/compiler.h"
#include "kernel/object_cache.h"
#include "texts.h"

#include <rowrun/version.h>

typedef struct compilation {
  const rr__build_unit *unit;
  char what[128]; // for messages and for `rowrun cache list`
  rr__compiler compiler;
  rr__object_cache cache;
  rr__object_key key;
} compilation;

static uint64_t hash_text(uint64_t hash, const char *text)
{
  return rr__hash_bytes(hash, text, strlen(text) + 1);
}

// Two numbers of 64 bits: one from the front, one that knows the first.
static rr__object_key make_key(const compilation *self)
{
  rr__object_key key = {{RR_HASH_START, 0}};
  const int facts[] = {(int)self->unit->shape, (int)self->unit->dtype};
  for (size_t half = 0; half < 2; half++) {
    uint64_t hash =
        half ? rr__hash_bytes(RR_HASH_START, &key.halves[0], sizeof key.halves[0]) : RR_HASH_START;
    hash = hash_text(hash, RR_VERSION);
    hash = rr__compiler_hash(hash, &self->compiler);
    for (const rr__text *text = rr__texts; text->name; text++)
      hash = hash_text(hash_text(hash, text->name), text->text);
    hash = rr__hash_bytes(hash, facts, sizeof facts);
    key.halves[half] = hash_text(hash, self->unit->body);
  }
  return key;
}

static rr_status load(rr__compiled *out, const compilation *self, const char *path)
{
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return rr_fail(RR_EBUILD, "%s: %s", self->what, dlerror());
  const rr__cpu_kernel *instance = dlsym(library, RR_BUILD_SYMBOL);
  if (!instance) {
    dlclose(library);
    return rr_fail(RR_EBUILD, "%s: there is no %s in it", self->what, RR_BUILD_SYMBOL);
  }
  *out = (rr__compiled){library, instance};
  return RR_OK;
}

static rr_status build(rr__compiled *out, const compilation *self)
{
  rr__build_folder folder;
  char object[PATH_MAX];
  rr_status status = rr__build_folder_make(&folder, self->cache.folder, self->unit);
  if (status) return status;
  status = rr__compiler_run(&self->compiler, folder.path, self->what);
  if (!status && !rr__path_join(object, folder.path, RR_COMPILER_OUTPUT))
    status = rr_fail(RR_ESYSTEM, "%s: the path of a folder to compile in is too long", self->what);
  if (!status) status = load(out, self, object);
  if (!status) rr__object_cache_store(&self->cache, &self->key, object, self->what);
  rr__build_folder_remove(folder.path);
  return status;
}

rr_status rr__compile(rr__compiled *out, const rr__build_unit *unit, const char *name, const rr_log *log)
{
  compilation self = {.unit = unit};
  char path[PATH_MAX];
  *out = (rr__compiled){NULL, NULL};
  snprintf(self.what, sizeof self.what, "kernel %.60s for %s", name, rr_dtype_name(unit->dtype));
  rr_status status = rr__compiler_find(&self.compiler);
  if (status) return status;
  self.key = make_key(&self);
  rr__object_cache_open(&self.cache, log);
  if (rr__object_cache_find(path, &self.cache, &self.key) && load(out, &self, path) == RR_OK) return RR_OK;
  return build(out, &self);
}

void rr__compiled_free(rr__compiled *compiled)
{
  if (compiled->library) dlclose(compiled->library);
  *compiled = (rr__compiled){NULL, NULL};
}
