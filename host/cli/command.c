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

static const char map_notes[] =
    "Expressions are C's, all in float64: x[0] is the first cell of the row, A the cell of column A "
    "(x[\"a b\"] of a b), cols how many there are. Commas part outputs; name = value names one.\n"
    "Over the row: sum mean min max count any all, where x alone is the running cell and i its index: "
    "count(4 <= x && x <= 8), sum((x - mean(x)) * (x - mean(x))).\n"
    "Of values: sqrt cbrt exp exp2 expm1 log log2 log10 log1p pow hypot sin cos tan asin acos atan atan2 "
    "sinh cosh tanh floor ceil trunc round(v, n) abs sign fmod min max clamp(v, least, greatest) isnan isinf "
    "isfinite; pi e inf nan true false.\n"
    "Counts, comparisons and what is made of them are int64, all else is float64. An expression needs no "
    "compiler.\n"
    "A kernel has the rights of whoever runs it: run no text that you would not run as a program.\n"
    "It is compiled for the CPU by ROWRUN_CC, else cc, gcc or clang; results are kept, see rowrun cache.\n"
    "X(i) is not checked: a kernel that reads or writes elsewhere may crash; with --isolate that costs an "
    "error alone.\n"
    "For a kernel there is no reference to compare with: no --verify, and --device serial is the CPU pool.\n"
    "What such a text looks like is told in rowrun/user_kernel.h; there are some in data/kernels.";

static const char cache_notes[] =
    "Kept are users' kernels compiled for the CPU, 64 MiB at most (those not used for longest go first), and "
    "what OpenCL devices answered.\n"
    "They lie in ROWRUN_CACHE_DIR, else in rowrun in XDG_CACHE_HOME or in .cache of the home folder; what "
    "else lies there stays.";

static const char partition_notes[] =
    "Parts are cut as NumPy's array_split does it: the first ones have a row more where rows are left over.\n"
    "With --per row the answers come in the order of the rows; with --per col there is a line for each "
    "part.\n"
    "The kernel's own options stand among the others: rowrun KERNEL --help tells them.";

#define LINEAR_NOTES                                                                                         \
  "float32 times float32 is computed in float32, unless --out-dtype is float64; everything else in "         \
  "float64.\n"                                                                                               \
  "An integer that float64 cannot hold exactly is an error; --out-dtype float64 rounds it.\n"                \
  "OpenBLAS multiplies on the CPU and CLBlast on OpenCL devices, where rowrun was built with them.\n"        \
  "Another device adds up in another order, so that results may differ in their last bits.\n"                \
  "A sum of k products, whose magnitudes add up to m, is within (k + 1) u m of the true one: u is 2^-53, "   \
  "in float32 2^-24."

static const char run_notes[] =
    "Each step is a kernel's command without input and output: its own options, and --per, --nan, "
    "--out-dtype, --round.\n"
    "Steps are parted by semicolons, their words as a shell does it. All of them work on the matrix that was "
    "read.\n"
    "The results are PREFIX.count.npy and so on, with a number where a kernel comes more than once: "
    "PREFIX.count-1.npy;\n"
    "a PREFIX (-o) that ends with / is a folder.\n"
    "Nothing is written before the last step is done.";

#define AS_TEXT_(number) #number
#define AS_TEXT(number)  AS_TEXT_(number)
static const char pair_examples[] =
    "a.csv b.csv\na.csv b.csv -o both.csv --verify\n"
    "a_offsets.npy:a_values.npy b.csv -o offsets.npy:values.npy";
static const char pair_notes[] =
    "A list is a line of its file, its items parted by commas; an empty line is an empty list.\n"
    "OFFSETS.npy:VALUES.npy are two files: list i has the values from offsets[i] up to offsets[i + 1].\n"
    "Items are equal that are the same number, whatever their dtypes; NaN equals nothing, -0 equals 0.\n"
    "A device does the pairs of lists of at most " AS_TEXT(
        RR_PAIR_DEVICE_ITEMS) " items, the CPU pool longer ones in the same run.";

