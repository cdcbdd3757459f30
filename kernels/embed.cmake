# SPDX-License-Identifier: MIT
# Writes the kernel texts into a C file: cmake -DOUTPUT=... -DFOLDER=... -DTEXTS="a;b" -P embed.cmake
# A text becomes an array of bytes, since a string literal may not be longer than 4095 bytes in C11.
set(code "// Made by embed.cmake from the files of kernels/.\n#include \"texts.h\"\n\n")
set(table "")
set(number 0)
foreach(text ${TEXTS})
  file(READ ${FOLDER}/${text} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND code "static const char text_${number}[] = {${bytes}0};\n")
  string(APPEND table "    {\"${text}\", text_${number}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND code "\nconst rr__text rr__texts[] = {\n${table}    {0, 0},\n};\n")
file(WRITE ${OUTPUT} "${code}")
