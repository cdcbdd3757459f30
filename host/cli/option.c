// SPDX-License-Identifier: MIT
// The table, and looking things up in it.
#include "cli/option.h"

#include <rowrun/bench.h>

#include <string.h>

#define BAR_NAME(name, value, type) "|" #name
#define DTYPE_CHOICES               "auto" RR_DTYPE_LIST(BAR_NAME)
#define BAR_SUITE(name, words)      "|" #name
#define SUITE_CHOICES               (&(RR_SUITE_LIST(BAR_SUITE))[1])

// Choices whose position is used as an enum's value stand in that enum's order.
static const cli_option options[CLI_OPTIONS] = {
    [CLI_OUTPUT] = {"output", 'o', CLI_VALUE, false, "FILE", NULL,
                    "write the result to FILE (.npy, .csv, .tsv); -: standard output (default, as CSV); run: "
                    "what the names of the results begin with",
                    "-o result.npy", CLI_ON_DATA | CLI_ON_RUN},
    [CLI_FORMAT] = {"format", 0, CLI_VALUE, false, NULL, "csv|npy|tsv",
                    "format of the output (default: by its name; standard output: csv; run: npy)",
                    "-o - --format npy", CLI_ON_DATA | CLI_ON_RUN},
    [CLI_RECORD] = {"output", 'o', CLI_VALUE, false, "FILE", NULL,
                    "write what was measured, every sample, to FILE as JSON", "-o run.json", CLI_ON_BENCH},
    [CLI_REPORT] =
        {"output", 'o', CLI_VALUE, false, "FILE", NULL,
         "write to FILE; report: by its name as .html, .md, .csv or text (default: standard output)",
         "-o report.html", CLI_ON_REPORT | CLI_ON_COMPARE},
    [CLI_REPORT_FORMAT] = {"format", 0, CLI_VALUE, false, NULL, "text|markdown|csv|html",
                           "format of the report (default: by the output's name)", "--format markdown",
                           CLI_ON_REPORT},
    [CLI_HEAD] = {"head", 0, CLI_VALUE, false, "N", NULL,
                  "text: only the first N rows; 0: all (default: 10 on a terminal without -o, else all)",
                  "--head 5", CLI_ON_DATA},
    [CLI_ROWS] = {"rows", 0, CLI_VALUE, false, "N", NULL, "rows (default 200000)", "--rows 1000", CLI_ON_GEN},
    [CLI_COLS] = {"cols", 0, CLI_VALUE, false, "N", NULL, "columns (default 5)", "--cols 10", CLI_ON_GEN},
    [CLI_LOW] = {"low", 0, CLI_VALUE, false, "X", NULL, "smallest value (default 0)", "--low -5", CLI_ON_GEN},
    [CLI_HIGH] = {"high", 0, CLI_VALUE, false, "X", NULL, "values lie below this (default 10)", "--high 100",
                  CLI_ON_GEN},
    [CLI_SEED] = {"seed", 0, CLI_VALUE, false, "N", NULL, "seed, 0 to 4294967295 (default 100)", "--seed 7",
                  CLI_ON_GEN},
    [CLI_GEN_DTYPE] = {"dtype", 0, CLI_VALUE, false, "DTYPE", DTYPE_CHOICES,
                       "integer dtype of the values (default int64)", "--dtype uint8", CLI_ON_GEN},
    [CLI_SUITE] = {"suite", 0, CLI_VALUE, false, NULL, SUITE_CHOICES,
                   "what is measured, unless other options say so", "--suite tutorial", CLI_ON_BENCH},
    [CLI_BENCH_KERNELS] =
        {"kernels", 0, CLI_VALUE, false, "STEPS", NULL,
         "kernels with their own options, as run takes them; required options may be left out",
         "--kernels 'count; normalize --method l2; sumsq --per col'", CLI_ON_BENCH},
    [CLI_BENCH_ROWS] = {"rows", 0, CLI_VALUE, false, "LIST", NULL, "numbers of rows", "--rows 1000,200000",
                        CLI_ON_BENCH},
    [CLI_BENCH_COLS] = {"cols", 0, CLI_VALUE, false, "LIST", NULL, "numbers of columns", "--cols 5,1000",
                        CLI_ON_BENCH},
    [CLI_BENCH_DTYPES] = {"dtypes", 0, CLI_VALUE, false, "LIST", NULL, "dtypes of the data",
                          "--dtypes int32,float64", CLI_ON_BENCH},
    [CLI_BENCH_DEVICES] = {"devices", 0, CLI_VALUE, false, "LIST", NULL,
                           "devices, as --device names them; all: every one that can be used",
                           "--devices cpu,opencl:0", CLI_ON_BENCH},
    [CLI_BENCH_THREADS] = {"threads", 0, CLI_VALUE, false, "LIST", NULL,
                           "numbers of threads of the CPU pool (default: every usable processor)",
                           "--threads 1,2,4", CLI_ON_BENCH},
    [CLI_BENCH_SEED] = {"seed", 0, CLI_VALUE, false, "N", NULL,
                        "seed of the data and of the order of what is timed (default 100)", "--seed 7",
                        CLI_ON_BENCH},
    [CLI_MIN_TIME] = {"min-time", 0, CLI_VALUE, false, "SECONDS", NULL, "time each case for so long at least",
                      "--min-time 0.5", CLI_ON_BENCH},
    [CLI_MAX_TIME] = {"max-time", 0, CLI_VALUE, false, "SECONDS", NULL,
                      "time no case for longer, however wide its interval is", "--max-time 5", CLI_ON_BENCH},
    [CLI_MAX_NOISE] = {"max-noise", 0, CLI_VALUE, false, "SHARE", NULL,
                       "go on until the median is known to within this share of it", "--max-noise 0.02",
                       CLI_ON_BENCH},
    [CLI_PEERS] =
        {"peers", 0, CLI_FLAG, false, NULL, NULL,
         "time what people use instead, too: Python's loops and pools, NumPy, numba, numexpr, pandas, "
         "joblib, polars, pyopencl, CuPy, as far as they are installed",
         "--peers", CLI_ON_BENCH},
    [CLI_PYTHON] = {"python", 0, CLI_VALUE, false, "PROGRAM", NULL,
                    "Python that has the peers (default: ROWRUN_PYTHON, else the first with NumPy)",
                    "--python /usr/bin/python3", CLI_ON_BENCH},
    [CLI_TITLE] = {"title", 0, CLI_VALUE, false, "TEXT", NULL, "title of the report", "--title 'Two laptops'",
                   CLI_ON_REPORT},
    [CLI_CHARTS] = {"charts", 0, CLI_VALUE, false, "FOLDER", NULL,
                    "write each chart to FOLDER as a .svg, too", "--charts charts", CLI_ON_REPORT},
    [CLI_THRESHOLD] = {"threshold", 0, CLI_VALUE, false, "SHARE", NULL,
                       "the least change that counts (default 0.05)", "--threshold 0.1", CLI_ON_COMPARE},
    [CLI_BANDWIDTH] = {"bandwidth", 0, CLI_FLAG, false, NULL, NULL,
                       "measure how fast each device's memory is", "--bandwidth", CLI_ON_DEVICES},
    [CLI_EXPR] = {"expr", 0, CLI_VALUE, false, "E", NULL, "values of a row, as an expression of its cells",
                  "--expr 'x[0] + x[1]'", CLI_ON_MAP},
    [CLI_KERNEL] = {"kernel", 0, CLI_VALUE, false, "FILE", NULL,
                    "a kernel of your own: its text, C and OpenCL C at once", "--kernel my.cl", CLI_ON_MAP},
    [CLI_PARAM] = {"param", 0, CLI_VALUE, false, "NAME=VALUE", NULL,
                   "a parameter of that kernel; once for each", "--param lo=4", CLI_ON_MAP},
    [CLI_ALLOW_INCLUDE] = {"allow-include", 0, CLI_FLAG, false, NULL, NULL,
                           "that kernel may have #include, assembler and their like", "--allow-include",
                           CLI_ON_MAP},
    [CLI_PER] = {"per", 0, CLI_VALUE, false, NULL, "row|col",
                 "what one value, or one scaling, is computed for", "--per col",
                 CLI_ON_KERNELS | CLI_ON_STEP},
    [CLI_NAN] = {"nan", 0, CLI_VALUE, false, NULL, "propagate|omit|error", "what NaN in the data does",
                 "--nan omit", CLI_ON_KERNELS | CLI_ON_STEP},
    [CLI_OUT_DTYPE] = {"out-dtype", 0, CLI_VALUE, false, "DTYPE", DTYPE_CHOICES,
                       "dtype of the result (default: the kernel's own)", "--out-dtype int64",
                       CLI_ON_KERNELS | CLI_ON_LINEAR | CLI_ON_STEP},
    [CLI_ROUND] = {"round", 0, CLI_VALUE, false, "N", NULL,
                   "round floats of the result to N decimal places, as Python's round", "--round 2",
                   CLI_ON_KERNELS | CLI_ON_LINEAR | CLI_ON_STEP},
    [CLI_COLUMNS] = {"columns", 0, CLI_VALUE, false, "LIST", NULL,
                     "only these columns, in this order: names, or numbers from 0; \"a,b\" is one name",
                     "--columns A,B", CLI_ON_INPUT},
    [CLI_PARTS] = {"parts", 0, CLI_VALUE, false, "N", NULL,
                   "how many parts (default: as many as the CPU pool has threads)", "--parts 4",
                   CLI_ON_PARTITION},
    [CLI_DO] = {"do", 0, CLI_VALUE, false, "KERNEL", NULL,
                "what is done to each part: a kernel, which takes its own options, too, or " RR_CLI_DO_SHAPE
                ", which tells rows and columns",
                "--do shape", CLI_ON_PARTITION},
    [CLI_DTYPE] = {"dtype", 0, CLI_VALUE, false, "DTYPE", DTYPE_CHOICES,
                   "how a text file is read (default: by content)", "--dtype float32",
                   CLI_ON_INPUT | CLI_ON_PAIR},
    [CLI_HEADER] = {"header", 0, CLI_VALUE, false, NULL, "auto|yes|no",
                    "whether a text file's first line is a header", "--header yes", CLI_ON_INPUT},
    [CLI_INDEX] = {"index", 0, CLI_VALUE, false, NULL, "auto|first|none",
                   "whether a text file's first column is an index", "--index first", CLI_ON_INPUT},
    [CLI_EMPTY] = {"empty", 0, CLI_VALUE, false, NULL, "error|nan", "what an empty cell of a text file is",
                   "--empty=nan", CLI_ON_INPUT | CLI_ON_PAIR},
    [CLI_DEVICE] = {"device", 0, CLI_VALUE, false, "SPEC", NULL,
                    "auto, cpu, serial, opencl, opencl:N, gpu, or part of a device's name",
                    "--device opencl:0", CLI_ON_INPUT | CLI_ON_PAIR | CLI_ON_TUTORIAL},
    [CLI_THREADS] = {"threads", 0, CLI_VALUE, false, "N", NULL,
                     "threads of the CPU pool (default: every usable processor)", "--threads 4",
                     CLI_ON_INPUT | CLI_ON_PAIR | CLI_ON_DEVICES | CLI_ON_TUTORIAL},
    [CLI_RESERVE] = {"reserve", 0, CLI_VALUE, false, "N", NULL, "leave N processors free", "--reserve 1",
                     CLI_ON_INPUT | CLI_ON_PAIR | CLI_ON_DEVICES | CLI_ON_TUTORIAL | CLI_ON_EXEC},
    [CLI_NO_FALLBACK] = {"no-fallback", 0, CLI_FLAG, false, NULL, NULL,
                         "a device that is not there or fails is an error, not the CPU pool's work",
                         "--no-fallback", CLI_ON_INPUT | CLI_ON_PAIR},
    [CLI_VERIFY] = {"verify", 0, CLI_OPTIONAL_VALUE, false, "ROWS", NULL,
                    "compare with the reference: all rows, or that many random ones", "--verify=1000",
                    CLI_ON_INPUT | CLI_ON_PAIR},
    [CLI_ISOLATE] =
        {"isolate", 0, CLI_OPTIONAL_VALUE, false, "SECONDS", NULL,
         "run in a process of its own, which is ended after that time (default 60): a kernel or a "
         "driver that crashes or hangs there costs an error and nothing else",
         "--isolate=5", CLI_ON_KERNELS | CLI_ON_RUN},
    [CLI_STATS] = {"stats", 0, CLI_VALUE, false, "FILE", NULL,
                   "write what happened, and the times, as JSON; -: standard error", "--stats run.json",
                   CLI_ON_DATA | CLI_ON_RUN},
    [CLI_DURABLE] = {"durable", 0, CLI_FLAG, false, NULL, NULL,
                     "return only when the output is safe on the disk", "--durable",
                     CLI_ON_DATA | CLI_ON_RUN},
    [CLI_WITH] = {"with", 0, CLI_VALUE, false, "PROGRAM", NULL,
                  "run PROGRAM, which may have arguments, once for each job, with the job as its last one",
                  "--with python3", CLI_ON_EXEC},
    [CLI_SHELL] =
        {"shell", 0, CLI_FLAG, false, NULL, NULL,
         "run each job by sh -c, for pipes, redirections and variables; else its words are taken as they are",
         "--shell", CLI_ON_EXEC},
    [CLI_ARG_FILE] = {"arg-file", 'a', CLI_VALUE, false, "FILE", NULL,
                      "read jobs from FILE, one a line; -: standard input (default without jobs)",
                      "-a jobs.txt", CLI_ON_EXEC},
    [CLI_JOBS] = {"jobs", 'j', CLI_VALUE, false, "N", NULL,
                  "run N jobs at the same time (default: as many as there are usable processors)", "-j 4",
                  CLI_ON_EXEC},
    [CLI_KEEP_ORDER] = {"keep-order", 'k', CLI_FLAG, false, NULL, NULL,
                        "show output in the order of the jobs, not as they end", "--keep-order", CLI_ON_EXEC},
    [CLI_TIMEOUT] = {"timeout", 0, CLI_VALUE, false, "SECONDS", NULL,
                     "end a job that takes longer: SIGTERM, a second later SIGKILL", "--timeout 2.5",
                     CLI_ON_EXEC},
    [CLI_HALT] = {"halt", 0, CLI_VALUE, false, NULL, "never|soon|now",
                  "after a failed job: go on, start no more, or end those that run, too", "--halt soon",
                  CLI_ON_EXEC},
    [CLI_JOBLOG] =
        {"joblog", 0, CLI_VALUE, false, "FILE", NULL,
         "write a tab-separated line for each job as it ends: number, start, duration, exit code, signal, "
         "command",
         "--joblog jobs.tsv", CLI_ON_EXEC},
    [CLI_DRY_RUN] = {"dry-run", 0, CLI_FLAG, false, NULL, NULL, "print the commands, run none", "--dry-run",
                     CLI_ON_EXEC},
    [CLI_PROGRESS] = {"progress", 0, CLI_VALUE, false, NULL, "auto|always|never",
                      "say on standard error how far the work is; auto: on a terminal, after a second",
                      "--progress never", CLI_ON_INPUT | CLI_ON_EXEC | CLI_ON_BENCH},
    [CLI_CHECK] = {"check", 0, CLI_FLAG, false, NULL, NULL,
                   "compare what each section gives with golden values; exit code 7 where one differs",
                   "--check", CLI_ON_TUTORIAL},
    [CLI_JSON] = {"json", 0, CLI_FLAG, false, NULL, NULL, "as JSON", "--json", CLI_ON_LISTS | CLI_ON_COMPARE},
    [CLI_MAN] = {"man", 0, CLI_FLAG, true, NULL, NULL, "print the manual page's source", "--man",
                 CLI_ON_HELP},
    [CLI_COMPLETION] = {"completion", 0, CLI_VALUE, true, NULL, "bash", "print a shell's completion script",
                        "--completion bash", CLI_ON_HELP},
    [CLI_QUIET] = {"quiet", 'q', CLI_FLAG, false, NULL, NULL,
                   "no warnings; tutorial: nothing that differs from run to run, such as times", "-q",
                   CLI_ON_ALL},
    [CLI_VERBOSE] =
        {"verbose", 'v', CLI_FLAG, false, NULL, NULL,
         "say on standard error what ran, where, and how long; tutorial: show what each call is in Python",
         "-v", CLI_ON_ALL},
    [CLI_HELP] = {"help", 'h', CLI_FLAG, false, NULL, NULL, "show help", "--help", CLI_ON_ALL},
    [CLI_VERSION] = {"version", 0, CLI_FLAG, false, NULL, NULL, "show the version", "--version", CLI_ON_ALL},
};

const cli_option *rr__cli_option_at(cli_option_id id)
{
  return &options[id];
}

cli_option_id rr__cli_option_find(const char *name, size_t length, unsigned groups)
{
  int id = 0;
  for (; id < CLI_OPTIONS; id++)
    if ((options[id].groups & groups) && strlen(options[id].name) == length &&
        memcmp(options[id].name, name, length) == 0)
      break;
  return (cli_option_id)id;
}

cli_option_id rr__cli_option_find_short(char name, unsigned groups)
{
  int id = 0;
  while (id < CLI_OPTIONS && !((options[id].groups & groups) && name && options[id].short_name == name)) id++;
  return (cli_option_id)id;
}

int rr__cli_choice_find(const char *choices, const char *text)
{
  size_t length = strlen(text);
  for (int index = 0;; index++) {
    size_t choice = strcspn(choices, "|");
    if (choice == length && memcmp(choices, text, length) == 0) return index;
    if (!choices[choice]) return -1;
    choices += choice + 1;
  }
}

const char *rr__cli_option_value(const cli_option *option)
{
  if (option->arity == CLI_FLAG) return "";
  return option->value ? option->value : option->choices;
}
