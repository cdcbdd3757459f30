// SPDX-License-Identifier: MIT
// The one table of options. Parsing, --help, the manual page and the completion all come from it.
// Options that belong to one kernel are not here: they come from the library's kernel table.
#ifndef ROWRUN_CLI_OPTION_H
#define ROWRUN_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

typedef enum cli_arity { CLI_FLAG, CLI_VALUE, CLI_OPTIONAL_VALUE } cli_arity;

// Which commands take an option.
enum {
  CLI_ON_TOP = 1,     // rowrun without a command
  CLI_ON_HELP = 2,    // rowrun help
  CLI_ON_LISTS = 4,   // devices, kernels
  CLI_ON_DEVICES = 8, // devices alone
  CLI_ON_GEN = 16,
  CLI_ON_KERNELS = 32, // every kernel's command
  CLI_ON_EXEC = 64,
  CLI_ON_TUTORIAL = 128,
  CLI_ON_LINEAR = 256,    // matmul, gram
  CLI_ON_PARTITION = 512, // besides CLI_ON_KERNELS
  CLI_ON_MAP = 1024,      // likewise
  CLI_ON_CACHE = 2048,
  CLI_ON_RUN = 4096,
  CLI_ON_STEP = 8192,  // a step of run
  CLI_ON_PAIR = 16384, // kernels of two ragged lists
  CLI_ON_BENCH = 32768,
  CLI_ON_REPORT = 65536,
  CLI_ON_COMPARE = 131072,
  CLI_ON_INPUT = CLI_ON_KERNELS | CLI_ON_LINEAR | CLI_ON_RUN,
  CLI_ON_DATA = CLI_ON_GEN | CLI_ON_KERNELS | CLI_ON_LINEAR | CLI_ON_PAIR,
  CLI_ON_ALL = 262143,
};

// What --do takes besides the names of kernels.
#define RR_CLI_DO_SHAPE "shape"

typedef struct cli_option {
  const char *name; // without the dashes
  char short_name;  // 0: none
  cli_arity arity;
  bool hidden;         // not in --help
  const char *value;   // what help calls the value: "FILE"; NULL: its choices
  const char *choices; // "row|col", the default first; NULL: free text
  const char *help;
  const char *example; // "--per col"
  unsigned groups;
} cli_option;

typedef enum cli_option_id {
  CLI_OUTPUT,
  CLI_FORMAT,
  CLI_RECORD,
  CLI_REPORT,
  CLI_REPORT_FORMAT,
  CLI_HEAD,
  CLI_ROWS,
  CLI_COLS,
  CLI_LOW,
  CLI_HIGH,
  CLI_SEED,
  CLI_GEN_DTYPE,
  CLI_SUITE,
  CLI_BENCH_KERNELS,
  CLI_BENCH_ROWS,
  CLI_BENCH_COLS,
  CLI_BENCH_DTYPES,
  CLI_BENCH_DEVICES,
  CLI_BENCH_THREADS,
  CLI_BENCH_SEED,
  CLI_MIN_TIME,
  CLI_MAX_TIME,
  CLI_MAX_NOISE,
  CLI_PEERS,
  CLI_PYTHON,
  CLI_TITLE,
  CLI_CHARTS,
  CLI_THRESHOLD,
  CLI_BANDWIDTH,
  CLI_EXPR,
  CLI_KERNEL,
  CLI_PARAM,
  CLI_ALLOW_INCLUDE,
  CLI_PER,
  CLI_NAN,
  CLI_OUT_DTYPE,
  CLI_ROUND,
  CLI_COLUMNS,
  CLI_PARTS,
  CLI_DO,
  CLI_DTYPE,
  CLI_HEADER,
  CLI_INDEX,
  CLI_EMPTY,
  CLI_DEVICE,
  CLI_THREADS,
  CLI_RESERVE,
  CLI_NO_FALLBACK,
  CLI_VERIFY,
  CLI_ISOLATE,
  CLI_STATS,
  CLI_DURABLE,
  CLI_WITH,
  CLI_SHELL,
  CLI_ARG_FILE,
  CLI_JOBS,
  CLI_KEEP_ORDER,
  CLI_TIMEOUT,
  CLI_HALT,
  CLI_JOBLOG,
  CLI_DRY_RUN,
  CLI_PROGRESS,
  CLI_CHECK,
  CLI_JSON,
  CLI_MAN,
  CLI_COMPLETION,
  CLI_QUIET,
  CLI_VERBOSE,
  CLI_HELP,
  CLI_VERSION,
  CLI_OPTIONS // how many
} cli_option_id;

// The option with this id.
const cli_option *rr__cli_option_at(cli_option_id id);

// The id of a long or short name among the options of `groups`, or CLI_OPTIONS.
cli_option_id rr__cli_option_find(const char *name, size_t length, unsigned groups);
cli_option_id rr__cli_option_find_short(char name, unsigned groups);

// Position of `text` among choices such as "row|col"; -1 if it is none of them.
int rr__cli_choice_find(const char *choices, const char *text);

// What help calls the option's value; "" for a flag.
const char *rr__cli_option_value(const cli_option *option);

#endif
