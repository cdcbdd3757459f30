// SPDX-License-Identifier: MIT
// What is said of a machine, from files that look like those of machines that are not here.
#include "support.h"

#include "machine/machine.h"
#include "machine/machine_container.h"
#include "machine/machine_cpu.h"
#include "machine/machine_environment.h"
#include "machine/machine_opencl.h"
#include "machine/machine_system.h"

#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

// A root of its own for each machine.
static char root[1024];

static void begin_machine(const char *name)
{
  snprintf(root, sizeof root, "%s", test_path(name));
  CU_ASSERT_EQUAL(mkdir(root, 0700), 0);
}

// A file of the machine, with the folders above it.
static void put(const char *path, const char *format, ...)
{
  char whole[2048], text[8192];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  snprintf(whole, sizeof whole, "%s%s", root, path);
  for (char *slash = strchr(whole + strlen(root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(whole, 0700);
    *slash = '/';
  }
  test_write_file(whole, text, (size_t)size);
}

static void put_cpu(int cpu, const char *path, const char *format, ...)
{
  char whole[256], text[256];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  snprintf(whole, sizeof whole, "/sys/devices/system/cpu/cpu%d/%s", cpu, path);
  put(whole, "%s\n", text);
}

static void put_cache(int cpu, int index, int level, const char *type, const char *size, const char *shared)
{
  char folder[64], path[128];
  snprintf(folder, sizeof folder, "cache/index%d/", index);
  const char *const names[] = {"type", "size", "shared_cpu_list"}, *const values[] = {type, size, shared};
  snprintf(path, sizeof path, "%slevel", folder);
  put_cpu(cpu, path, "%d", level);
  for (int i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "%s%s", folder, names[i]);
    put_cpu(cpu, path, "%s", values[i]);
  }
}

static void check_text(const json_t *object, const char *name, const char *expected)
{
  const char *text = json_string_value(json_object_get(object, name));
  CU_ASSERT_PTR_NOT_NULL(text);
  if (text && strcmp(text, expected) != 0) printf("    %s: got '%s'\n", name, text);
  CU_ASSERT_TRUE(text && strcmp(text, expected) == 0);
}

static void check_integer(const json_t *object, const char *name, json_int_t expected)
{
  CU_ASSERT_TRUE(json_is_integer(json_object_get(object, name)));
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(object, name)), expected);
}

static void check_item(const json_t *list, size_t index, const char *expected)
{
  const char *text = json_string_value(json_array_get(list, index));
  if (!text || strcmp(text, expected) != 0) printf("    item %zu: got '%s'\n", index, text ? text : "none");
  CU_ASSERT_TRUE(text && strcmp(text, expected) == 0);
}

// Two performance cores of two threads each, and four efficient ones that share a second level.
static void put_hybrid(void)
{
  char text[8192] = "";
  for (int cpu = 0; cpu < 8; cpu++) {
    char pair[16];
    size_t used = strlen(text);
    bool is_large = cpu < 4;
    snprintf(text + used, sizeof text - used,
             "processor\t: %d\nmodel name\t: Example Hybrid\ncpu MHz\t\t: %d.400\n"
             "flags\t\t: fpu avx avx2 sse4_2 avx512_bitalg_not hypervisor\n\n",
             cpu, is_large ? 5000 : 3600);
    snprintf(pair, sizeof pair, "%d-%d", cpu / 2 * 2, cpu / 2 * 2 + 1);
    if (!is_large) snprintf(pair, sizeof pair, "%d", cpu);
    put_cpu(cpu, "topology/thread_siblings_list", "%s", pair);
    put_cpu(cpu, "topology/core_siblings_list", "0-7");
    put_cache(cpu, 0, 1, "Data", is_large ? "48K" : "32K", pair);
    put_cache(cpu, 1, 2, "Unified", "2048K", is_large ? pair : "4-7");
    put_cache(cpu, 2, 3, "Unified", "36864K", "0-7");
    put_cpu(cpu, "cpufreq/scaling_governor", "%s", cpu == 7 ? "performance" : "powersave");
    put_cpu(cpu, "cpufreq/scaling_driver", "intel_pstate");
    put_cpu(cpu, "cpufreq/scaling_min_freq", "800000");
    put_cpu(cpu, "cpufreq/scaling_max_freq", "%d", is_large ? 5200000 : 4000000);
  }
  put("/proc/cpuinfo", "%s", text);
  put("/sys/devices/cpu_core/cpus", "0-3\n");
  put("/sys/devices/cpu_atom/cpus", "4-7\n");
  put("/sys/devices/system/cpu/intel_pstate/no_turbo", "0\n");
  put("/sys/devices/system/node/node0/cpulist", "0-7\n");
}

