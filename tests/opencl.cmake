# SPDX-License-Identifier: MIT
# Tests of the OpenCL plug-in, of the probe and of what happens when drivers fail. They choose PoCL by themselves and
# keep its cache between runs.
set(cache_folder ${PROJECT_BINARY_DIR}/test-cache)
file(MAKE_DIRECTORY ${cache_folder})
set(ROWRUN_TEST_POCL_CACHE ${cache_folder}/pocl CACHE PATH "Where PoCL keeps kernels built by tests; build trees may share it")
set(plugin_environment
  "ROWRUN_PLUGIN_DIR=$<TARGET_FILE_DIR:rowrun_opencl>" "ROWRUN_CACHE_DIR=${cache_folder}/rowrun" "POCL_CACHE_DIR=${ROWRUN_TEST_POCL_CACHE}")

add_library(opencl_trial_parts OBJECT ${PROJECT_SOURCE_DIR}/host/backend/opencl/trial.c ${PROJECT_SOURCE_DIR}/host/backend/opencl/trial_cells.c)
target_link_libraries(opencl_trial_parts PRIVATE rowrun_build_flags rowrun_inside)

function(add_opencl_suite name)
  add_executable(${name} ${name}.c)
  target_link_libraries(${name} PRIVATE test_support opencl_trial_parts)
  add_dependencies(${name} rowrun_opencl rowrun_probe)
endfunction()

function(add_opencl_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "CONFIGURATIONS" "COMMAND;ENVIRONMENT")
  if(test_CONFIGURATIONS)
    set(configurations CONFIGURATIONS ${test_CONFIGURATIONS})
  endif()
  add_test(NAME ${name} ${configurations} COMMAND ${test_COMMAND})
  # LeakSanitizer's own tracer dies at the end of processes that have these drivers and CLBlast in them; the fault layer
  # counts what is left of OpenCL's objects.
  set_tests_properties(${name} PROPERTIES LABELS opencl SKIP_RETURN_CODE 77 TIMEOUT 600
    ENVIRONMENT "${plugin_environment};ASAN_OPTIONS=detect_leaks=0;${test_ENVIRONMENT}")
endfunction()

add_opencl_suite(test_opencl)
add_opencl_test(test_opencl COMMAND test_opencl ENVIRONMENT OCL_ICD_VENDORS=pocl.icd)
add_opencl_test(test_opencl_rusticl COMMAND test_opencl
  ENVIRONMENT OCL_ICD_VENDORS=rusticl.icd RUSTICL_ENABLE=llvmpipe ROWRUN_TEST_CLOSE=1)

# The shape ROW and users' kernels, by the suites that the CPU passes, too.
add_dependencies(test_run_row rowrun_opencl rowrun_probe)
add_dependencies(test_user_kernel rowrun_opencl rowrun_probe)
add_opencl_test(test_opencl_row COMMAND test_run_row ENVIRONMENT OCL_ICD_VENDORS=pocl.icd TEST_DEVICE=opencl)
add_opencl_test(test_opencl_user_kernel COMMAND test_user_kernel ENVIRONMENT OCL_ICD_VENDORS=pocl.icd TEST_DEVICE=opencl)

# Expressions as a device compiles them.
add_dependencies(test_run_expression rowrun_opencl rowrun_probe)
add_opencl_test(test_opencl_expression COMMAND test_run_expression ENVIRONMENT OCL_ICD_VENDORS=pocl.icd TEST_DEVICE=opencl)

add_executable(opencl_trial opencl_trial_main.c ${driver_leaks})
target_link_libraries(opencl_trial PRIVATE rowrun_inside rowrun_build_flags opencl_trial_parts)
add_dependencies(opencl_trial rowrun_opencl)
set(oclgrind sh ${CMAKE_CURRENT_SOURCE_DIR}/opencl_oclgrind.sh $<TARGET_FILE:opencl_trial> $<TARGET_FILE:rowrun_cli>)
add_opencl_test(test_opencl_oclgrind COMMAND ${oclgrind} ${PROJECT_BINARY_DIR}/oclgrind some)
add_opencl_test(test_opencl_oclgrind_full CONFIGURATIONS slow COMMAND ${oclgrind} ${PROJECT_BINARY_DIR}/oclgrind-full full)
set_tests_properties(test_opencl_oclgrind_full PROPERTIES LABELS slow TIMEOUT 7200)

# The fault layer stands between the loader and the driver.
add_library(fault_layer MODULE fault_layer.c)
target_link_libraries(fault_layer PRIVATE rowrun_build_flags OpenCL::OpenCL)
set_target_properties(fault_layer PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
add_test(NAME fault_layer_knows_every_call COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} -DPLUGIN=$<TARGET_FILE:rowrun_opencl>
  -DHOOKS=${CMAKE_CURRENT_SOURCE_DIR}/fault_hooks.h -P ${CMAKE_CURRENT_SOURCE_DIR}/check_fault_layer.cmake)