static const cli_command others[] = {
    {"map", "values per row by an expression or a kernel of your own", "IN", 1, 1,
     CLI_ON_KERNELS | CLI_ON_MAP,
     "--expr 'sqrt(x[0]*x[0] + x[1]*x[1])' matrix.npy\n"
     "--expr 'inside = count(4 <= x && x <= 8), share = mean(x) / max(x)' matrix.csv\n"
     "--kernel my.cl --param lo=4 matrix.npy\n--kernel my.cl --device opencl --isolate matrix.csv -o "
     "result.npy",
     rr__cli_run_map, false, map_notes},
    {"run", "several kernels on a matrix that is read and uploaded once", "'STEP; STEP...' IN", 0, 2,
     CLI_ON_RUN,
     "'count --min 4 --max 8; normalize' matrix.npy -o result\n"
     "'normalize; normalize --per col --round 2' matrix.csv -o out/ --format csv",
     rr__cli_run_steps, false, run_notes},
    {"partition", "split the rows into parts, run a kernel over each, stack the answers", "IN", 1, 1,
     CLI_ON_KERNELS | CLI_ON_PARTITION,
     "--parts 4 --do count --min 4 --max 8 matrix.npy\n--parts 4 --do shape matrix.npy\n--parts 3 --do count "
     "--min 4 --max 8 --per col matrix.csv -o parts.csv",
     rr__cli_run_partition, false, partition_notes},
    {"matmul", "the product of two matrices", "A B", 2, 2, CLI_ON_LINEAR,
     "a.npy b.npy -o product.npy\na.csv b.csv --round 2\na.npy b.npy --device opencl --verify=10 -o c.npy",
     rr__cli_run_matmul, false, "--columns is of A alone.\n" LINEAR_NOTES},
    {"gram", "a matrix transposed, times itself", "IN", 1, 1, CLI_ON_LINEAR,
     "matrix.npy\nmatrix.csv -o gram.csv", rr__cli_run_gram, false, LINEAR_NOTES},
    {"cache", "what is kept from run to run: list it, or clear it away", "list|clear", 1, 1, CLI_ON_CACHE,
     "list\nclear", rr__cli_run_cache, false, cache_notes},
    {"exec", "run programs in parallel: jobs are arguments, or lines of a file or of standard input",
     "[JOB...]", 0, SIZE_MAX, CLI_ON_EXEC,
     "--with python3 script1.py script2.py script3.py\n-j 4 --keep-order 'gzip -k a.csv' 'gzip -k b.csv'\n"
     "--shell --timeout 60 --joblog jobs.tsv -a jobs.txt\n--dry-run < jobs.txt",
     rr__cli_run_exec, false, exec_notes},
    {"tutorial", "examples of Parallel Processing in Python, in C, with what they give", "", 0, 0,
     CLI_ON_TUTORIAL, "\n--check\n-v --threads 4\n--check --device opencl", rr__cli_run_tutorial, false,
     NULL},
    {"bench", "how fast kernels are on each device, and beside what people use instead", "", 0, 0,
     CLI_ON_BENCH,
     "\n--suite quick --peers -o run.json\n--kernels 'count; normalize' --rows 1000,1000000 --devices "
     "cpu,opencl\n--suite scaling --threads 1,2,4 -o scaling.json",
     rr__cli_run_bench, false, NULL},
    {"report", "a report of what bench measured: tables, charts and the answer in words", "RUN.json...", 1,
     SIZE_MAX, CLI_ON_REPORT,
     "run.json\nrun.json -o report.html\nlaptop.json server.json -o both.md --charts charts",
     rr__cli_run_report, false, NULL},
    {"compare", "whether what bench measured got slower; exit code 8 where it did", "OLD.json NEW.json", 2, 2,
     CLI_ON_COMPARE, "old.json new.json\nold.json new.json --threshold 0.1", rr__cli_run_compare, false,
     NULL},
    {"devices", "processors, the CPU pool and every OpenCL device, each tried", "", 0, 0,
     CLI_ON_LISTS | CLI_ON_DEVICES, "\n--json\n--bandwidth", rr__cli_run_devices, false, NULL},
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
  if (rr_kernel_at(kernel)->shape == RR_PAIR)
    return (cli_command){.name = rr_kernel_at(kernel)->name,
                         .summary = rr_kernel_at(kernel)->summary,
                         .files = "A B",
                         .least_files = 2,
                         .most_files = 2,
                         .group = CLI_ON_PAIR,
                         .examples = pair_examples,
                         .run = rr__cli_run_pair,
                         .is_kernel = true,
                         .notes = pair_notes};
  return (cli_command){.name = rr_kernel_at(kernel)->name,
                       .summary = rr_kernel_at(kernel)->method
                                      ? "scale every row or column, by one of several methods"
                                      : rr_kernel_at(kernel)->summary,
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
