// SPDX-License-Identifier: MIT
// Both ends of its conversation are one socket, which is its standard input and output: writing to a worker
// that is gone is then an error, and no signal.
#include "bench/peers/peer_worker.h"

#include "core/clock.h"
#include "core/one_line.h"
#include "record/json_place.h"
#include "bench/peers/peer_python.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_STARTS = 3, SLICE_MS = 100, END_MS = 1000, MOST_LINE = 1 << 20, MESSAGE = 440 };

static const char program[] =
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from rowrun_peers import worker; worker.main(int(sys.argv[2]))";

bool rr__peer_is_running(const rr__peers *peers)
{
  return peers->process != NULL;
}

void rr__peer_end(rr__peers *peers)
{
  if (!peers->process) return;
  close(peers->socket);
  rr_process_kill(peers->process);
  rr_process_free(peers->process);
  peers->process = NULL;
}

// What became of a worker that says no more.
static rr_status tell_end(rr__peers *peers)
{
  rr_status status = rr_process_wait(peers->process, END_MS);
  int ended_by = rr_process_signal(peers->process), code = rr_process_exit_code(peers->process);
  rr__peer_end(peers);
  if (status) return rr_fail(RR_ECRASHED, "the worker of peers closed its streams");
  if (ended_by) return rr_fail(RR_ECRASHED, "the worker of peers was ended by signal %d", ended_by);
  return rr_fail(RR_ECRASHED, "the worker of peers ended with exit code %d", code);
}

