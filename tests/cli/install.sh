# SPDX-License-Identifier: MIT
# An installed tree works from where it is moved to, and a program builds against it by pkg-config.
[ -z "$ROWRUN_SANITIZERS" ] || skip 'a sanitized library asks for a sanitized program'
command -v cmake > /dev/null || skip 'no cmake'
cmake --install "$ROWRUN_BUILD" --prefix "$PWD/first" > scratch/out 2> scratch/err || fail 'cmake --install'
mv first moved
"$PWD/moved/bin/rowrun" --version > scratch/out 2> scratch/err || fail 'the installed program does not start'
"$PWD/moved/bin/rowrun" exec 'echo a job' > scratch/out 2> scratch/err || fail 'the installed helper of exec is not found'
out_is 'a job'
for file in include/rowrun.h include/rowrun/process.h include/rowrun/run.h share/man/man1/rowrun.1 \
  share/bash-completion/completions/rowrun; do
  [ -s "moved/$file" ] || fail "$file is not installed"
done
pc=$(find moved -name rowrun.pc) config=$(find moved -name rowrunConfig.cmake)
[ -n "$pc" ] && [ -n "$config" ] || fail 'no pkg-config file, or no CMake package'
# The README's own example, as a reader would copy it.
sed -n '/^## From C$/,/^## /p' "$(dirname "$case")/../../README.md" | sed -n '/^```c$/,/^```$/p' | sed '/^```/d' > program.c
[ -s program.c ] || fail 'the README has no example'
if command -v pkg-config > /dev/null; then
  PKG_CONFIG_PATH=$PWD/$(dirname "$pc")
  export PKG_CONFIG_PATH
  ${CC:-cc} program.c -o program $(pkg-config --cflags --libs rowrun) > scratch/out 2> scratch/err || fail 'pkg-config'
  LD_LIBRARY_PATH=$(pkg-config --variable=libdir rowrun) ./program > scratch/out || fail 'the program built by pkg-config'
  out_is '4 2 on cpu'
fi
mkdir source
mv program.c source
cat > source/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.18)
project(program C)
find_package(rowrun 0.1 REQUIRED)
add_executable(program program.c)
target_link_libraries(program rowrun::rowrun)
END
cmake -S source -B built -DCMAKE_PREFIX_PATH="$PWD/moved" > scratch/out 2> scratch/err || fail 'find_package'
cmake --build built > scratch/out 2> scratch/err || fail 'the program does not build with CMake'
built/program > scratch/out || fail 'the program built by CMake'
out_is '4 2 on cpu'
