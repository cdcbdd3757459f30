// SPDX-License-Identifier: MIT
#include "cli/bench_options.h"

#include "cli/data.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ITEMS = 256, ITEM_BYTES = 64 };

// A list with commas, item by item.
typedef struct item_list {
  const cli_option *option;
  const char *text, *next; // NULL: at its end
  char item[ITEM_BYTES];
} item_list;

static item_list list_of(const cli_arguments *arguments, cli_option_id id)
{
  return (item_list){
      .option = rr__cli_option_at(id), .text = arguments->values[id], .next = arguments->values[id]};
}

static size_t count_items(const char *text)
{
  size_t count = 1;
  for (; *text; text++) count += *text == ',';
  return count;
}

static rr_status next_item(item_list *list)
{
  size_t length = strcspn(list->next, ",");
  if (length == 0)
    return rr_fail(RR_EUSAGE, "--%s '%.80s' has an empty item; hint: %s", list->option->name, list->text,
                   list->option->example);
  if (length >= ITEM_BYTES)
    return rr_fail(RR_EUSAGE, "--%s: '%.40s...' is too long for an item; hint: %s", list->option->name,
                   list->next, list->option->example);
  memcpy(list->item, list->next, length);
  list->item[length] = '\0';
  list->next = list->next[length] ? list->next + length + 1 : NULL;
  return RR_OK;
}

static rr_status check_count(const item_list *list, size_t count)
{
  if (count <= MOST_ITEMS) return RR_OK;
  return rr_fail(RR_EUSAGE, "--%s has %zu items; hint: at most %d", list->option->name, count, MOST_ITEMS);
}

static rr_status read_size(size_t *out, const item_list *list)
{
  errno = 0;
  bool is_number = !list->item[strspn(list->item, "0123456789")];
  unsigned long long value = is_number ? strtoull(list->item, NULL, 10) : 0;
  *out = (size_t)value;
  if (!is_number)
    return rr_fail(RR_EUSAGE, "--%s: '%s' is not a whole number; hint: %s", list->option->name, list->item,
                   list->option->example);
  if (errno || value < 1 || value > LLONG_MAX)
    return rr_fail(RR_EUSAGE, "--%s: %s is out of range; hint: at least 1", list->option->name, list->item);
  return RR_OK;
}

static rr_status read_sizes(size_t **out, size_t *count, const cli_arguments *arguments, cli_option_id id)
{
  item_list list = list_of(arguments, id);
  if (!list.text) return RR_OK;
  size_t items = count_items(list.text);
  rr_status status = check_count(&list, items);
  if (status) return status;
  *out = calloc(items, sizeof **out);
  if (!*out) return rr_fail(RR_ENOMEM, "no memory for a list");
  while (list.next && !status) {
    status = next_item(&list);
    if (!status) status = read_size(&(*out)[(*count)++], &list);
  }
  return status;
}

static rr_status read_dtypes(cli_bench_options *out, const cli_arguments *arguments)
{
  item_list list = list_of(arguments, CLI_BENCH_DTYPES);
  if (!list.text) return RR_OK;
  size_t items = count_items(list.text);
  rr_status status = check_count(&list, items);
  if (status) return status;
  out->dtypes = calloc(items, sizeof *out->dtypes);
  if (!out->dtypes) return rr_fail(RR_ENOMEM, "no memory for a list");
  out->options.dtypes = out->dtypes;
  while (list.next && !status) {
    status = next_item(&list);
    if (!status) status = rr_dtype_parse(&out->dtypes[out->options.dtype_count++], list.item);
  }
  return status;
}

static rr_status read_devices(cli_bench_options *out, const cli_arguments *arguments)
{
  item_list list = list_of(arguments, CLI_BENCH_DEVICES);
  if (!list.text) return RR_OK;
  size_t items = count_items(list.text);
  rr_status status = check_count(&list, items);
  if (status) return status;
  out->devices = calloc(items, sizeof *out->devices);
  out->device_text = strdup(list.text);
  if (!out->devices || !out->device_text) return rr_fail(RR_ENOMEM, "no memory for a list");
  out->options.devices = out->devices;
  while (list.next && !status) {
    char *item = out->device_text + (list.next - list.text);
    status = next_item(&list);
    item[strcspn(item, ",")] = '\0';
    out->devices[out->options.device_count++] = item;
  }
  return status;
}

static rr_status check_step(const cli_step *step)
{
  static const cli_option_id refused[] = {CLI_NAN, CLI_ROUND};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (rr__cli_given(&step->arguments, refused[i])) {
      rr_status status = rr_fail(RR_EUSAGE, "--%s makes no difference to measure; hint: leave it out",
                                 rr__cli_option_at(refused[i])->name);
      return rr__cli_step_fail(step, status);
    }
  return RR_OK;
}