static rr_status send_line(rr__peers *peers, const char *text, size_t size)
{
  while (size > 0) {
    ssize_t sent = send(peers->socket, text, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return tell_end(peers);
    text += sent;
    size -= (size_t)sent;
  }
  return RR_OK;
}

static rr_status send_request(rr__peers *peers, const json_t *request)
{
  char *text = json_dumps(request, JSON_COMPACT);
  if (!text) return rr_fail(RR_ENOMEM, "no memory for a request to peers");
  size_t size = strlen(text);
  text[size] = '\n'; // in the place of its NUL
  rr_status status = send_line(peers, text, size + 1);
  free(text);
  return status;
}

// Waits until there is something to read.
static rr_status await(rr__peers *peers, uint64_t deadline_ns)
{
  const rr_bench_options *options = peers->options;
  for (;;) {
    struct pollfd ready = {.fd = peers->socket, .events = POLLIN};
    int found = poll(&ready, 1, SLICE_MS);
    if (found > 0) return RR_OK;
    if (found < 0 && errno != EINTR) return rr_fail(RR_ESYSTEM, "poll: %s", strerror(errno));
    if (options->stop && options->stop(options->stop_user)) return rr_fail(RR_ECANCELED, "interrupted");
    if (rr__now_ns() > deadline_ns) return rr_fail(RR_ETIMEOUT, "no answer in time");
  }
}

typedef struct line {
  char *text;
  size_t size, room;
} line;

static rr_status make_room(line *of)
{
  if (of->size < of->room) return RR_OK;
  size_t room = of->room ? 2 * of->room : 4096;
  if (room > MOST_LINE) return rr_fail(RR_EFORMAT, "what the worker of peers said is too long");
  char *longer = realloc(of->text, room);
  if (!longer) return rr_fail(RR_ENOMEM, "no memory for a reply of peers");
  of->text = longer;
  of->room = room;
  return RR_OK;
}

// One line and nothing behind it: it says nothing unasked.
static rr_status read_line(line *of, rr__peers *peers, int64_t limit_ms)
{
  uint64_t deadline_ns = rr__now_ns() + (uint64_t)limit_ms * 1000000u;
  while (of->size == 0 || of->text[of->size - 1] != '\n') {
    rr_status status = make_room(of);
    if (!status) status = await(peers, deadline_ns);
    if (status) return status;
    ssize_t got = recv(peers->socket, of->text + of->size, of->room - of->size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return tell_end(peers);
    of->size += (size_t)got;
  }
  return RR_OK;
}

static rr_status judge(json_t **reply, line *of)
{
  char said[MESSAGE] = "";
  json_t *json = json_loadb(of->text, of->size, JSON_REJECT_DUPLICATES, NULL);
  if (!json_is_object(json)) {
    json_decref(json);
    return rr_fail(RR_EFORMAT, "what the worker of peers said is no reply");
  }
  const char *error = json_string_value(json_object_get(json, "error"));
  const char *message = json_string_value(json_object_get(json, "message"));
  if (!error) {
    *reply = json;
    return RR_OK;
  }
  if (message) rr__one_line(said, sizeof said, message, strlen(message));
  rr_status status = strcmp(error, "unable") == 0 ? RR_EUSAGE : RR_ESYSTEM;
  json_decref(json);
  return rr_fail(status, "%s", said);
}

// With a worker that runs.
static rr_status converse(json_t **reply, rr__peers *peers, const json_t *request, int64_t limit_ms)
{
  line answer = {0};
  rr_status status = send_request(peers, request);
  if (!status) status = read_line(&answer, peers, limit_ms);
  bool is_spoilt = status != RR_OK;
  if (status == RR_ETIMEOUT)
    status = rr_fail(RR_ETIMEOUT, "the worker of peers did not answer in %lld s", (long long)limit_ms / 1000);
  if (!status) {
    status = judge(reply, &answer);
    is_spoilt = status == RR_EFORMAT;
  }
  if (is_spoilt) rr__peer_end(peers);
  free(answer.text);
  return status;
}

static rr_status start_process(rr__peers *peers, int their_end)
{
  extern char **environ;
  char threads[24];
  const char *const words[] = {peers->python, "-c", program, peers->folder, threads, NULL};
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  snprintf(threads, sizeof threads, "%zu", peers->threads);
  char **environment = rr__peer_environment(environ, peers->folder, peers->threads);
  if (!environment) return rr_fail(RR_ENOMEM, "no memory for the environment of peers");
  options.environment = (const char *const *)environment;
  options.standard_input = options.standard_output = their_end;
  options.standard_error = RR_STREAM_NULL;
  options.ends_group = true;
  rr_status status = rr_process_start(&peers->process, words, &options);
  rr__peer_environment_free(environment);
  return status;
}

static rr_status start(rr__peers *peers)
{
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return rr_fail(RR_ESYSTEM, "no socket for peers: %s", strerror(errno));
  peers->process = NULL;
  rr_status status = start_process(peers, ends[1]);
  close(ends[1]);
  if (status) {
    close(ends[0]);
    peers->process = NULL;
    return status;
  }
  peers->socket = ends[0];
  peers->generation++;
  json_t *request = json_pack("{s:s}", "do", "versions"), *reply = NULL;
  if (request)
    status = converse(&reply, peers, request, peers->start_limit_ms);
  else
    status = rr_fail(RR_ENOMEM, "no memory for a request to peers");
  json_decref(request);
  if (status) return status;
  json_decref(peers->versions);
  peers->versions = reply;
  return RR_OK;
}

static rr_status have_worker(rr__peers *peers)
{
  if (peers->process) return RR_OK;
  if (peers->failed_starts >= MOST_STARTS)
    return rr_fail(RR_ECRASHED, "the worker of peers could not be started %d times in a row", MOST_STARTS);
  rr_status status = start(peers);
  peers->failed_starts = status ? peers->failed_starts + 1 : 0;
  if (status) rr__peer_end(peers);
  return status;
}

rr_status rr__peer_ask(json_t **reply, rr__peers *peers, json_t *request)
{
  *reply = NULL;
  if (!request) return rr_fail(RR_ENOMEM, "no memory for a request to peers, or a text that is not UTF-8");
  rr_status status = have_worker(peers);
  if (!status) status = converse(reply, peers, request, peers->request_limit_ms);
  json_decref(request);
  return status;
}