set_tests_properties(fault_layer_knows_every_call PROPERTIES LABELS opencl)

add_opencl_suite(test_opencl_faults)
target_sources(test_opencl_faults PRIVATE fault_client.c)
add_dependencies(test_opencl_faults fault_layer)
add_opencl_test(test_opencl_faults COMMAND test_opencl_faults
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")

add_opencl_suite(test_opencl_one_hash)
target_sources(test_opencl_one_hash PRIVATE fault_client.c)
add_dependencies(test_opencl_one_hash fault_layer)
add_opencl_test(test_opencl_one_hash COMMAND test_opencl_one_hash
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")
add_opencl_test(test_opencl_one_hash_full CONFIGURATIONS slow COMMAND test_opencl_one_hash
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>" ROWRUN_TEST_FULL=1)
set_tests_properties(test_opencl_one_hash_full PROPERTIES LABELS slow TIMEOUT 3600)

add_opencl_suite(test_opencl_fallback)
target_sources(test_opencl_fallback PRIVATE fault_client.c)
add_dependencies(test_opencl_fallback fault_layer)
add_opencl_test(test_opencl_fallback COMMAND test_opencl_fallback
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")

# Products by CLBlast, whose kernels take PoCL half a minute the first time.
if(ROWRUN_WITH_CLBLAST)
  add_opencl_suite(test_opencl_linear)
  target_sources(test_opencl_linear PRIVATE fault_client.c linear_support.c)
  add_dependencies(test_opencl_linear fault_layer)
  add_opencl_test(test_opencl_linear COMMAND test_opencl_linear
    ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")
  set_tests_properties(test_opencl_linear PROPERTIES COST 900)
endif()
add_opencl_suite(test_opencl_pair)
target_sources(test_opencl_pair PRIVATE fault_client.c)
add_dependencies(test_opencl_pair fault_layer)
add_opencl_test(test_opencl_pair COMMAND test_opencl_pair
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")

add_opencl_suite(test_opencl_resident)
target_sources(test_opencl_resident PRIVATE fault_client.c)
add_dependencies(test_opencl_resident fault_layer)
add_opencl_test(test_opencl_resident COMMAND test_opencl_resident
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "POCL_DEVICES=pthread pthread" "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")

add_opencl_suite(test_opencl_bandwidth)
target_sources(test_opencl_bandwidth PRIVATE fault_client.c)
add_dependencies(test_opencl_bandwidth fault_layer)
add_opencl_test(test_opencl_bandwidth COMMAND test_opencl_bandwidth
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>")
add_opencl_test(test_opencl_bandwidth_apart COMMAND test_opencl_bandwidth
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd "OPENCL_LAYERS=$<TARGET_FILE:fault_layer>" ROWRUN_FAULT_AS_GPU=1)

# Drivers that fail, for the probe's client.
foreach(driver hang abort broken)
  set(driver_source failing)
  if(driver STREQUAL broken)
    set(driver_source broken)
  endif()
  add_library(rowrun_driver_${driver} MODULE drivers/${driver_source}.c)
  target_compile_definitions(rowrun_driver_${driver} PRIVATE CL_TARGET_OPENCL_VERSION=120)
  target_link_libraries(rowrun_driver_${driver} PRIVATE OpenCL::OpenCL)
  set_target_properties(rowrun_driver_${driver} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/drivers)
endforeach()
target_compile_definitions(rowrun_driver_hang PRIVATE DRIVER_HANGS)
foreach(suite client cache)
  add_opencl_suite(test_opencl_${suite})
  target_sources(test_opencl_${suite} PRIVATE fake_probe.c)
endforeach()
add_opencl_test(test_opencl_cache COMMAND test_opencl_cache)
add_dependencies(test_opencl_client rowrun_driver_hang rowrun_driver_abort rowrun_driver_broken)
add_opencl_test(test_opencl_client COMMAND test_opencl_client ENVIRONMENT OCL_ICD_VENDORS=pocl.icd
  "TEST_PLUGIN_DIR=$<TARGET_FILE_DIR:rowrun_opencl>" "TEST_DRIVERS=${PROJECT_BINARY_DIR}/tests/drivers")

add_dependencies(contract rowrun_opencl rowrun_probe)
add_opencl_test(contract_opencl COMMAND contract opencl some ${contract_cells} ENVIRONMENT OCL_ICD_VENDORS=pocl.icd)
set_tests_properties(contract_opencl PROPERTIES LABELS "opencl;contract" COST 1000 TIMEOUT 1500)
add_opencl_test(contract_opencl_full CONFIGURATIONS slow COMMAND contract opencl full ${contract_cells}
  ENVIRONMENT OCL_ICD_VENDORS=pocl.icd)
set_tests_properties(contract_opencl_full PROPERTIES LABELS slow TIMEOUT 7200)
