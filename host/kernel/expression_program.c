// SPDX-License-Identifier: MIT
// Orders the nodes: first what all rows share; then, level by level, what a row needs before a pass over its
// cells, and the pass, in which all reductions of that level are done together. At first every value has a
// number of its own; then values that never live together share a register.
#include "kernel/expression_program.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = UINT16_MAX, FIRST_ROOM = 64 };

typedef struct maker {
  rr__program *program;
  const rr__tree *tree;
  bool is_needed[RR__MOST_NODES];
  bool is_in_pass[RR__MOST_NODES];
  uint16_t value_of[RR__MOST_NODES]; // the latest value of a node
  size_t value_count;
  size_t room;      // for instructions
  rr_status status; // of the first failure; nothing is added after it
} maker;

static bool make_room(maker *self)
{
  rr__program *program = self->program;
  if (program->count < self->room) return true;
  size_t room = self->room ? 2 * self->room : FIRST_ROOM;
  rr__instruction *list = realloc(program->instructions, room * sizeof *list);
  if (!list) {
    self->status = rr_fail(RR_ENOMEM, "no memory for the program of an expression");
    return false;
  }
  program->instructions = list;
  self->room = room;
  return true;
}

static void add(maker *self, rr__instruction instruction)
{
  if (self->status || !make_room(self)) return;
  self->program->instructions[self->program->count++] = instruction;
}

// A new value for the node.
static uint16_t new_value(maker *self, size_t node)
{
  if (self->value_count == MOST_VALUES && !self->status)
    self->status =
        rr_fail(RR_EUSAGE, "the expression has more than %d values; hint: several calls", MOST_VALUES);
  if (!self->status) self->value_of[node] = (uint16_t)self->value_count++;
  return self->value_of[node];
}

static void add_node(maker *self, size_t index)
{
  const rr__node *node = &self->tree->nodes[index];
  rr__instruction made = {
      .kind = node->kind, .operation = node->operation, .number = node->number, .column = node->column};
  for (size_t i = 0; i < RR__NODE_INPUTS; i++) made.inputs[i] = self->value_of[node->inputs[i]];
  made.out = new_value(self, index);
  add(self, made);
}

static unsigned inputs_of(const rr__node *node)
{
  if (node->kind == RR__NODE_OPERATION) return rr__operation_info_of(node->operation)->values;
  return node->kind == RR__NODE_CELL_AT || node->kind == RR__NODE_REDUCTION;
}

static void find_needed(maker *self, const rr__parsed *parsed)
{
  for (size_t i = 0; i < parsed->output_count; i++) self->is_needed[parsed->outputs[i].node] = true;
  for (size_t node = self->tree->count; node-- > 0;)
    for (unsigned i = 0; self->is_needed[node] && i < inputs_of(&self->tree->nodes[node]); i++)
      self->is_needed[self->tree->nodes[node].inputs[i]] = true;
}

static bool is_same_for_all_rows(const rr__node *node)
{
  return node->kind == RR__NODE_NUMBER || node->kind == RR__NODE_COLS;
}

static bool is_reduction_of(const maker *self, size_t index, unsigned level)
{
  const rr__node *node = &self->tree->nodes[index];
  return self->is_needed[index] && node->kind == RR__NODE_REDUCTION && node->level == level;
}

static void end_section(maker *self, size_t first, bool is_loop)
{
  rr__program *program = self->program;
  program->sections[program->section_count++] = (rr__section){first, program->count, is_loop};
}

static void add_shared(maker *self)
{
  for (size_t i = 0; i < self->tree->count; i++)
    if (self->is_needed[i] && is_same_for_all_rows(&self->tree->nodes[i])) add_node(self, i);
  end_section(self, 0, false);
}

// What a row needs once the passes up to `level` are done, and where the reductions of the next one start.
static void add_row(maker *self, unsigned level)
{
  size_t first = self->program->count;
  for (size_t i = 0; i < self->tree->count; i++) {
    const rr__node *node = &self->tree->nodes[i];
    if (is_reduction_of(self, i, level + 1))
      add(self,
          (rr__instruction){.kind = RR__NODE_NUMBER, .number = node->number, .out = new_value(self, i)});
    bool is_own = node->kind != RR__NODE_REDUCTION && !node->is_running && !is_same_for_all_rows(node);
    if (self->is_needed[i] && is_own && node->level == level) add_node(self, i);
  }
  end_section(self, first, false);
}

static void add_pass(maker *self, unsigned level)
{
  size_t first = self->program->count;
  memset(self->is_in_pass, 0, sizeof self->is_in_pass);
  for (size_t i = self->tree->count; i-- > 0;) {
    const rr__node *node = &self->tree->nodes[i];
    if (!is_reduction_of(self, i, level) && !self->is_in_pass[i]) continue;
    for (unsigned input = 0; input < inputs_of(node); input++)
      self->is_in_pass[node->inputs[input]] = self->tree->nodes[node->inputs[input]].is_running;
  }
  for (size_t i = 0; i < self->tree->count; i++)
    if (self->is_in_pass[i]) add_node(self, i);
  for (size_t i = 0; i < self->tree->count; i++) {
    const rr__node *node = &self->tree->nodes[i];
    uint16_t result = self->value_of[i];
    if (is_reduction_of(self, i, level))
      add(self, (rr__instruction){.kind = RR__NODE_OPERATION,
                                  .operation = node->operation,
                                  .out = result,
                                  .inputs = {result, self->value_of[node->inputs[0]]}});
  }
  end_section(self, first, true);
}

