// SPDX-License-Identifier: MIT
// The cases that the worker offers for a work. It does not time anything.
#include "bench/peers/peers.h"

#include "core/log.h"
#include "record/json_place.h"
#include "bench/peers/peer_python.h"
#include "bench/peers/peer_request.h"
#include "bench/peers/peer_worker.h"
#include "bench/result_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_START_MS = 60000, MOST_REQUEST_MS = 120000, MOST_FORMS = 200, MOST_THREADS = 1 << 16 };

static rr_status prepare(rr__peers *peers)
{
  const char *parent = peers->options->folder ? peers->options->folder : secure_getenv("TMPDIR");
  if (!parent || !*parent) parent = "/tmp";
  rr_status status = rr__folder_make(peers->folder, sizeof peers->folder, parent, "rowrun-peers-");
  if (!status) status = rr__peer_python_write(peers->folder);
  if (!status) status = rr__peer_python_choose(peers->python, sizeof peers->python, peers->options->python);
  return status;
}

// There is nobody to ask: what is left is to say so.
static rr_status give_up(rr__peers **out, rr__peers *peers, const char *why)
{
  rr__log(&peers->options->log, "peers are left out: %s; hint: --python names a Python with NumPy", why);
  rr__peers_end(peers);
  *out = NULL;
  return RR_OK;
}

rr_status rr__peers_start(rr__peers **out, const rr_bench_options *options, size_t threads)
{
  json_t *reply = NULL;
  rr__peers *peers = *out = calloc(1, sizeof *peers);
  if (!peers) return rr_fail(RR_ENOMEM, "no memory for peers");
  peers->options = options;
  peers->threads = threads;
  peers->start_limit_ms = MOST_START_MS;
  peers->request_limit_ms = MOST_REQUEST_MS;
  rr_status status = prepare(peers);
  if (!status && !peers->python[0]) return give_up(out, peers, "there is no Python");
  if (!status) {
    status = rr__peer_ask(&reply, peers, json_pack("{s:s}", "do", "versions"));
    json_decref(reply);
    if (status && status != RR_ENOMEM) return give_up(out, peers, rr_error_text());
  }
  if (!status) return RR_OK;
  rr__peers_end(peers);
  *out = NULL;
  return status;
}

void rr__peers_end(rr__peers *peers)
{
  if (!peers) return;
  rr__peer_end(peers);
  json_decref(peers->versions);
  if (peers->folder[0]) rr__folder_remove(peers->folder);
  free(peers);
}

static rr_status read_way(rr__way *out, char *message, size_t room, const rr__place *form)
{
  static const char *const scopes[] = {"memory", "resident", "file", "command", "fresh"};
  char missing[64], hint[200];
  uint64_t threads;
  int scope;
  rr_status status = rr__place_text(out->name, sizeof out->name, form, "name");
  if (!status) status = rr__place_text(out->form, sizeof out->form, form, "form");
  if (!status) status = rr__place_text(out->version, sizeof out->version, form, "version");
  if (!status) status = rr__place_integer(&threads, form, "threads", MOST_THREADS);
  if (!status) status = rr__place_choice(&scope, form, "scope", scopes, RR_SCOPES);
  if (!status) status = rr__place_text(missing, sizeof missing, form, "missing");
  if (!status) status = rr__place_text(hint, sizeof hint, form, "hint");
  if (status) return status;
  out->is_peer = true;
  out->threads = (size_t)threads;
  out->scope = (rr__scope)scope;
  if (missing[0]) snprintf(message, room, "%s is not installed; hint: %s", missing, hint);
  return RR_OK;
}

static rr_status add_case(rr_record *record, const rr__work *work, const rr__place *form)
{
  rr__case *of = rr__record_add_case(record);
  if (!of) return rr_fail(RR_ENOMEM, "no memory for a case");
  of->work = *work;
  of->timed_rows = work->rows;
  rr_status status = read_way(&of->way, of->message, sizeof of->message, form);
  of->outcome = of->message[0] ? RR_OUTCOME_MISSING : RR_OUTCOME_SKIPPED;
  if (status) record->case_count--;
  return status;
}

static rr_status add_cases(rr_record *record, const rr__work *work, const json_t *reply)
{
  rr__place document = {.file = "the worker of peers", .value = reply}, forms;
  rr_status status = rr__place_array(&forms, &document, "forms");
  if (status) return status;
  size_t count = json_array_size(forms.value);
  if (count > MOST_FORMS) return rr__place_fail(&forms, "more than %d", MOST_FORMS);
  for (size_t i = 0; i < count && !status; i++) {
    rr__place form = rr__place_item(&forms, i);
    status = add_case(record, work, &form);
  }
  return status;
}

rr_status rr__peers_add_cases(rr_record *record, rr__peers *peers, const rr__work *work)
{
  json_t *reply;
  rr_status status = rr__peer_ask(&reply, peers, rr__peer_request("forms", work));
  if (!status) status = add_cases(record, work, reply);
  json_decref(reply);
  if (!status || status == RR_ENOMEM) return status;
  rr__log(&peers->options->log, "no peers for %s: %s", work->call, rr_error_text());
  return RR_OK;
}

json_t *rr__peers_versions(const rr__peers *peers)
{
  static const char *const kept[] = {"python", "implementation"};
  json_t *out = json_object();
  const char *name;
  json_t *version;
  for (size_t i = 0; out && i < sizeof kept / sizeof *kept; i++) {
    json_t *value = json_object_get(peers->versions, kept[i]);
    if (json_is_string(value)) json_object_set(out, kept[i], value);
  }
  json_object_foreach(json_object_get(peers->versions, "packages"), name,
                      version) if (out && (json_is_string(version) || json_is_null(version)))
      json_object_set(out, name, version);
  return out;
}
