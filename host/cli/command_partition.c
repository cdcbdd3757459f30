// SPDX-License-Identifier: MIT
// rowrun partition: the rows in parts, a kernel over each, the answers below one another.
#include "cli/command.h"
#include "cli/data.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 1000000 };

typedef struct partition {
  cli_data data;
  rr_frame *in;
  rr_frame **parts, **results;
  size_t count;
} partition;

static rr_status choose_count(partition *p, const cli_arguments *arguments)
{
  long long count = (long long)rr_context_threads(p->data.context);
  rr_status status = rr__cli_number(&count, arguments, CLI_PARTS, 1, MOST_PARTS);
  p->count = (size_t)count;
  return status;
}

static rr_status split(partition *p)
{
  p->parts = calloc(p->count, sizeof(rr_frame *));
  p->results = calloc(p->count, sizeof(rr_frame *));
  if (!p->parts || !p->results) return rr_fail(RR_ENOMEM, "no memory for %zu parts", p->count);
  return rr_frame_split(p->parts, p->count, p->in);
}

static rr_status run_part(partition *p, size_t part, const char *kernel)
{
  cli_data *data = &p->data;
  rr_run_stats *stats = &data->invocation->stats, one;
  rr__cli_data_begin(data, kernel);
  rr_status status =
      rr_frame_run(data->context, kernel, data->params, p->parts[part], &p->results[part], &data->run, &one);
  if (part == 0)
    rr__cli_data_note_run(data, &one);
  else
    rr_run_stats_add(stats, &one);
  if (one.fallback.happened) data->run.device = "cpu"; // said once, and not tried for each part
  stats->rows = rr_frame_rows(p->in);
  return status;
}

static rr_status run_parts(partition *p, const char *kernel)
{
  rr_frame *stacked = NULL;
  rr_status status = RR_OK;
  for (size_t part = 0; part < p->count && !status; part++) status = run_part(p, part, kernel);
  if (!status) status = rr_frame_stack(&stacked, p->results, p->count);
  if (!status) status = rr__cli_data_store_frame(&p->data, stacked);
  rr_frame_free(stacked);
  return status;
}

// What the tutorial does to each part of its frame: a line "rows,columns".
static rr_status tell_shapes(partition *p)
{
  rr_matrix *shapes = NULL;
  rr_status status = rr_matrix_create(&shapes, &(rr_layout){.rows = p->count, .cols = 2, .dtype = RR_INT64});
  if (status) return status;
  int64_t *cells = rr_matrix_data(shapes);
  for (size_t part = 0; part < p->count; part++) {
    cells[2 * part] = (int64_t)rr_frame_rows(p->parts[part]);
    cells[2 * part + 1] = (int64_t)rr_frame_cols(p->parts[part]);
  }
  status = rr__cli_data_store(&p->data, shapes);
  rr_matrix_free(shapes);
  return status;
}

static void free_frames(rr_frame **frames, size_t count)
{
  for (size_t i = 0; frames && i < count; i++) rr_frame_free(frames[i]);
  free(frames);
}

rr_status rr__cli_run_partition(cli_invocation *invocation)
{
  const char *doing = invocation->arguments.values[CLI_DO];
  if (!doing)
    return rr_fail(RR_EUSAGE, "partition needs --do; hint: rowrun partition --parts 4 --do shape matrix.npy");
  partition p = {0};
  rr_status status = rr__cli_data_open(&p.data, invocation);
  if (status) return status;
  status = choose_count(&p, &invocation->arguments);
  if (!status) status = rr__cli_data_load_frame(&p.in, &p.data, 0);
  if (!status) status = split(&p);
  if (!status) status = strcmp(doing, RR_CLI_DO_SHAPE) == 0 ? tell_shapes(&p) : run_parts(&p, doing);
  free_frames(p.results, p.count);
  free_frames(p.parts, p.count);
  rr_frame_free(p.in);
  rr__cli_data_close(&p.data);
  return status;
}
