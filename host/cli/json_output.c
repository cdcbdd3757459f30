// SPDX-License-Identifier: MIT
// A document that is not whole is never printed.
#include "cli/json_output.h"

#include <stdio.h>
#include <stdlib.h>

rr_status rr__cli_json_print(json_t *json, bool whole)
{
  char *text = json && whole ? json_dumps(json, JSON_INDENT(2)) : NULL;
  json_decref(json);
  if (!text) return rr_fail(RR_ENOMEM, "no memory for a JSON document");
  puts(text);
  free(text);
  return RR_OK;
}
