// SPDX-License-Identifier: MIT
// The contract: every kernel of the table, on one backend, for every dtype and shape, per row and per column,
// with every choice of its parameters, against the reference; and bit for bit against the CPU pool. Usage:
// contract DEVICE some|full [CELLS [ID]]. A new kernel is tested by being in the table.
#include "contract.h"

#include "backend/job.h"
#include "run/verify.h"

static const char *device;
static bool device_is_exact; // the CPU pool's bits are asked for
static rr_context *context;
static size_t cases_run, cells_compared, sent_to_cpu;

static const size_t row_counts[] = {0, 1, 2, 63, 64, 65, 1000, 200000};
static const size_t col_counts[] = {0, 1, 2, 3, 4, 5, 8, 17, 33, 300, 100000};
enum {
  ROW_COUNTS = sizeof row_counts / sizeof *row_counts,
  COL_COUNTS = sizeof col_counts / sizeof *col_counts
};
static size_t most_cells = 2000000; // of a case
static const char *only;            // this kernel; NULL: all
static bool is_full;                // every shape with every variant, not some of them in turn
enum { LARGE_ROWS = 200000, SMALL_CELLS = 20000, GUARD_BYTES = 64, POISONED_GAP = 3 };

typedef struct contract_case {
  const rr__kernel *kernel;
  const rr_kernel_info *info;
  rr_param params[RR_MAX_PARAMS + 2];
  rr_dtype dtype, out_dtype;
  rr_per per;
  rr_nan nan;
  size_t rows, cols, in_stride, out_stride, out_rows, out_cols;
} contract_case;

static void describe(const contract_case *c)
{
  printf("    %s on %s, %s to %s, %zu x %zu, per %s, nan %s", c->info->id, device, rr_dtype_name(c->dtype),
         rr_dtype_name(c->out_dtype), c->rows, c->cols, c->per == RR_PER_ROW ? "row" : "col",
         c->nan == RR_NAN_OMIT ? "omit" : "propagate");
  for (const rr_param *param = c->params; param->name; param++) printf(", %s=%s", param->name, param->value);
  printf("\n");
}

// Parameter set number `round`: bounds from a list, choices in turn (never the one that makes an error).
static void set_params(contract_case *c, size_t round)
{
  static const char *const bounds[][2] = {{"4", "8"}, {"-3.5", "100.25"}, {"0.5", "0.6"}, {"-inf", "7"}};
  size_t used = 0;
  if (c->info->method) c->params[used++] = (rr_param){"method", c->info->method};
  for (size_t i = 0; i < RR_MAX_PARAMS && c->info->params[i].name; i++) {
    const rr_param_info *param = &c->info->params[i];
    size_t words = 0;
    while (words < RR_MAX_CHOICES && param->choices[words] && param->choices[words] != param->error_choice)
      words++;
    const char *value = param->kind == RR_PARAM_CHOICE        ? param->choices[round % words]
                        : param->kind == RR_PARAM_LOWER_BOUND ? bounds[round % 4][0]
                                                              : bounds[round % 4][1];
    if (param->error_choice && strcmp(value, param->error_choice) == 0) value = param->choices[0];
    c->params[used++] = (rr_param){param->name, value};
  }
  c->params[used] = (rr_param){NULL, NULL};
}

static void *allocate_guarded(size_t bytes)
{
  char *memory = aligned_alloc(64, (bytes + 2 * GUARD_BYTES + 63) / 64 * 64);
  if (!memory) abort();
  contract_poison(memory, bytes + 2 * GUARD_BYTES);
  return memory + GUARD_BYTES;
}

static void free_guarded(void *data)
{
  free((char *)data - GUARD_BYTES);
}

static rr_status run_on(const char *where, const contract_case *c, void *in, void *out, rr_run_stats *stats)
{
  rr_matrix *a = NULL, *b = NULL;
  CHECK_OK(rr_matrix_wrap(&a, in, &(rr_layout){c->rows, c->cols, c->dtype, c->in_stride}));
  CHECK_OK(rr_matrix_wrap(&b, out, &(rr_layout){c->out_rows, c->out_cols, c->out_dtype, c->out_stride}));
  rr_run_options options = {
      .device = where, .per = c->per, .nan = c->nan, .out_dtype = c->out_dtype, .no_fallback = true};
  rr_status status = rr_run(context, c->info->name, c->params, a, &b, &options, stats);
  rr_matrix_free(a);
  rr_matrix_free(b);
  return status;
}

