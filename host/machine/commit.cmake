# SPDX-License-Identifier: MIT
# cmake -DSOURCE=... -DHEADER=... -P commit.cmake: writes which commit the source is of, "unknown" where that is not to be
# found out, with "-changed" where files differ from it. The header is touched only where that is another one than before.
set(commit unknown)
find_program(git git)
if(git)
  execute_process(COMMAND ${git} -C ${SOURCE} rev-parse --show-toplevel OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET)
  get_filename_component(source ${SOURCE} REALPATH)
  if(top STREQUAL source) # and not a repository that a copy of the source lies in
    execute_process(COMMAND ${git} -C ${SOURCE} describe --always --abbrev=12 --exclude=* --dirty=-changed
      OUTPUT_VARIABLE described RESULT_VARIABLE failed OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(NOT failed AND described MATCHES "^[0-9a-f]+(-changed)?$")
      set(commit ${described})
    endif()
  endif()
endif()
set(text "// SPDX-License-Identifier: MIT\n#define RR__BUILD_COMMIT \"${commit}\"\n")
if(EXISTS ${HEADER})
  file(READ ${HEADER} before)
endif()
if(NOT "${before}" STREQUAL "${text}")
  file(WRITE ${HEADER} "${text}")
endif()