static void hybrid_machine_has_both_kinds_of_cores(void)
{
  begin_machine("hybrid");
  put_hybrid();
  json_t *cpu = rr__machine_cpu(root), *caches = json_object_get(cpu, "caches");
  check_text(cpu, "model", "Example Hybrid");
  check_text(cpu, "flags", "sse4_2 avx avx2");
  CU_ASSERT_TRUE(json_is_true(json_object_get(cpu, "hypervisor")));
  check_integer(cpu, "threads", 8);
  check_integer(cpu, "cores", 6);
  check_integer(cpu, "sockets", 1);
  check_integer(cpu, "numa_nodes", 1);
  check_text(cpu, "performance_threads", "0-3");
  check_text(cpu, "efficient_threads", "4-7");
  check_text(cpu, "governor", "mixed");
  check_text(cpu, "clock_driver", "intel_pstate");
  check_integer(cpu, "minimum_mhz", 800);
  check_integer(cpu, "maximum_mhz", 5200);
  CU_ASSERT_TRUE(json_is_true(json_object_get(cpu, "turbo")));
  CU_ASSERT_EQUAL(json_array_size(caches), 5);
  check_item(caches, 0, "L1 data: 2 x 48 KiB, each for 2 threads");
  check_item(caches, 1, "L2: 2 x 2 MiB, each for 2 threads");
  check_item(caches, 2, "L3: 1 x 36 MiB, each for 8 threads");
  check_item(caches, 3, "L1 data: 4 x 32 KiB, each for 1 thread");
  check_item(caches, 4, "L2: 1 x 2 MiB, each for 4 threads");
  json_decref(cpu);
  json_t *clocks = rr__machine_clocks(root);
  CU_ASSERT_EQUAL(json_array_size(clocks), 8);
  CU_ASSERT_EQUAL(json_integer_value(json_array_get(clocks, 0)), 5000);
  CU_ASSERT_EQUAL(json_integer_value(json_array_get(clocks, 7)), 3600);
  json_decref(clocks);
}

static void arm_machine_without_model_has_its_numbers(void)
{
  begin_machine("arm");
  put("/proc/cpuinfo",
      "processor\t: 0\nFeatures\t: fp asimd aes sve\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n\n"
      "processor\t: 1\nFeatures\t: fp asimd aes sve\nCPU implementer\t: 0x41\nCPU part\t: 0xd05\n\n"
      "processor\t: 2\nFeatures\t: fp asimd aes sve\nCPU implementer\t: 0x41\nCPU part\t: 0xd05\n");
  put_cpu(0, "cpufreq/scaling_cur_freq", "2400000");
  put_cpu(1, "cpufreq/scaling_cur_freq", "1800000");
  put("/sys/devices/system/cpu/cpufreq/boost", "0\n");
  json_t *cpu = rr__machine_cpu(root), *clocks = rr__machine_clocks(root);
  check_text(cpu, "model", "1 x ARM implementer 0x41 part 0xd0c + 2 x ARM implementer 0x41 part 0xd05");
  check_text(cpu, "flags", "asimd sve");
  check_integer(cpu, "threads", 3);
  CU_ASSERT_TRUE(json_is_false(json_object_get(cpu, "turbo")));
  CU_ASSERT_EQUAL(json_array_size(clocks), 2);
  CU_ASSERT_EQUAL(json_integer_value(json_array_get(clocks, 1)), 1800);
  json_decref(cpu);
  json_decref(clocks);
}

