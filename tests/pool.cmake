# SPDX-License-Identifier: MIT
# The suites of the pool share their gates and tasks. In one of them threads cannot be started: it says so to the linker.
add_library(pool_support OBJECT pool_support.c)
target_link_libraries(pool_support PUBLIC test_support)
foreach(source ${suites})
  get_filename_component(name ${source} NAME_WE)
  if(name MATCHES "^test_pool_")
    target_link_libraries(${name} PRIVATE pool_support)
  endif()
endforeach()
target_link_options(test_pool_no_threads PRIVATE LINKER:--wrap=pthread_create)

# Stress: a few seconds of it among the default tests, all of it with ctest --test-dir build -C slow -L stress
foreach(program pool_stress pool_cycles)
  add_executable(${program} stress/${program}.c)
  target_link_libraries(${program} PRIVATE pool_support test_support)
  list(APPEND thread_tests ${program}_small ${program})
endforeach()
add_test(NAME pool_stress_small COMMAND pool_stress 400000)
add_test(NAME pool_cycles_small COMMAND pool_cycles 3000)
set_tests_properties(pool_stress_small pool_cycles_small PROPERTIES LABELS "unit;threads")
add_test(NAME pool_stress CONFIGURATIONS slow COMMAND pool_stress 10000000)
add_test(NAME pool_cycles CONFIGURATIONS slow COMMAND pool_cycles 100000)
set_tests_properties(pool_stress pool_cycles PROPERTIES LABELS stress TIMEOUT 1200 ENVIRONMENT TEST_WATCHDOG_S=1100)

# Not a test: tests/bench_pool.py runs it beside Python.
if(NOT ROWRUN_SANITIZE)
  add_executable(bench_pool bench_pool.c)
  target_link_libraries(bench_pool PRIVATE rowrun rowrun_build_flags)
endif()
