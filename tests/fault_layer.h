// SPDX-License-Identifier: MIT
// What a test that has the layer loaded can ask of it, by dlsym in the library that OPENCL_LAYERS names.
#ifndef ROWRUN_TESTS_FAULT_LAYER_H
#define ROWRUN_TESTS_FAULT_LAYER_H

// fault_layer_set(spec): what is to fail, as ROWRUN_FAULT has it ("" for nothing); all counts start again at
// 0.
typedef void (*fault_layer_set_fn)(const char *spec);

// fault_layer_calls(name): calls of that function since then; NULL: of all. -1: none of the layer's
// functions.
typedef long (*fault_layer_calls_fn)(const char *name);

// fault_layer_name(index): the functions there are, NULL after the last.
typedef const char *(*fault_layer_name_fn)(unsigned index);

// fault_layer_injected(): failures since then. fault_layer_live(): objects of all kinds that were made and
// not released since the layer was loaded.
typedef long (*fault_layer_count_fn)(void);

#endif
