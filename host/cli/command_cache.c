// SPDX-License-Identifier: MIT
// rowrun cache: what is kept from run to run, listed or cleared away.
#include "cli/command.h"
#include "cli/listing.h"

#include <rowrun/cache.h>

#include <stdio.h>
#include <string.h>

static void add_age(cli_listing *listing, int64_t seconds)
{
  static const struct {
    int64_t seconds;
    const char *name;
  } units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
  size_t unit = 0;
  while (unit + 1 < sizeof units / sizeof *units && seconds < units[unit].seconds) unit++;
  rr__cli_listing_add(listing, "%lld %s", (long long)(seconds / units[unit].seconds), units[unit].name);
}

static rr_status list(const rr_cache *cache)
{
  static const char *const heads[] = {"name", "bytes", "age", "what"};
  cli_listing listing = {.cols = sizeof heads / sizeof *heads};
  uint64_t bytes = 0;
  for (size_t i = 0; i < listing.cols; i++) rr__cli_listing_add(&listing, "%s", heads[i]);
  for (size_t i = 0; i < rr_cache_count(cache); i++) {
    const rr_cache_entry *entry = rr_cache_at(cache, i);
    rr__cli_listing_add(&listing, "%s", entry->name);
    rr__cli_listing_add(&listing, "%llu", (unsigned long long)entry->bytes);
    add_age(&listing, entry->age_seconds);
    rr__cli_listing_add(&listing, "%s", entry->what);
    bytes += entry->bytes;
  }
  rr_status status = rr__cli_listing_print(&listing, stdout);
  rr__cli_listing_clear(&listing);
  if (!status)
    printf("\n%zu entries, %llu bytes in %s\n", rr_cache_count(cache), (unsigned long long)bytes,
           *rr_cache_folder(cache) ? rr_cache_folder(cache) : "no folder: there is no cache");
  return status;
}

static rr_status clear(rr_cache *cache)
{
  size_t removed = 0;
  rr_status status = rr_cache_clear(cache, &removed);
  if (!status) printf("%zu entries removed\n", removed);
  return status;
}

rr_status rr__cli_run_cache(cli_invocation *invocation)
{
  const char *what = invocation->arguments.files[0];
  bool lists = strcmp(what, "list") == 0;
  if (!lists && strcmp(what, "clear") != 0)
    return rr_fail(RR_EUSAGE, "cache '%.80s' is neither list nor clear; hint: rowrun cache list", what);
  rr_cache *cache = NULL;
  rr_status status = rr_cache_open(&cache);
  if (status) return status;
  status = lists ? list(cache) : clear(cache);
  rr_cache_free(cache);
  return status;
}
