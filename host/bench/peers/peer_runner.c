// SPDX-License-Identifier: MIT
// Peers as runners. A worker that was started anew has forgotten what it had open: that is opened again, with
// the same number of rows, outside of the time.
#include "record/json_place.h"
#include "bench/peers/peer_request.h"
#include "bench/peers/peer_worker.h"
#include "bench/result_file.h"
#include "bench/runner.h"

#include "core/matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_HANDLE (UINT64_C(1) << 40)

static const double most_ns = 1e15;

typedef struct peer_runner {
  rr__peers *peers;
  const rr__bench_data *data;
  rr__case named; // work and way
  rr__result_file file;
  const char *in_path;
  size_t timed_rows; // 0: the worker's own choice
  double relative;   // how far its answer may be off
  uint64_t handle, generation;
} peer_runner;

static json_t *request_to_open(const peer_runner *self, const char *out_path)
{
  const rr__way *way = &self->named.way;
  json_t *out = rr__peer_request("open", &self->named.work);
  json_t *more = json_pack("{s:s,s:s,s:s,s:s,s:s,s:I}", "name", way->name, "scope",
                           rr__scope_name(way->scope), "in", self->in_path, "right", self->file.right, "out",
                           out_path, "timed_rows", (json_int_t)self->timed_rows);
  if (out && more && json_object_update(out, more) == 0) {
    json_decref(more);
    return out;
  }
  json_decref(out);
  json_decref(more);
  return NULL;
}

static rr_status read_opened(peer_runner *self, const json_t *reply)
{
  rr__way *way = &self->named.way;
  uint64_t rows, most = self->named.work.rows;
  rr__place document = {.file = "the worker of peers", .value = reply};
  rr_status status = rr__place_integer(&self->handle, &document, "handle", MOST_HANDLE);
  if (!status) status = rr__place_integer(&rows, &document, "timed_rows", most);
  if (!status) status = rr__place_number(&self->relative, &document, "relative", 0, 1e-2);
  if (!status) status = rr__place_text(way->device_name, sizeof way->device_name, &document, "device_name");
  if (status) return status;
  if (rows == 0 && most > 0) return rr__place_fail(&document, "no rows are timed");
  self->timed_rows = (size_t)rows;
  self->generation = self->peers->generation;
  return RR_OK;
}

// With out_path "" the answer is not stored.
static rr_status open_there(peer_runner *self, const char *out_path)
{
  json_t *reply;
  rr_status status = rr__peer_ask(&reply, self->peers, request_to_open(self, out_path));
  if (!status) status = read_opened(self, reply);
  json_decref(reply);
  return status;
}

static bool is_open(const peer_runner *self)
{
  return rr__peer_is_running(self->peers) && self->generation == self->peers->generation;
}

static json_t *request_with_handle(const char *what, const peer_runner *self)
{
  return json_pack("{s:s,s:I}", "do", what, "handle", (json_int_t)self->handle);
}

static rr_status once(void *user, rr__sample *out)
{
  peer_runner *self = user;
  json_t *reply;
  rr_status status = is_open(self) ? RR_OK : open_there(self, "");
  if (status) return status;
  status = rr__peer_ask(&reply, self->peers, request_with_handle("once", self));
  rr__place document = {.file = "the worker of peers", .value = reply};
  memset(out, 0, sizeof *out);
  if (!status) status = rr__place_number(&out->total_ns, &document, "ns", 1, most_ns);
  json_decref(reply);
  return status;
}

// A worker that cannot close is found out by whoever asks next.
static void close_runner(void *user)
{
  peer_runner *self = user;
  json_t *reply = NULL;
  if (!self) return;
  if (is_open(self) && rr__peer_ask(&reply, self->peers, request_with_handle("close", self)) == RR_OK)
    json_decref(reply);
  rr__result_file_remove(&self->file);
  free(self);
}

// The answer to the first rows, where only these are timed.
static rr_status expect_part(rr_matrix **out, const rr__bench_data *data, size_t rows)
{
  const rr__work *work = data->work;
  rr_run_options options = {
      .device = RR_SERIAL_ID, .per = work->per, .out_dtype = work->out_dtype, .no_fallback = true};
  rr_matrix part = *data->in;
  part.rows = rows;
  part.owned = false;
  return rr_run(data->context, data->info->name, data->params, &part, out, &options, NULL);
}

static rr_status verify_matrix(const peer_runner *self)
{
  rr__bench_data part = *self->data;
  rr_matrix *result = NULL, *expected = NULL;
  rr_status status = rr_matrix_load(&result, self->file.path, NULL);
  if (!status && self->timed_rows < self->named.work.rows) {
    status = expect_part(&expected, self->data, self->timed_rows);
    part.expected = expected;
  }
  if (!status) status = rr__bench_data_agrees(&part, result, self->relative);
  rr_matrix_free(result);
  rr_matrix_free(expected);
  unlink(self->file.path);
  return status;
}

static rr_status verify_ragged(const peer_runner *self)
{
  const rr_ragged *all = self->data->expected_ragged;
  rr__bench_data part = *self->data;
  rr_ragged_layout layout = {self->timed_rows, rr_ragged_offsets(all), rr_ragged_dtype(all)};
  rr_ragged *result = NULL;
  part.expected_ragged = NULL;
  rr_status status = rr_ragged_wrap(&part.expected_ragged, rr_ragged_values(all), &layout);
  if (!status) status = rr_ragged_load(&result, self->file.path, NULL);
  if (!status) status = rr__bench_data_verify_ragged(&part, result);
  rr_ragged_free(result);
  rr_ragged_free(part.expected_ragged);
  return status;
}

static rr_status verify(const peer_runner *self)
{
  return self->data->expected_ragged ? verify_ragged(self) : verify_matrix(self);
}

static void conclude(rr__case *of, const peer_runner *self, rr_status status)
{
  rr__case_conclude(of, status);
  if (status == RR_ECANCELED) {
    of->outcome = RR_OUTCOME_SKIPPED;
    of->message[0] = '\0';
  }
  if (status) return;
  of->timed_rows = self->timed_rows;
  snprintf(of->way.device_name, sizeof of->way.device_name, "%s", self->named.way.device_name);
  if (rr_dtype_is_float(of->work.out_dtype))
    snprintf(of->message, sizeof of->message, "compared within %g", self->relative);
}

rr_status rr__runner_open_peer(rr__runner *out, rr__case *of, rr__bench_data *data,
                               const rr__runner_surroundings *around)
{
  peer_runner *self = calloc(1, sizeof *self);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for a runner");
  self->peers = around->peers;
  self->data = data;
  self->named = *of;
  rr_status status = rr__bench_data_file(&self->in_path, data);
  if (!status) status = rr__result_file_make(&self->file, data);
  if (status) {
    close_runner(self);
    return status;
  }
  status = open_there(self, self->file.path);
  if (!status) status = verify(self);
  conclude(of, self, status);
  if (of->outcome == RR_OUTCOME_VERIFIED)
    *out = (rr__runner){once, close_runner, self};
  else
    close_runner(self);
  return RR_OK;
}
