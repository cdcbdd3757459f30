// SPDX-License-Identifier: MIT
// pool_stress [TASKS]: millions of tiny tasks from several threads, with random cancelling, closing,
// terminating and failing, handles given up early, maps and iterators in between. Afterwards every task is
// accounted for: it ran once and its job succeeded or failed, or it was cancelled and its job says so; every
// callback was called once.
#include "pool_support.h"

#include <stddef.h>

enum { WORKERS = 64, SUBMITTERS = 4, ROUND_TASKS = 100000, KEPT = 24, MOST_ITEMS = 200 };

static _Atomic size_t failures;
#define EXPECT(condition, ...)                                                                               \
  do {                                                                                                       \
    if (!(condition) && atomic_fetch_add(&failures, 1) < 20) {                                               \
      printf("FAILED line %d: %s: ", __LINE__, #condition);                                                  \
      printf(__VA_ARGS__);                                                                                   \
      printf("\n");                                                                                          \
    }                                                                                                        \
  } while (0)

typedef enum call_kind { APPLY, MAP, ITERATOR } call_kind;

// What is known of one call into the pool. `ran` has one counter per item; an item is the address of its
// counter.
typedef struct call {
  struct call *next;
  struct stage *stage;
  rr_status submitted;
  call_kind kind;
  bool has_callbacks, cancelled, has_status;
  rr_status status;  // of a synchronous call or a get
  size_t added;      // callbacks added while it ran, or afterwards
  size_t fails_from; // items from this on fail; SIZE_MAX: none
  size_t taken;      // by the consumer of an iterator, each with a value
  _Atomic size_t successes, errors, added_calls;
  _Atomic int callback_status;
  size_t count;
  _Atomic unsigned char ran[];
} call;

typedef struct stage {
  rr_pool *pool;
  bool terminated;
  _Atomic long left;          // tasks that the submitters still have to give
  _Atomic size_t in_callback; // 1 at most
} stage;

typedef struct submitter {
  stage *stage;
  uint64_t random;
  call *jobs;
  rr_result *kept[KEPT];
  call *kept_jobs[KEPT];
} submitter;

static size_t below(submitter *self, size_t limit)
{
  uint64_t z = (self->random += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (size_t)((z ^ (z >> 31)) % limit);
}

static rr_status run_item(void *out, const void *item, void *context)
{
  call *self = context;
  _Atomic unsigned char *ran = (_Atomic unsigned char *)(uintptr_t)item;
  size_t index = (size_t)(ran - self->ran);
  atomic_fetch_add(ran, 1);
  if (out) *(size_t *)out = index * index;
  return index >= self->fails_from ? rr_fail(RR_EDATA, "item %zu fails", index) : RR_OK;
}

static rr_status called(call *self, _Atomic size_t *counter, rr_result *result)
{
  bool alone = counter != &self->added_calls; // one that was added after the end may meet another
  if (alone) EXPECT(atomic_fetch_add(&self->stage->in_callback, 1) == 0, "two callbacks at the same time");
  const rr_task_error *error = rr_result_error(result);
  atomic_store(&self->callback_status, error ? (int)error->status : RR_OK);
  if (error && error->status == RR_EDATA)
    EXPECT(error->index == self->fails_from, "index %zu instead of %zu", error->index, self->fails_from);
  atomic_fetch_add(counter, 1);
  if (alone) atomic_fetch_sub(&self->stage->in_callback, 1);
  return RR_OK;
}

static rr_status on_success(rr_result *result, void *context)
{
  return called(context, &((call *)context)->successes, result);
}

static rr_status on_error(rr_result *result, void *context)
{
  return called(context, &((call *)context)->errors, result);
}

static rr_status on_added(rr_result *result, void *context)
{
  return called(context, &((call *)context)->added_calls, result);
}

static call *new_job(submitter *self, call_kind kind, size_t count)
{
  call *made = calloc(1, offsetof(call, ran) + count + 1);
  if (!made) abort();
  made->next = self->jobs;
  made->stage = self->stage;
  made->kind = kind;
  made->count = count;
  made->fails_from = count > 0 && below(self, 8) == 0 ? below(self, count) : SIZE_MAX;
  self->jobs = made;
  return made;
}

static rr_task task_of(submitter *self, call *job)
{
  rr_task task = RR_TASK_INIT;
  task.function = run_item;
  task.context = job;
  if (below(self, 2)) task.out_size = sizeof(size_t);
  if (below(self, 2)) task.chunk_size = 1 + below(self, 40);
  if (job->kind != ITERATOR && below(self, 2)) {
    job->has_callbacks = true;
    task.on_success = on_success, task.on_error = on_error, task.callback_context = job;
  }
  return task;
}

static void drop_callbacks(call *job, rr_task *task)
{
  job->has_callbacks = false;
  task->on_success = task->on_error = NULL;
}

// ---- What a submitter does with a handle ----

static void get(call *job, rr_result *result, int64_t timeout_ms)
{
  rr_status status = rr_result_get(result, timeout_ms, NULL);
  if (status == RR_ETIMEOUT) return;
  EXPECT(!job->has_status || job->status == status, "%s after %s", rr_status_name(status),
         rr_status_name(job->status));
  job->has_status = true;
  job->status = status;
}

static void cancel(call *job, rr_result *result)
{
  rr_status status = rr_result_cancel(result);
  EXPECT(status == RR_OK || status == RR_EBUSY, "cancel: %s", rr_status_name(status));
  if (status == RR_OK) job->cancelled = true;
}

static void meddle(submitter *self, call *job, rr_result *result)
{
  switch (below(self, 6)) {
  case 0: cancel(job, result); break;
  case 1: get(job, result, RR_FOREVER); break;
  case 2: get(job, result, (int64_t)below(self, 2)); break;
  case 3:
    job->added++;
    EXPECT(rr_result_add_callback(result, on_added, job) == RR_OK, "%s", rr_error_text());
    break;
  case 4:
    if (rr_result_ready(result)) get(job, result, 0);
    break;
  default: break;
  }
}

static void give_up(submitter *self, size_t slot)
{
  if (self->kept[slot] && below(self, 2)) get(self->kept_jobs[slot], self->kept[slot], RR_FOREVER);
  rr_result_free(self->kept[slot]);
  self->kept[slot] = NULL;
}

static void keep(submitter *self, call *job, rr_result *result)
{
  size_t slot = below(self, KEPT);
  if (!result) return;
  meddle(self, job, result);
  if (below(self, 2)) {
    rr_result_free(result);
    return;
  }
  give_up(self, slot);
  self->kept[slot] = result;
  self->kept_jobs[slot] = job;
  slot = below(self, KEPT);
  if (self->kept[slot]) meddle(self, self->kept_jobs[slot], self->kept[slot]);
}

// ---- What a submitter gives to the pool ----

static void apply(submitter *self)
{
  call *job = new_job(self, APPLY, 1);
  rr_task task = task_of(self, job);
  rr_result *result = NULL;
  if (below(self, 10) == 0) {
    size_t value = 0;
    drop_callbacks(job, &task);
    job->submitted = job->status = rr_pool_apply(self->stage->pool, &task, job->ran, &value);
    job->has_status = true;
    if (job->submitted != RR_ECLOSED) job->submitted = RR_OK;
    return;
  }
  job->submitted = rr_pool_apply_async(self->stage->pool, &task, job->ran, below(self, 4) ? &result : NULL);
  keep(self, job, result);
}

static void map(submitter *self)
{
  call *job = new_job(self, MAP, below(self, MOST_ITEMS));
  rr_task task = task_of(self, job);
  rr_items items = rr_array((const void *)job->ran, job->count, 1);
  rr_result *result = NULL;
  if (below(self, 3) == 0) {
    size_t values[MOST_ITEMS] = {0};
    drop_callbacks(job, &task);
    job->submitted = job->status = rr_pool_map(self->stage->pool, &task, items, values);
    job->has_status = true;
    if (job->submitted != RR_ECLOSED) job->submitted = RR_OK;
    for (size_t i = 0; task.out_size && job->status == RR_OK && i < job->count; i++)
      EXPECT(values[i] == i * i, "value %zu of %zu is %zu", i, job->count, values[i]);
    return;
  }
  job->submitted = rr_pool_map_async(self->stage->pool, &task, items, NULL, below(self, 4) ? &result : NULL);
  keep(self, job, result);
}

static void iterate(submitter *self)
{
  call *job = new_job(self, ITERATOR, below(self, MOST_ITEMS));
  rr_task task = task_of(self, job);
  rr_items items = rr_array((const void *)job->ran, job->count, 1);
  rr_imap *imap = NULL;
  bool ordered = below(self, 2);
  task.out_size = sizeof(size_t);
  task.window = below(self, 50);
  job->submitted = ordered ? rr_pool_imap(self->stage->pool, &task, items, &imap)
                           : rr_pool_imap_unordered(self->stage->pool, &task, items, &imap);
  if (job->submitted) return;
  size_t wanted = below(self, 2) ? SIZE_MAX : below(self, job->count + 1);
  while (job->taken < wanted) {
    size_t value = SIZE_MAX;
    rr_status status = rr_imap_next(imap, RR_FOREVER, &value);
    size_t index = rr_imap_index(imap);
    if (status == RR_END || status == RR_ECANCELED) {
      EXPECT(status == RR_ECANCELED || job->taken == job->count, "the end after %zu of %zu", job->taken,
             job->count);
      break;
    }
    EXPECT(!ordered || index == job->taken, "index %zu instead of %zu", index, job->taken);
    EXPECT(status == (index >= job->fails_from ? RR_EDATA : RR_OK), "item %zu: %s", index,
           rr_status_name(status));
    EXPECT(status || value == index * index, "value of item %zu is %zu", index, value);
    job->taken++;
  }
  rr_imap_free(imap);
}

static void *submit(void *user)
{
  submitter *self = user;
  for (;;) {
    size_t choice = below(self, 40);
    if (choice < 36)
      apply(self);
    else if (choice < 39)
      map(self);
    else
      iterate(self);
    long count = (long)self->jobs->count + 1;
    if (self->jobs->submitted == RR_ECLOSED || atomic_fetch_sub(&self->stage->left, count) <= count) break;
  }
  for (size_t i = 0; i < KEPT; i++) give_up(self, i);
  return NULL;
}

// ---- The account ----

static size_t check_job(const call *job)
{
  size_t once = 0, never = 0;
  for (size_t i = 0; i < job->count; i++) {
    EXPECT(job->ran[i] <= 1, "item %zu of %zu ran %d times", i, job->count, job->ran[i]);
    once += job->ran[i] == 1;
    never += job->ran[i] == 0;
  }
  size_t calls = job->successes + job->errors;
  if (job->submitted) {
    EXPECT(job->submitted == RR_ECLOSED, "%s", rr_status_name(job->submitted));
    EXPECT(once == 0 && calls == 0, "a refused job did %zu items and %zu callbacks", once, calls);
    return 0;
  }
  EXPECT(calls == job->has_callbacks, "%zu callbacks", calls);
  EXPECT(job->added_calls == job->added, "%zu calls of %zu added callbacks", job->added_calls, job->added);
  if (job->cancelled) EXPECT(once == 0, "%zu items of a cancelled job ran", once);
  if (job->kind == ITERATOR) {
    EXPECT(once >= job->taken, "%zu items ran, %zu values were taken", once, job->taken);
    return once;
  }
  rr_status seen[] = {job->has_callbacks ? (rr_status)job->callback_status : RR_EBUSY,
                      job->has_status ? job->status : RR_EBUSY};
  for (size_t i = 0; i < COUNT_OF(seen); i++) {
    if (seen[i] == RR_EBUSY) continue;
    if (seen[i] == RR_OK)
      EXPECT(never == 0 && job->fails_from == SIZE_MAX, "done, but %zu items are not", never);
    else if (seen[i] == RR_EDATA)
      EXPECT((never == 0 || job->stage->terminated) && job->fails_from != SIZE_MAX,
             "failed, but %zu items did not run", never);
    else
      EXPECT(seen[i] == RR_ECANCELED && (never > 0 || job->count == 0), "%s, but all ran",
             rr_status_name(seen[i]));
    EXPECT(job->cancelled <= (seen[i] == RR_ECANCELED), "cancelled, but %s", rr_status_name(seen[i]));
  }
  if (job->has_callbacks)
    EXPECT((job->successes == 1) == (seen[0] == RR_OK), "the wrong callback was called");
  return once;
}

static size_t run_round(size_t tasks, submitter *chooser)
{
  static submitter submitters[SUBMITTERS];
  pthread_t threads[SUBMITTERS];
  stage self = {.left = (long)tasks};
  size_t done = 0;
  long workers = below(chooser, 4) ? WORKERS : 1 + (long)below(chooser, WORKERS);
  if (rr_pool_create(&self.pool, &(rr_pool_options){.workers = workers})) abort();
  for (size_t i = 0; i < SUBMITTERS; i++) {
    submitters[i] = (submitter){.stage = &self, .random = chooser->random + i * 0x1234567u};
    if (pthread_create(&threads[i], NULL, submit, &submitters[i])) abort();
  }
  size_t how = below(chooser, 5);
  self.terminated = how == 1 || how >= 3;
  // The pool ends in the middle of it, or when all was given.
  if (how < 2) {
    long until = (long)below(chooser, tasks);
    while (atomic_load(&self.left) > until) pause_ms(1);
    if (how == 0)
      rr_pool_close(self.pool);
    else
      rr_pool_terminate(self.pool);
  }
  for (size_t i = 0; i < SUBMITTERS; i++) pthread_join(threads[i], NULL);
  if (how == 2) rr_pool_close(self.pool);
  if (how == 3) rr_pool_terminate(self.pool);
  if (how < 4) EXPECT(rr_pool_join(self.pool) == RR_OK, "%s", rr_error_text());
  rr_pool_free(self.pool);
  for (size_t i = 0; i < SUBMITTERS; i++)
    for (call *job = submitters[i].jobs, *next; job; job = next) {
      next = job->next;
      done += check_job(job);
      free(job);
    }
  return done;
}

int main(int argc, char **argv)
{
  const char *seed = getenv("TEST_SEED");
  size_t tasks = fewer_if_sanitized(argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 10000000), rounds = 0,
         done = 0;
  submitter chooser = {.random = seed ? strtoull(seed, NULL, 0) : 20180718u};
  printf("pool_stress: %zu tasks, TEST_SEED=%llu\n", tasks, (unsigned long long)chooser.random);
  fflush(stdout);
  size_t threads = threads_at_rest(), descriptors = count_descriptors();
  for (; done < tasks && failures == 0; rounds++) done += run_round(ROUND_TASKS, &chooser);
  EXPECT(threads_settle_at(threads), "threads are left");
  EXPECT(count_descriptors() == descriptors, "%zu descriptors instead of %zu", count_descriptors(),
         descriptors);
  printf("%zu tasks ran in %zu rounds, %zu failures\n", done, rounds, (size_t)failures);
  return failures != 0;
}