static const char *out_cell(const contract_case *c, const void *out, size_t vector, size_t i)
{
  size_t cell = vector;
  if (c->info->shape == RR_SCALE)
    cell = c->per == RR_PER_ROW ? vector * c->out_stride + i : i * c->out_stride + vector;
  return (const char *)out + cell * rr_dtype_size(c->out_dtype);
}

static bool agrees(const contract_case *c, const char *cell, const rr__expected *expected, size_t i,
                   rr_dtype computed)
{
  rr__tolerance tolerance = {computed, rr__allowed_ulp(c->info, computed, device_is_exact), expected->slack};
  cells_compared++;
  return rr__cells_agree(cell, c->out_dtype, expected->values[i], tolerance);
}

static bool has_subnormal(const rr__vector *vector)
{
  if (!rr_dtype_is_float(vector->dtype)) return false;
  long double least = vector->dtype == RR_FLOAT32 ? 0x1p-126L : 0x1p-1022L;
  for (size_t i = 0; i < vector->n; i++) {
    long double cell = rr__vector_get(vector, i);
    if (cell != 0 && cell < least && cell > -least) return true;
  }
  return false;
}

// The rows (columns) taken note of; count SIZE_MAX after a difference, which is described. The cells of those
// that are refused have no meaning.
static rr__note compare_with_reference(const contract_case *c, const void *in, const void *out)
{
  bool by_row = c->per == RR_PER_ROW;
  size_t vectors = by_row ? c->rows : c->cols, n = by_row ? c->cols : c->rows;
  size_t values = c->info->shape == RR_FOLD ? 1 : n;
  const rr__cpu_kernel *instance = NULL;
  CHECK_OK(c->kernel->instance(&instance, c->kernel, c->dtype));
  long double *room = calloc(n + 1, sizeof *room);
  rr__expected expected = {.values = room};
  rr__note note = {0};
  rr__args args;
  CHECK_OK(rr__args_check(&args, c->info, c->params, c->dtype, c->nan));
  for (size_t v = 0; v < vectors; v++) {
    size_t first = by_row ? v * c->in_stride : v;
    rr__vector vector = {(const char *)in + first * rr_dtype_size(c->dtype), c->dtype, n,
                         by_row ? 1 : c->in_stride};
    expected.slack = 0;
    bool is_noted = c->kernel->reference(&expected, &vector, &args);
    if (is_noted) rr__note_add(&note, v);
    for (size_t i = 0; i < values && !(is_noted && c->info->refused); i++) {
      if (agrees(c, out_cell(c, out, v, i), &expected, i, instance->result)) continue;
      if (!device_is_exact && has_subnormal(&vector)) continue; // it may take them for zeros
      describe(c);
      printf("      vector %zu, value %zu: %.17Lg instead of %.17Lg\n", v, i,
             rr__vector_get(&(rr__vector){out_cell(c, out, v, i), c->out_dtype, 1, 1}, 0), room[i]);
      free(room);
      return (rr__note){.count = SIZE_MAX};
    }
  }
  free(room);
  return note;
}

// A run with rows that are refused is an error that names the first of them.
static void check_status(const contract_case *c, rr_status status, const rr_run_stats *stats, rr__note note)
{
  char name[40];
  bool is_refused = c->info->refused && note.count > 0;
  snprintf(name, sizeof name, "%s %zu (from 0)", c->per == RR_PER_ROW ? "row" : "column", note.first);
  bool is_right = is_refused ? status == RR_EDATA && strstr(rr_error_text(), name) : status == RR_OK;
  if (!is_right) describe(c), printf("      status %d: %s\n", status, rr_error_text());
  CU_ASSERT_TRUE(is_right);
  if (!c->info->note || !device_is_exact) return;
  if (stats->note_count != note.count)
    describe(c), printf("      %llu noted, not %llu\n", (unsigned long long)stats->note_count,
                        (unsigned long long)note.count);
  CU_ASSERT_EQUAL(stats->note_count, note.count);
}

