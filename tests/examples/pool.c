// SPDX-License-Identifier: MIT
// The README's example of the pool; tests/cli/pool_example.sh keeps the two the same.
#include <rowrun.h>
#include <stdio.h>
#include <stdlib.h>

static const int data[4][5] = {{8, 8, 3, 7, 7}, {0, 4, 2, 5, 2}, {2, 2, 1, 0, 8}, {4, 0, 9, 6, 2}};

static void check(rr_status status)
{
  if (status == RR_OK) return;
  fprintf(stderr, "%s\n", rr_error_text());
  exit(rr_status_exit_code(status));
}
static rr_status howmany_within_range(void *out, const void *item, void *range)
{
  const int *row = item, *bounds = range;
  *(int *)out = 0;
  for (int i = 0; i < 5; i++) *(int *)out += bounds[0] <= row[i] && row[i] <= bounds[1];
  return RR_OK;
}
static rr_status howmany_starred(void *out, const void *item, void *context)
{
  const void *const *arguments = item; // row, minimum, maximum
  int range[] = {*(const int *)arguments[1], *(const int *)arguments[2]};
  return context ? RR_EUSAGE : howmany_within_range(out, arguments[0], range);
}
static rr_status collect(rr_result *result, void *collected) // in any order, but never two at once
{
  ((int *)collected)[rr_result_index(result)] = *(const int *)rr_result_values(result);
  return RR_OK;
}
int main(void)
{
  int range[] = {4, 8}, mapped[4], starmapped[4], collected[4], last;
  rr_items rows = rr_array(data, 4, sizeof *data);
  rr_items arguments[] = {rows, rr_repeat(&range[0]), rr_repeat(&range[1])};
  rr_task task = {howmany_within_range, .context = range, .out_size = 4, .chunk_size = RR_CHUNK_DEFAULT};
  rr_pool *pool;
  rr_result *results[4];
  check(rr_pool_create(&pool, NULL)); // as many workers as there are processors for us
  check(rr_pool_map(pool, &task, rows, mapped));
  check(rr_pool_starmap(pool, RR_TASK(howmany_starred, .out_size = 4), arguments, 3, starmapped));
  for (task.on_success = collect, task.callback_context = collected; task.index < 4; task.index++)
    check(rr_pool_apply_async(pool, &task, data[task.index], &results[task.index]));
  for (int i = 0; i < 4; rr_result_free(results[i++])) check(rr_result_get(results[i], RR_FOREVER, &last));
  for (int i = 0; i < 4; i++) printf("%d %d %d\n", mapped[i], starmapped[i], collected[i]);
  printf("get: %d\n", last);
  rr_pool_free(pool);
}