static void machine_that_tells_nothing_has_nothing(void)
{
  static const char *const empty[] = {"/proc/cpuinfo", "/proc/meminfo", "/proc/self/cgroup",
                                      "/etc/os-release"};
  for (int has_files = 0; has_files < 2; has_files++) {
    begin_machine(has_files ? "empty" : "nothing");
    for (size_t i = 0; i < 4 && has_files; i++) put(empty[i], "%s", "");
    json_t *cpu = rr__machine_cpu(root), *memory = rr__machine_memory(root),
           *container = rr__machine_container(root), *clocks = rr__machine_clocks(root),
           *opencl = rr__machine_opencl(root, NULL, NULL);
    CU_ASSERT_PTR_NULL(json_object_get(cpu, "model"));
    CU_ASSERT_PTR_NULL(json_object_get(cpu, "threads"));
    CU_ASSERT_EQUAL(json_object_size(memory), 0);
    CU_ASSERT_EQUAL(json_object_size(container), 0);
    CU_ASSERT_EQUAL(json_array_size(clocks), 0);
    CU_ASSERT_EQUAL(json_array_size(json_object_get(opencl, "icds")), 0);
    json_decref(cpu);
    json_decref(memory);
    json_decref(container);
    json_decref(clocks);
    json_decref(opencl);
  }
}

