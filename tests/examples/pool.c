// SPDX-License-Identifier: MIT
// The README's example of the pool; tests/cli/pool_example.sh keeps the two the same.
#include <rowrun.h>
#include <stdio.h>

enum { ROWS = 4 };
static const int data[ROWS][5] = {{8, 8, 3, 7, 7}, {0, 4, 2, 5, 2}, {2, 2, 1, 0, 8}, {4, 0, 9, 6, 2}};

static rr_status howmany_within_range(void *out, const void *item, void *context)
{
  const void *const *arguments = item; // row, minimum, maximum
  const int *row = arguments[0], *minimum = arguments[1], *maximum = arguments[2];
  (void)context;
  *(int *)out = 0;
  for (int i = 0; i < 5; i++) *(int *)out += *minimum <= row[i] && row[i] <= *maximum;
  return RR_OK;
}

static rr_status howmany_from_4_to_8(void *out, const void *item, void *context)
{
  return howmany_within_range(out, (const void *[]){item, &(int){4}, &(int){8}}, context);
}

static rr_status collect(rr_result *result, void *context) // in any order, but never two at once
{
  ((int *)context)[rr_result_index(result)] = *(const int *)rr_result_values(result);
  return RR_OK;
}

int main(void)
{
  int mapped[ROWS], starmapped[ROWS], collected[ROWS], one = 0, low = 4, high = 8;
  rr_items rows = rr_array(data, ROWS, sizeof *data);
  rr_items arguments[] = {rows, rr_repeat(&low), rr_repeat(&high)};
  rr_task task = {howmany_from_4_to_8, .out_size = sizeof(int), .chunk_size = RR_CHUNK_DEFAULT};
  rr_result *result = NULL;
  rr_pool *pool = NULL;
  rr_status status = rr_pool_create(&pool, NULL); // as many workers as there are processors for us
  if (!status) status = rr_pool_map(pool, &task, rows, mapped);
  if (!status)
    status = rr_pool_starmap(pool, RR_TASK(howmany_within_range, .out_size = sizeof(int)), arguments, 3,
                             starmapped);
  if (!status) status = rr_pool_apply_async(pool, &task, data[0], &result);
  if (!status) status = rr_result_get(result, RR_FOREVER, &one);
  task.on_success = collect, task.callback_context = collected;
  for (task.index = 0; !status && task.index < ROWS; task.index++)
    status = rr_pool_apply_async(pool, &task, data[task.index], NULL);
  if (pool) rr_pool_close(pool);
  if (!status) status = rr_pool_join(pool); // waits for the callbacks, too
  for (int i = 0; !status && i < ROWS; i++) printf("%d %d %d\n", mapped[i], starmapped[i], collected[i]);
  if (!status) printf("get: %d\n", one);
  if (status) fprintf(stderr, "%s\n", rr_error_text());
  rr_result_free(result);
  rr_pool_free(pool);
  return rr_status_exit_code(status);
}