unsigned rr__instruction_inputs(const rr__instruction *instruction)
{
  if (instruction->kind == RR__NODE_OPERATION) return rr__operation_info_of(instruction->operation)->values;
  return instruction->kind == RR__NODE_CELL_AT;
}

// The life of a value.
typedef struct life {
  size_t end; // the last instruction that reads it, or the last of a loop that it was made for
  bool is_made, has_register;
  uint16_t reg;
} life;

static void find_ends(life *lives, const rr__program *program)
{
  for (size_t i = 0; i < program->section_count; i++) {
    const rr__section *section = &program->sections[i];
    for (size_t at = section->first; at < section->end; at++) {
      const rr__instruction *instruction = &program->instructions[at];
      for (unsigned input = 0; input < rr__instruction_inputs(instruction); input++) {
        life *read = &lives[instruction->inputs[input]];
        read->end = section->is_loop && read->is_made ? section->end - 1 : at;
      }
    }
    for (size_t at = section->first; at < section->end; at++)
      lives[program->instructions[at].out].is_made = true;
  }
  for (size_t at = 0; at < program->sections[0].end; at++)
    lives[program->instructions[at].out].end = SIZE_MAX;
  for (size_t i = 0; i < program->output_count; i++) lives[program->outputs[i]].end = SIZE_MAX;
}

typedef struct registers {
  rr__program *program;
  const life *holds[RR__MOST_REGISTERS]; // NULL: free
} registers;

static rr_status take_register(registers *self, life *value)
{
  if (value->has_register) return RR_OK;
  size_t found = 0;
  while (found < RR__MOST_REGISTERS && self->holds[found]) found++;
  if (found == RR__MOST_REGISTERS)
    return rr_fail(RR_EUSAGE, "the expression needs more than %d values at a time; hint: several calls",
                   RR__MOST_REGISTERS);
  if (found >= self->program->register_count) self->program->register_count = found + 1;
  self->holds[found] = value;
  value->has_register = true;
  value->reg = (uint16_t)found;
  return RR_OK;
}

static void free_registers(registers *self, size_t at)
{
  for (size_t i = 0; i < self->program->register_count; i++)
    if (self->holds[i] && self->holds[i]->end <= at) self->holds[i] = NULL;
}

// The result's register is taken before those of the inputs are given back: so no instruction but one that
// accumulates writes to what it reads.
static rr_status assign_registers(rr__program *program, life *lives)
{
  registers self = {.program = program};
  for (size_t at = 0; at < program->count; at++) {
    rr__instruction *instruction = &program->instructions[at];
    unsigned inputs = rr__instruction_inputs(instruction);
    rr_status status = take_register(&self, &lives[instruction->out]);
    if (status) return status;
    instruction->out = lives[instruction->out].reg;
    for (unsigned i = 0; i < RR__NODE_INPUTS; i++)
      instruction->inputs[i] = i < inputs ? lives[instruction->inputs[i]].reg : 0;
    free_registers(&self, at);
  }
  for (size_t i = 0; i < program->output_count; i++) program->outputs[i] = lives[program->outputs[i]].reg;
  return RR_OK;
}

static rr_status share_registers(rr__program *program, size_t value_count)
{
  life *lives = calloc(value_count, sizeof *lives);
  if (!lives) return rr_fail(RR_ENOMEM, "no memory for the program of an expression");
  find_ends(lives, program);
  rr_status status = assign_registers(program, lives);
  free(lives);
  return status;
}

rr_status rr__program_make(rr__program *out, const rr__parsed *parsed)
{
  maker self = {.program = out, .tree = &parsed->tree};
  unsigned levels = 0;
  *out = (rr__program){.output_count = parsed->output_count, .gives_integers = true};
  find_needed(&self, parsed);
  for (size_t i = 0; i < parsed->output_count; i++) {
    const rr__node *node = &parsed->tree.nodes[parsed->outputs[i].node];
    if (node->level > levels) levels = node->level;
    out->gives_integers = out->gives_integers && node->is_whole;
  }
  add_shared(&self);
  add_row(&self, 0);
  for (unsigned level = 1; level <= levels; level++) {
    add_pass(&self, level);
    add_row(&self, level);
  }
  for (size_t i = 0; i < parsed->output_count; i++) out->outputs[i] = self.value_of[parsed->outputs[i].node];
  rr_status status = self.status ? self.status : share_registers(out, self.value_count);
  if (status) rr__program_release(out);
  return status;
}

void rr__program_release(rr__program *program)
{
  free(program->instructions);
  program->instructions = NULL;
}
