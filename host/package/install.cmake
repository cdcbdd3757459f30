# SPDX-License-Identifier: MIT
# What `cmake --install` puts in place. Everything finds everything else by relative paths, so that an installed
# tree can be moved.
include(CMakePackageConfigHelpers)
file(RELATIVE_PATH bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
set_target_properties(rowrun_cli PROPERTIES BUILD_RPATH_USE_ORIGIN ON INSTALL_RPATH "$ORIGIN/${bin_to_lib}")

# The manual page and the completion come from the program's own tables.
set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})
add_custom_command(OUTPUT ${generated}/rowrun.1 ${generated}/rowrun
  COMMAND rowrun_cli help --man > ${generated}/rowrun.1
  COMMAND rowrun_cli help --completion bash > ${generated}/rowrun
  DEPENDS rowrun_cli COMMENT "Generating the manual page and the completion" VERBATIM)
add_custom_target(rowrun_manual ALL DEPENDS ${generated}/rowrun.1 ${generated}/rowrun)

install(TARGETS rowrun EXPORT rowrunTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS rowrun_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS rowrun_guardian RUNTIME DESTINATION ${CMAKE_INSTALL_LIBDIR}/rowrun)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES ${generated}/rowrun.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${generated}/rowrun DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# For CMake: find_package(rowrun), rowrun::rowrun.
set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/rowrun)
configure_package_config_file(package/rowrunConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/rowrunConfig.cmake
  INSTALL_DESTINATION ${cmake_folder} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/rowrunConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rowrunConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/rowrunConfigVersion.cmake
  DESTINATION ${cmake_folder})
install(EXPORT rowrunTargets NAMESPACE rowrun:: DESTINATION ${cmake_folder})

# For pkg-config: the prefix is where the .pc file lies.
set(pc_folder ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH pc_to_prefix ${pc_folder} ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH prefix_to_lib ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH prefix_to_include ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(package/rowrun.pc.in ${CMAKE_CURRENT_BINARY_DIR}/rowrun.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/rowrun.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
