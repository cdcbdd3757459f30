// SPDX-License-Identifier: MIT
// Our own commands, and one for every name in the library's kernel table: no kernel is named here.
#include "cli/command.h"

#include "core/suggest.h"

#include <string.h>

static const cli_command gen = {
    "gen",
    "NumPy's legacy random integers",
    "",
    0,
    0,
    CLI_ON_GEN,
    "-o matrix.npy\n--rows 1000 --cols 3 --low -5 --high 5 --seed 7 --dtype int8 -o small.csv",
    rr__cli_run_gen,
    false,
    NULL};

static const char exec_notes[] =
    "A job's words are parted as a shell does it, with quotes and backslashes; |, >, $, * and # need "
    "--shell.\n"
    "PROGRAM is parted into words, too. Empty lines are no jobs. Jobs read the null device.\n"
    "Until its job ends, output is kept in a file without a name in TMPDIR; then it is shown, whole.\n"
    "A line of the log: number, start in seconds since 1970, duration in seconds, exit code, signal, "
    "command.\n"
    "A job has failed whose exit code or signal is not 0, or that ran out of time.\n"
    "When rowrun ends, however it ends, the jobs' process groups are ended, too.";

static const char run_notes[] =
    "Each step is a kernel's command without input and output: its own options, and --per, --nan, "
    "--out-dtype, --round.\n"
    "Steps are parted by semicolons, their words as a shell does it. All of them work on the matrix that was "
    "read.\n"
    "The results are PREFIX.count.npy and so on, with a number where a kernel comes more than once: "
    "PREFIX.count-1.npy;\n"
    "a PREFIX that ends with / is a folder. --format is npy unless said otherwise.\n"
    "Nothing is written before the last step is done.";

static const cli_command others[] = {
    {"run", "several kernels on a matrix that is read and uploaded once", "'STEP; STEP...' IN", 0, 2,
     CLI_ON_RUN,
     "'count --min 4 --max 8; normalize' matrix.npy -o result\n"
     "'normalize; normalize --per col --round 2' matrix.csv -o out/ --format csv",
     rr__cli_run_steps, false, run_notes},
    {"exec", "run programs in parallel: jobs are arguments, or lines of a file or of standard input",
     "[JOB...]", 0, SIZE_MAX, CLI_ON_EXEC,
     "--with python3 script1.py script2.py script3.py\n-j 4 --keep-order 'gzip -k a.csv' 'gzip -k b.csv'\n"
     "--shell --timeout 60 --joblog jobs.tsv -a jobs.txt\n--dry-run < jobs.txt",
     rr__cli_run_exec, false, exec_notes},
    {"tutorial", "examples of Parallel Processing in Python, in C, with what they give", "", 0, 0,
     CLI_ON_TUTORIAL, "\n--check\n-v --threads 4\n--check --device opencl", rr__cli_run_tutorial, false,
     NULL},
    {"devices", "processors, the CPU pool and every OpenCL device, each tried", "", 0, 0,
     CLI_ON_LISTS | CLI_ON_DEVICES, "\n--json", rr__cli_run_devices, false, NULL},
    {"kernels", "what can be computed: parameters, dtypes, exactness", "", 0, 0, CLI_ON_LISTS, "\n--json",
     rr__cli_run_kernels, false, NULL},
    {"help", "this help, or that of a command", "[COMMAND]", 0, 1, CLI_ON_HELP, "\ngen", rr__cli_run_help,
     false, NULL},
};
enum { OTHERS = sizeof others / sizeof *others };

// Whether the table has a kernel of the same name further up.
static bool is_another_method(size_t kernel)
{
  for (size_t k = 0; k < kernel; k++)
    if (strcmp(rr_kernel_at(k)->name, rr_kernel_at(kernel)->name) == 0) return true;
  return false;
}

// Row of the kernel table of the n-th name; the table's length where there are fewer names.
static size_t nth_name(size_t n)
{
  size_t kernel = 0;
  for (; kernel < rr_kernel_count(); kernel++)
    if (!is_another_method(kernel) && n-- == 0) break;
  return kernel;
}

static size_t count_names(void)
{
  size_t names = 0;
  for (size_t kernel = 0; kernel < rr_kernel_count(); kernel++) names += !is_another_method(kernel);
  return names;
}

size_t rr__cli_command_count(void)
{
  return 1 + count_names() + OTHERS;
}

cli_command rr__cli_command_at(size_t index)
{
  if (index == 0) return gen;
  size_t kernel = nth_name(index - 1);
  if (kernel == rr_kernel_count()) return others[index - 1 - count_names()];
  return (cli_command){.name = rr_kernel_at(kernel)->name,
                       .summary = rr_kernel_at(kernel)->summary,
                       .files = "IN",
                       .least_files = 1,
                       .most_files = 1,
                       .group = CLI_ON_KERNELS,
                       .examples = "matrix.npy\nmatrix.csv -o result.npy\n--per col --round 2 - < matrix.csv",
                       .run = rr__cli_run_kernel,
                       .is_kernel = true};
}

bool rr__cli_command_find(cli_command *out, const char *name, const char **near)
{
  rr__suggestion suggestion = {.typed = name, .length = strlen(name)};
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    *out = rr__cli_command_at(i);
    if (strcmp(out->name, name) == 0) return true;
    rr__suggestion_offer(&suggestion, out->name);
  }
  *near = suggestion.word;
  return false;
}
