# SPDX-License-Identifier: MIT
# Writes the kernel texts into a C file: cmake -DOUTPUT=... -DFOLDER=... -DTEXTS="a;b" -P embed.cmake
# A text becomes an array of bytes, since a string literal may not be longer than 4095 bytes in C11. A line
# #include "file.h" becomes that file's text, for devices have no files.
set(code "// Made by embed.cmake from the files of kernels/.\n#include \"texts.h\"\n\n")
set(table "")
set(number 0)
foreach(name ${TEXTS})
  file(READ ${FOLDER}/${name} text)
  while(text MATCHES "#include \"([a-z0-9_/]+\\.h)\"\n")
    set(line "${CMAKE_MATCH_0}")
    file(READ ${FOLDER}/${CMAKE_MATCH_1} included)
    string(REPLACE "${line}" "${included}" text "${text}")
  endwhile()
  string(HEX "${text}" hex)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND code "static const char text_${number}[] = {${bytes}0};\n")
  string(APPEND table "    {\"${name}\", text_${number}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND code "\nconst rr__text rr__texts[] = {\n${table}    {0, 0},\n};\n")
file(WRITE ${OUTPUT} "${code}")