static bool gaps_are_untouched(const contract_case *c, const char *out, size_t bytes)
{
  size_t size = rr_dtype_size(c->out_dtype);
  if (!contract_is_poison(out - GUARD_BYTES, GUARD_BYTES)) return false;
  if (!contract_is_poison(out + bytes, GUARD_BYTES)) return false;
  for (size_t row = 0; row < c->out_rows; row++)
    if (!contract_is_poison(out + (row * c->out_stride + c->out_cols) * size,
                            (c->out_stride - c->out_cols) * size))
      return false;
  return true;
}

static void check_case(const contract_case *c, void *in)
{
  size_t bytes = c->out_rows * c->out_stride * rr_dtype_size(c->out_dtype);
  char *out = allocate_guarded(bytes), *same = allocate_guarded(bytes);
  rr_run_stats stats;
  rr_status status = run_on(device, c, in, out, &stats);
  if (status == RR_ENODEVICE && strstr(rr_error_text(), "fp64")) {
    sent_to_cpu++; // a device without fp64 says so, and the CPU pool would do it
  } else {
    rr__note note = compare_with_reference(c, in, out);
    CU_ASSERT_NOT_EQUAL(note.count, SIZE_MAX);
    check_status(c, status, &stats, note);
    bool untouched = gaps_are_untouched(c, out, bytes);
    if (!untouched) describe(c), printf("      memory outside of the result was written\n");
    CU_ASSERT_TRUE(untouched);
    CU_ASSERT_EQUAL(run_on("cpu", c, in, same, &stats), status);
    bool equal = memcmp(out, same, bytes) == 0;
    if (!equal && device_is_exact && strcmp(device, "serial") != 0) {
      describe(c), printf("      the CPU pool's bits differ\n");
      CU_FAIL("bits differ");
    }
  }
  cases_run++;
  free_guarded(out);
  free_guarded(same);
}

static void set_shape(contract_case *c, size_t rows, size_t cols, size_t round)
{
  bool fold = c->info->shape == RR_FOLD;
  c->rows = rows;
  c->cols = cols;
  c->in_stride = cols + (round % 2 ? POISONED_GAP : 0);
  c->out_rows = fold && c->per == RR_PER_COL ? 1 : rows;
  c->out_cols = fold && c->per == RR_PER_ROW ? 1 : cols;
  c->out_stride = c->out_cols + (!fold && round % 3 == 1 ? POISONED_GAP : 0);
}

// Result dtypes take turns too: the kernel's own, then others that can hold the result. Large shapes keep to
// their own, since a device builds a program for each; so does float64, but for one shape, where not
// everything is tested: as float32 its largest and smallest results would look alike.
static rr_dtype choose_out_dtype(const contract_case *c, size_t round)
{
  static const rr_dtype others[] = {RR_UINT64, RR_FLOAT32, RR_FLOAT64, RR_INT64};
  rr_dtype own = RR_INT32, other;
  size_t n = c->per == RR_PER_ROW ? c->cols : c->rows;
  CHECK_OK(rr__kernel_out_dtype(&own, c->info, c->dtype, RR_DTYPE_AUTO, n));
  if (c->rows >= LARGE_ROWS || round % 3 != 2) return own;
  if (!is_full && c->dtype == RR_FLOAT64 && c->rows != 1000) return own;
  for (size_t i = 0; i < 4; i++) {
    rr_dtype wanted = others[(round / 3 + i) % 4];
    if (wanted != own && rr__kernel_out_dtype(&other, c->info, c->dtype, wanted, n) == RR_OK) return wanted;
  }
  return own;
}

// Tall matrices in one tile, or in several with an odd one at the end.
static void choose_tiles(size_t rows, size_t cols, rr_dtype dtype)
{
  if (rows >= LARGE_ROWS && (cols + (size_t)dtype) % 4 != 0)
    setenv("ROWRUN_TILE_ROWS", "50000", 1);
  else
    unsetenv("ROWRUN_TILE_ROWS");
}