static rr_status read_kernels(cli_bench_options *out, const cli_arguments *arguments)
{
  const char *text = arguments->values[CLI_BENCH_KERNELS];
  if (!text) return RR_OK;
  rr_status status = rr__cli_steps_parse(&out->steps, text, true);
  if (status) return status;
  out->kernels = calloc(out->steps.count, sizeof *out->kernels);
  if (!out->kernels) return rr_fail(RR_ENOMEM, "no memory for a list");
  for (size_t i = 0; i < out->steps.count && !status; i++) {
    const cli_step *step = &out->steps.steps[i];
    status = check_step(step);
    out->kernels[i] = (rr_bench_kernel){.name = step->arguments.command,
                                        .params = step->params,
                                        .per = step->run.per,
                                        .out_dtype = step->run.out_dtype};
  }
  out->options.kernels = out->kernels;
  out->options.kernel_count = out->steps.count;
  return status;
}

static rr_status read_seconds(double *out, const cli_arguments *arguments, cli_option_id id)
{
  int64_t milliseconds = 0;
  rr_status status = rr__cli_seconds(&milliseconds, arguments, id);
  *out = (double)milliseconds / 1000;
  return status;
}

static rr_status read_share(double *out, const cli_arguments *arguments, cli_option_id id)
{
  const char *text = arguments->values[id];
  if (!text) return RR_OK;
  const cli_option *option = rr__cli_option_at(id);
  char *end;
  double value = strtod(text, &end);
  if (text[strspn(text, "0123456789.")] || end == text || *end)
    return rr_fail(RR_EUSAGE, "--%s '%.80s' is not a share; hint: %s", option->name, text, option->example);
  if (!(value > 0 && value <= 1))
    return rr_fail(RR_EUSAGE, "--%s %.80s is out of range; hint: more than 0, at most 1", option->name, text);
  *out = value;
  return RR_OK;
}

static rr_status read_times(rr_bench_options *options, const cli_arguments *arguments)
{
  rr_status status = read_seconds(&options->min_time_s, arguments, CLI_MIN_TIME);
  if (!status) status = read_seconds(&options->max_time_s, arguments, CLI_MAX_TIME);
  if (!status) status = read_share(&options->max_noise, arguments, CLI_MAX_NOISE);
  if (status || options->max_time_s == 0 || options->min_time_s <= options->max_time_s) return status;
  return rr_fail(RR_EUSAGE,
                 "--min-time %s is more than --max-time %s; hint: less of the one, or more of the other",
                 arguments->values[CLI_MIN_TIME], arguments->values[CLI_MAX_TIME]);
}

static rr_status read_others(cli_bench_options *out, const cli_arguments *arguments)
{
  rr_bench_options *options = &out->options;
  long long seed = 0;
  options->suite = arguments->values[CLI_SUITE];
  options->peers = rr__cli_given(arguments, CLI_PEERS);
  options->python = arguments->values[CLI_PYTHON];
  ssize_t length = readlink("/proc/self/exe", out->program, sizeof out->program - 1);
  if (length > 0) options->program = out->program;
  rr_status status = rr__cli_number(&seed, arguments, CLI_BENCH_SEED, 1, UINT32_MAX);
  options->seed = (uint32_t)seed;
  return status;
}

rr_status rr__cli_bench_options_read(cli_bench_options *out, const cli_arguments *arguments)
{
  memset(out, 0, sizeof *out);
  rr_bench_options *options = &out->options;
  rr_status status = read_kernels(out, arguments);
  if (!status) status = read_sizes(&out->rows, &options->rows_count, arguments, CLI_BENCH_ROWS);
  if (!status) status = read_sizes(&out->cols, &options->cols_count, arguments, CLI_BENCH_COLS);
  if (!status) status = read_sizes(&out->threads, &options->threads_count, arguments, CLI_BENCH_THREADS);
  if (!status) status = read_dtypes(out, arguments);
  if (!status) status = read_devices(out, arguments);
  if (!status) status = read_times(options, arguments);
  if (!status) status = read_others(out, arguments);
  options->rows = out->rows;
  options->cols = out->cols;
  options->threads = out->threads;
  return status;
}

void rr__cli_bench_options_free(cli_bench_options *options)
{
  rr__cli_steps_free(&options->steps);
  free(options->kernels);
  free(options->rows);
  free(options->cols);
  free(options->threads);
  free(options->dtypes);
  free(options->devices);
  free(options->device_text);
}
