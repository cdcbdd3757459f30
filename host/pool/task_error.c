// SPDX-License-Identifier: MIT
// Copies of error texts.
#include "pool/task_error.h"

#include <stdlib.h>
#include <string.h>

void rr__task_error_set(rr_task_error *out, rr_status status, size_t index, size_t worker, const char *text)
{
  char *copy = text ? strdup(text) : NULL;
  *out = (rr_task_error){.status = status,
                         .index = index,
                         .worker = worker,
                         .text = copy ? copy : rr_status_meaning(status),
                         .cause = out->cause};
}

void rr__task_error_clear(rr_task_error *error)
{
  rr_task_error *cause = (rr_task_error *)error->cause; // ours: rr__task_error_wrap made it
  if (error->status && error->text != rr_status_meaning(error->status)) free((char *)error->text);
  if (cause) rr__task_error_clear(cause);
  free(cause);
  *error = (rr_task_error){.status = RR_OK};
}

void rr__task_error_wrap(rr_task_error *error)
{
  rr_task_error *cause = malloc(sizeof *cause);
  if (cause) {
    *cause = *error;
    *error = (rr_task_error){.cause = cause};
    return;
  }
  rr__task_error_clear(error);
}

rr_status rr__task_error_fail(const rr_task_error *error)
{
  return rr_fail(error->status, "%s", error->text);
}
