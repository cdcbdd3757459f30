// SPDX-License-Identifier: MIT
// The sections of the tutorial, in its order. One more: a row here, its function in a tutorial_*.c, and what
// it must give in tutorial_golden.h.
#include "cli/tutorial.h"
#include "cli/tutorial_golden.h"

#define TASK         "task = RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t))\n"
#define STAR_TASK    "task = RR_TASK(count_between, .out_size = sizeof(int32_t))\n"
#define STAR_ROWS    "arguments[] = {rr_matrix_each_row(matrix), rr_repeat(&minimum), rr_repeat(&maximum)}\n"
#define COUNT_PARAMS "RR_PARAMS({\"min\", \"4\"}, {\"max\", \"8\"})"

const cli_section rr__cli_sections[] = {
    {"Processors", "rr_count_cpus()", "rowrun devices", "mp.cpu_count()", rr__cli_section_cpus, GOLDEN_CPUS},
    {"Prepare data", "rr_matrix_random(&matrix, &options)", "rowrun gen -o matrix.npy",
     "np.random.RandomState(100).randint(0, 10, size=[200000, 5])", rr__cli_section_data, GOLDEN_DATA},
    {"The plain loop: how many values of each row lie in [4, 8]",
     "for (size_t i = 0; i < rows.count; i++) counts[i] = howmany_within_range(row_at(&rows, i), 4, 8)", NULL,
     "for row in data: results.append(f(row, 4, 8))", rr__cli_section_loop, GOLDEN_COUNTS},
    {"The same by a kernel: all rows in one call",
     "rr_run(context, \"count\", " COUNT_PARAMS ", matrix, &out, NULL, &stats)",
     "rowrun count --min 4 --max 8 matrix.npy", "((4 <= data) & (data <= 8)).sum(axis=1)",
     rr__cli_section_kernel, GOLDEN_COUNTS},
    {"apply: one call, one row, and wait for it",
     TASK "rr_pool_apply(pool, task, row_at(&rows, i), &counts[i])", NULL, "pool.apply(f, args=(row, 4, 8))",
     rr__cli_section_apply, GOLDEN_COUNTS},
    {"map: one call, all rows, answers in their order",
     TASK "rr_pool_map(pool, task, rr_matrix_each_row(matrix), counts)", NULL, "pool.map(f, data)",
     rr__cli_section_map, GOLDEN_COUNTS},
    {"starmap: several arguments for each call",
     STAR_TASK STAR_ROWS "rr_pool_starmap(pool, task, arguments, 3, counts)", NULL,
     "pool.starmap(f, [(row, 4, 8) for row in data])", rr__cli_section_starmap, GOLDEN_COUNTS},
    {"apply_async with a callback: (row number, count) as rows are finished, sorted afterwards",
     "rr_pool_create(&pool, &tutorial->pool_options)\n"
     "task = *RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t))\n"
     "task.on_success = collect, task.callback_context = collected\n"
     "rr_pool_apply_async(pool, &task, row_at(rows, i), NULL)\n"
     "rr_pool_close(pool)\n"
     "rr_pool_join(pool)",
     NULL, "pool.apply_async(f, args=(i, row, 4, 8), callback=collect)", rr__cli_section_callback,
     "callbacks: 200000\n" GOLDEN_COUNTS},
    {"apply_async without a callback: a handle for each row",
     TASK "rr_pool_apply_async(pool, task, row_at(&rows, given), &results[given])\n"
          "rr_result_get(results[i], RR_FOREVER, &counts[i])",
     NULL, "[r.get() for r in results]", rr__cli_section_handles, GOLDEN_COUNTS},
    {"map_async: one handle for all rows",
     TASK "rr_pool_map_async(pool, task, rr_matrix_each_row(matrix), NULL, &result)\n"
          "rr_result_get(result, RR_FOREVER, counts)",
     NULL, "pool.map_async(f, data).get()", rr__cli_section_map_async, GOLDEN_COUNTS},
    {"starmap_async: the same with several arguments",
     STAR_TASK STAR_ROWS "rr_pool_starmap_async(pool, task, arguments, 3, NULL, &result)\n"
                         "rr_result_get(result, RR_FOREVER, counts)",
     NULL, "pool.starmap_async(f, arguments).get()", rr__cli_section_starmap_async, GOLDEN_COUNTS},
    {"A data frame row by row: hypotenuses, 4 workers, 10 rows at once",
     "rr_pool_create(&pool, &(rr_pool_options){.workers = 4})\n"
     "task = RR_TASK_CHUNKED(10, hypotenuse, .out_size = sizeof(double))\n"
     "rr_pool_imap(pool, task, rr_matrix_each_row(frame), &imap)\n"
     "rr_imap_next(imap, RR_FOREVER, &value)",
     NULL, "pool.imap(hypotenuse, df.itertuples(name=None), chunksize=10)", rr__cli_section_imap_rows,
     GOLDEN_HYPOTENUSE},
    {"Hypotenuses by a kernel, of two columns by their names",
     "rr_run(context, \"hypot\", NULL, frame, &out, NULL, &stats)\n"
     "rr_matrix_round(out, 2)",
     "rowrun hypot --columns A,B --round 2 frame.csv", "df.apply(hypotenuse, axis=1)", rr__cli_section_hypot,
     GOLDEN_HYPOTENUSE},
    {"A data frame column by column: sums of squares, 2 workers",
     "rr_pool_create(&pool, &(rr_pool_options){.workers = 2})\n"
     "task = RR_TASK(sum_of_squares, .context = frame, .out_size = sizeof(int64_t))\n"
     "rr_pool_imap(pool, task, rr_matrix_each_column(frame), &imap)\n"
     "rr_imap_next(imap, RR_FOREVER, &sum)",
     NULL, "pool.imap(sum_of_squares, df.items())", rr__cli_section_imap_columns, GOLDEN_SQUARES},
    {"Sums of squares by a kernel",
     "options = {.per = RR_PER_COL}\n"
     "rr_run(context, \"sumsq\", NULL, frame, &out, &options, &stats)",
     "rowrun sumsq --per col frame.csv", "df.apply(sum_of_squares, axis=0)", rr__cli_section_sumsq,
     GOLDEN_SQUARES},
    {"A data frame in 4 parts: split, a function on each part, the answers stacked",
     "rr_matrix_split(parts, 4, matrix)\n"
     "rr_pool_map(pool, RR_TASK(count_part, .out_size = sizeof(rr_matrix *)), items, counted)\n"
     "rr_matrix_stack(&stacked, counted, 4)",
     "rowrun partition --parts 4 --do count --min 4 --max 8 matrix.npy\n"
     "rowrun partition --parts 4 --do shape matrix.npy",
     "np.vstack(pool.map(f, np.array_split(df, 4)))", rr__cli_section_parts, GOLDEN_PARTS},
    {"The life of a pool, with processors left free",
     "if (options.reserve == 0) options.reserve = 1\n"
     "rr_pool_create(&pool, &options)\n"
     "rr_pool_map(pool, task, numbers, squares)\n"
     "rr_pool_close(pool)\n"
     "rr_pool_join(pool)\n"
     "rr_pool_free(pool)",
     NULL, "pool.close(); pool.join(); pool.clear()", rr__cli_section_life, GOLDEN_LIFE},
    {"Exercise 1: the items that two ragged lists share, row by row",
     "rr_run_pair(context, \"common\", NULL, first, second, &out, NULL, &stats)",
     "rowrun common lists_a.csv lists_b.csv", "pool.starmap(lambda a, b: list(set(a) & set(b)), zip(A, B))",
     rr__cli_section_common, GOLDEN_COMMON},
    {"Exercise 2: scripts at the same time, and how each one ended",
     "rr_process_start(&scripts[i], commands[i], &options)\n"
     "rr_process_wait(scripts[i], RR_FOREVER)\n"
     "rr_process_exit_code(script)",
     "rowrun exec --with sh script1.sh script2.sh script3.sh", "pool.map(run_script, scripts)",
     rr__cli_section_scripts, GOLDEN_SCRIPTS},
    {"Exercise 3: each row scaled to 0..1 by its own minimum and maximum",
     "rr_run(context, \"normalize\", NULL, lists, &out, NULL, NULL)\n"
     "rr_run(context, \"normalize\", NULL, matrix, &out, NULL, &stats)",
     "rowrun normalize matrix.npy", "pool.map(normalize, lists)", rr__cli_section_normalize,
     GOLDEN_NORMALIZE},
    {"The tutorial's own functions, as expressions: what rounds before the root, too",
     "rr_map_expression(context, \"count(4 <= x && x <= 8)\", matrix, &out, NULL, &stats)\n"
     "rr_map_expression(context, \"round(sqrt(round(x[0]*x[0] + x[1]*x[1], 2)), 2)\", frame, &out, NULL, "
     "NULL)",
     "rowrun map --expr 'count(4 <= x && x <= 8)' matrix.npy\n"
     "rowrun map --expr 'round(sqrt(round(x[0]*x[0] + x[1]*x[1], 2)), 2)' frame.csv",
     "[howmany_within_range(row, 4, 8) for row in data]\n"
     "[hypotenuse(row) for row in df.itertuples(name=False)]",
     rr__cli_section_expressions, GOLDEN_EXPRESSIONS},
    {"A kernel with a handle: the program goes on meanwhile",
     "rr_run_async(context, \"count\", " COUNT_PARAMS ", matrix, &out, NULL, &stats, &result)\n"
     "rr_result_get(result, RR_FOREVER, NULL)",
     NULL, "pool.apply_async(run, args=(data,)).get()", rr__cli_section_run_async, GOLDEN_COUNTS},
};
const size_t rr__cli_section_count = sizeof rr__cli_sections / sizeof *rr__cli_sections;
