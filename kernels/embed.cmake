# SPDX-License-Identifier: MIT
# Writes texts into a C file: cmake -DOUTPUT=... -DFOLDER=... -DTEXTS="a;b" -DPUBLIC_FOLDER=... -DPUBLIC_TEXTS="c;d"
# -P embed.cmake; a text's name is that below its folder.
# A text becomes an array of bytes, since a string literal may not be longer than 4095 bytes in C11.
set(code "// Made by embed.cmake from the files of kernels/.\n#include \"texts.h\"\n\n")
set(table "")
set(number 0)
function(embed folder text)
  file(READ ${folder}/${text} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(code "${code}static const char text_${number}[] = {${bytes}0};\n" PARENT_SCOPE)
  set(table "${table}    {\"${text}\", text_${number}},\n" PARENT_SCOPE)
  math(EXPR next "${number} + 1")
  set(number ${next} PARENT_SCOPE)
endfunction()
foreach(text ${TEXTS})
  embed(${FOLDER} ${text})
endforeach()
foreach(text ${PUBLIC_TEXTS})
  embed(${PUBLIC_FOLDER} ${text})
endforeach()
string(APPEND code "\nconst rr__text rr__texts[] = {\n${table}    {0, 0},\n};\n")
file(WRITE ${OUTPUT} "${code}")