// `combination` is the kernel's and the dtype's: where not everything is tested, it says which result dtype.
static void check_shape(const rr__kernel *kernel, rr_dtype dtype, size_t rows, size_t cols,
                        size_t combination)
{
  static size_t round;
  choose_tiles(rows, cols, dtype);
  for (int per = RR_PER_ROW; per <= RR_PER_COL; per++) {
    size_t rounds = is_full && rows * cols <= 100000 ? 4 : 1; // else the variants in turn
    for (size_t i = 0; i < rounds; i++, round++) {
      contract_case c = {.kernel = kernel,
                         .info = kernel->info,
                         .dtype = dtype,
                         .per = (rr_per)per,
                         .nan = round / 2 % 2 ? RR_NAN_OMIT : RR_NAN_PROPAGATE};
      set_shape(&c, rows, cols, round);
      set_params(&c, round);
      c.out_dtype = choose_out_dtype(&c, is_full ? round : combination);
      char *in = allocate_guarded(rows * c.in_stride * rr_dtype_size(dtype));
      contract_fill(in, dtype, rows, cols, c.in_stride);
      check_case(&c, in);
      free_guarded(in);
    }
  }
}

// Whether a shape is tested with this combination of kernel and dtype. In a run over some of them, every
// kernel and dtype has all small shapes on the host and a narrow and a wide one on a device, which builds
// programs; and a further one in turn.
static bool is_in_turn(size_t r, size_t c, size_t combination)
{
  size_t rows = row_counts[r], cols = col_counts[c], shape = r * COL_COUNTS + c;
  if (rows * cols > most_cells) return false;
  if (is_full || rows == 0 || cols == 0) return true;
  bool is_device = strncmp(device, "opencl", 6) == 0;
  if (!is_device && rows * cols <= SMALL_CELLS) return true;
  if (is_device && ((rows == 1000 && cols == 5) || (rows == 64 && cols == 300))) return true;
  return shape % (is_device ? 97 : 13) == combination * 5 % (is_device ? 97 : 13);
}

static void check_combination(size_t kernel, rr_dtype dtype)
{
  size_t combination = kernel * RR_DTYPE_END + (size_t)dtype;
  for (size_t r = 0; r < ROW_COUNTS; r++)
    for (size_t c = 0; c < COL_COUNTS; c++)
      if (is_in_turn(r, c, combination))
        check_shape(rr__kernel_at(kernel), dtype, row_counts[r], col_counts[c], combination);
}

static void every_kernel_keeps_the_contract(void)
{
  for (size_t kernel = 0; kernel < rr_kernel_count(); kernel++) {
    if (only && strcmp(only, rr_kernel_at(kernel)->id) != 0) continue;
    if (rr_kernel_at(kernel)->shape == RR_PAIR) continue; // takes no matrix: test_run_pair, test_opencl_pair
    for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++)
      check_combination(kernel, (rr_dtype)dtype);
  }
  printf("    %zu cases, %zu cells compared, %zu cases the device has no fp64 for\n", cases_run,
         cells_compared, sent_to_cpu);
  CU_ASSERT_TRUE(cells_compared > 0 || sent_to_cpu > 0);
}

static const test_case cases[] = {TEST(every_kernel_keeps_the_contract)};

// 77 where the device is not there: the contract was not tested.
static int find_device(void)
{
  device_is_exact = true;
  if (strcmp(device, "cpu") == 0 || strcmp(device, "serial") == 0) return 0;
  if (rr_devices_probe(context)) return 1;
  for (size_t i = 0; i < rr_device_count(context); i++) {
    const rr_device_info *info = rr_device_at(context, i);
    if (strncmp(info->id, "opencl:", 7) != 0) continue;
    printf("%s: %s, %s%s\n", info->id, info->name, info->exact ? "exact" : "not exact",
           info->usable ? "" : ", not usable");
    if (!info->usable) continue;
    device_is_exact = info->exact;
    return 0;
  }
  printf("SKIPPED: no usable OpenCL device\n");
  return 77;
}

int main(int argc, char **argv)
{
  if (argc < 3)
    return fprintf(stderr, "usage: contract DEVICE some|full [CELLS OF THE LARGEST CASE [ID]]\n"), 2;
  device = argv[1];
  is_full = strcmp(argv[2], "full") == 0;
  if (argc > 3) most_cells = strtoul(argv[3], NULL, 10);
  if (argc > 4) only = argv[4];
  if (rr_context_open(&context, NULL)) return fprintf(stderr, "%s\n", rr_error_text()), 1;
  int skip = find_device();
  int result = skip ? skip : test_main(1, argv, "contract", cases, 1);
  rr_context_free(context);
  return result;
}
