// SPDX-License-Identifier: MIT
// An expression as a list of instructions on registers, in the order they are done for a row: what the
// interpreter runs over blocks of rows, and what the generated text says.
#ifndef ROWRUN_KERNEL_EXPRESSION_PROGRAM_H
#define ROWRUN_KERNEL_EXPRESSION_PROGRAM_H

#include "kernel/expression_parser.h"

enum { RR__MOST_REGISTERS = 512, RR__MOST_SECTIONS = 512 };

typedef struct rr__instruction {
  rr__node_kind kind; // never REDUCTION: that is a NUMBER before the loop, and an OPERATION in it
  rr__operation operation;
  uint16_t out, inputs[RR__NODE_INPUTS]; // registers; `out` is one of the inputs only where it accumulates
  double number;
  size_t column;
} rr__instruction;

// Instructions first .. end - 1, once, or for each column of the row.
typedef struct rr__section {
  size_t first, end;
  bool is_loop;
} rr__section;

typedef struct rr__program {
  rr__instruction *instructions;
  size_t count;
  rr__section sections[RR__MOST_SECTIONS]; // the first is the same for all rows
  size_t section_count;
  size_t register_count;
  uint16_t outputs[RR__MOST_OUTPUTS]; // registers
  size_t output_count;
  bool gives_integers; // all outputs are whole numbers
} rr__program;

// How many of its inputs an instruction reads.
unsigned rr__instruction_inputs(const rr__instruction *instruction);

// RR_EUSAGE: an expression that needs too many registers; RR_ENOMEM.
rr_status rr__program_make(rr__program *out, const rr__parsed *parsed) RR_MUST_CHECK;
void rr__program_release(rr__program *program);

#endif