static void least_limit_of_the_groups_above_counts(void)
{
  begin_machine("groups2");
  put("/proc/self/cgroup", "0::/a/b\n");
  put("/proc/self/status", "Name:\tx\nCpus_allowed_list:\t0-1,4\n");
  put("/sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  put("/sys/fs/cgroup/a/b/cpu.max", "250000 100000\n");
  put("/sys/fs/cgroup/cpu.max", "max 100000\n");
  put("/sys/fs/cgroup/a/memory.max", "2147483648\n");
  put("/sys/fs/cgroup/memory.max", "max\n");
  put("/sys/fs/cgroup/a/b/memory.max", "1073741824\n");
  put("/sys/devices/system/cpu/online", "0-4\n");
  json_t *container = rr__machine_container(root);
  CU_ASSERT_DOUBLE_EQUAL(json_real_value(json_object_get(container, "processors")), 1.5, 0);
  check_integer(container, "memory_bytes", 1073741824);
  check_text(container, "allowed_threads", "0-1,4");
  json_decref(container);
  put("/proc/self/status", "Cpus_allowed_list:\t0-3,4-127\n");
  container = rr__machine_container(root);
  CU_ASSERT_PTR_NULL(json_object_get(container, "allowed_threads"));
  json_decref(container);
}

static void limits_of_version_1_are_found(void)
{
  begin_machine("groups1");
  put("/proc/self/cgroup", "4:memory:/job\n2:cpu,cpuacct:/job\n1:name=systemd:/x\n");
  put("/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "50000\n");
  put("/sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000\n");
  put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  json_t *container = rr__machine_container(root);
  CU_ASSERT_DOUBLE_EQUAL(json_real_value(json_object_get(container, "processors")), 0.5, 0);
  CU_ASSERT_PTR_NULL(json_object_get(container, "memory_bytes"));
  json_decref(container);
}

static void system_says_which_container_it_is(void)
{
  begin_machine("docker");
  put("/.dockerenv", "x");
  put("/etc/os-release", "NAME=x\nPRETTY_NAME=\"Example Linux 12\"\n");
  put("/sys/class/dmi/id/product_name", "Example Server\n");
  json_t *system = rr__machine_system(root);
  check_text(system, "container", "docker");
  check_text(system, "distribution", "Example Linux 12");
  check_text(system, "product", "Example Server");
  json_decref(system);
}

static void memory_is_in_bytes(void)
{
  begin_machine("memory");
  put("/proc/meminfo", "MemTotal:       16384 kB\nMemFree:  1 kB\nMemAvailable:    8192 kB\n");
  put("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
  json_t *memory = rr__machine_memory(root);
  check_integer(memory, "total_bytes", 16777216);
  check_integer(memory, "available_bytes", 8388608);
  check_text(memory, "huge_pages", "madvise");
  json_decref(memory);
}

static void drivers_are_listed_by_their_files(void)
{
  begin_machine("icds");
  put("/etc/OpenCL/vendors/pocl.icd", "libpocl.so.2\nmore\n");
  put("/etc/OpenCL/vendors/a.icd", "\xff\x1b.so");
  put("/etc/OpenCL/vendors/README", "no driver");
  put("/usr/lib/libOpenCL.so.1", "x");
  json_t *opencl = rr__machine_opencl(root, NULL, NULL), *icds = json_object_get(opencl, "icds");
  check_text(opencl, "loader", "libOpenCL.so.1");
  CU_ASSERT_EQUAL(json_array_size(icds), 2);
  check_item(icds, 0, "a.icd: ?\x1b.so");
  check_item(icds, 1, "pocl.icd: libpocl.so.2");
  json_decref(opencl);
  opencl = rr__machine_opencl(root, "/etc/OpenCL/vendors/pocl.icd", NULL);
  check_item(json_object_get(opencl, "icds"), 0, "/etc/OpenCL/vendors/pocl.icd: libpocl.so.2");
  json_decref(opencl);
  opencl = rr__machine_opencl(root, "libmine.so", NULL);
  check_item(json_object_get(opencl, "icds"), 0, "libmine.so");
  json_decref(opencl);
}

static void environment_holds_no_secrets_and_no_homes(void)
{
  char *const variables[] = {"OMP_NUM_THREADS=2",
                             "HOME=/root/me",
                             "POCL_CACHE_DIR=/root/me/cache:/home/alice/x:/root/mess",
                             "ROWRUN_API_TOKEN=abc",
                             "AWS_SECRET_ACCESS_KEY=x",
                             "LD_PRELOAD=",
                             "CUDA_ODD",
                             "PATH=/bin",
                             NULL};
  json_t *environment = rr__machine_environment(variables, "/root/me/");
  CU_ASSERT_EQUAL(json_object_size(environment), 3);
  check_text(environment, "OMP_NUM_THREADS", "2");
  check_text(environment, "POCL_CACHE_DIR", "~/cache:~/x:/root/mess");
  check_text(environment, "LD_PRELOAD", "");
  json_decref(environment);
}

// Whether a text is anywhere in a value.
static bool holds(json_t *value, const char *text)
{
  char *all = json_dumps(value, 0);
  bool found = all && strstr(all, text);
  free(all);
  return found;
}

static void this_machine_is_described(void)
{
  static const char *const sections[] = {"system", "cpu",     "memory", "container",
                                         "build",  "devices", "opencl", "environment"};
  char host[256] = "";
  rr_context *context;
  CHECK_OK(rr_context_open(&context, NULL));
  setenv("HOME", "/odd/home-of-mine", 1);
  setenv("ROWRUN_CACHE_DIR", "/odd/home-of-mine/cache", 1);
  setenv("ROWRUN_TEST_SECRET", "hidden-thing", 1);
  json_t *machine = rr__machine_describe(context), *state = rr__machine_state();
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
    CU_ASSERT_PTR_NOT_NULL(json_object_get(machine, sections[i]));
  CU_ASSERT(json_integer_value(json_object_get(json_object_get(machine, "cpu"), "threads")) > 0);
  CU_ASSERT(json_integer_value(json_object_get(json_object_get(machine, "memory"), "total_bytes")) > 0);
  CU_ASSERT_PTR_NOT_NULL(json_object_get(json_object_get(machine, "build"), "commit"));
  check_text(json_object_get(machine, "environment"), "ROWRUN_CACHE_DIR", "~/cache");
  CU_ASSERT_FALSE(holds(machine, "home-of-mine"));
  CU_ASSERT_FALSE(holds(machine, "hidden-thing"));
  if (gethostname(host, sizeof host - 1) == 0 && strlen(host) > 6) CU_ASSERT_FALSE(holds(machine, host));
  CU_ASSERT_TRUE(json_is_real(json_object_get(state, "load")));
  CU_ASSERT_TRUE(json_is_array(json_object_get(state, "clock_mhz")));
  json_decref(machine);
  json_decref(state);
  rr_context_free(context);
}

static const test_case cases[] = {
    TEST(hybrid_machine_has_both_kinds_of_cores),
    TEST(arm_machine_without_model_has_its_numbers),
    TEST(machine_that_tells_nothing_has_nothing),
    TEST(least_limit_of_the_groups_above_counts),
    TEST(limits_of_version_1_are_found),
    TEST(system_says_which_container_it_is),
    TEST(memory_is_in_bytes),
    TEST(drivers_are_listed_by_their_files),
    TEST(environment_holds_no_secrets_and_no_homes),
    TEST(this_machine_is_described),
};
TEST_MAIN("machine", cases)
