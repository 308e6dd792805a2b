/*
 * The write protocol of docs/protocol.md. Each d_step is one transaction, of Postgres or of Convex, or one step of a process in its own
 * memory. The processes keep all they know in tables; what they may do next depends on those alone.
 */
#include "parameters.pml"
#include "state.pml"
#include "symmetry.pml"
#include "checks.pml"
#include "convex.pml"
#include "store.pml"
#include "worker.pml"
#include "coordinator.pml"

/* Convex refuses many rows together, say for a transaction limit, or row 1 alone, for what is in it. */
#define MAY_REFUSE(b) (fence == batch[b].run_id && batch[b].receipt == NO_RECEIPT && batch[b].op[ROWS - 1] != NO_OP)

/* Any message for any page may be delivered at any time, in any order and number: none is needed, and none is trusted. */
#define MAY_LEASE(w, p) (worker[w].at == IDLE && run_state == ACTIVE && page[p].state == TODO)
#define AT(w, where) (worker[w].at == where)

proctype Worker(byte w) {
  do
  :: d_step { MAY_LEASE(w, 0) -> lease(w, 0); CANONICAL }
#if PAGES > 1
  :: d_step { MAY_LEASE(w, 1) -> lease(w, 1); CANONICAL }
#endif
#if PAGES > 2
  :: d_step { MAY_LEASE(w, 2) -> lease(w, 2); CANONICAL }
  :: d_step { MAY_LEASE(w, 3) -> lease(w, 3); CANONICAL }
#endif
  :: d_step { AT(w, LEASED) -> open_of(w); CANONICAL }
  :: d_step { AT(w, SETTLING) -> settle_answer(w, SETTLED, SETTLED_VOID); CANONICAL }
  :: d_step { AT(w, SETTLED) -> settled_answer(w, COMMITTED); CANONICAL }
  :: d_step { AT(w, SETTLED_VOID) -> settled_answer(w, VOID); CANONICAL }
  :: d_step { AT(w, READING) -> read(w); CANONICAL }
  :: d_step { AT(w, CLASSIFYING) && ROOM -> classify(w); CANONICAL }
  :: d_step { AT(w, INTENDING) -> intend(w); CANONICAL }
#ifdef NO_ROW_LOCK
  :: d_step { AT(w, INTENDING_CHECKED) -> intend_unchecked(w); CANONICAL }
#endif
  :: d_step { AT(w, AWAITING) -> write_answer(w); CANONICAL }
#ifdef VANISH
  :: d_step { AT(w, ANSWERED) && ROOM -> acknowledge(w); CANONICAL }
#else
  :: d_step { AT(w, ANSWERED) -> acknowledge(w); CANONICAL }
#endif
  :: d_step { AT(w, ANSWERED_VOID) -> voided(worker[w].batch); rest_of_worker(w); CANONICAL }
#ifdef REFUSALS
  :: d_step { AT(w, AWAITING) && MAY_REFUSE(worker[w].batch) -> refused(w); CANONICAL }
  :: d_step { AT(w, SPLITTING) -> settle_answer(w, ANSWERED, SPLIT_VOID); CANONICAL }
  :: d_step { AT(w, SPLIT_VOID) && ROOM_FOR_TWO -> split(w); CANONICAL }
  :: d_step { AT(w, REJECTING) -> reject(w); CANONICAL }
#endif
  :: d_step { AT(w, FINISHING) -> finish(w); CANONICAL }
  /* a crash, or an attempt that gives up */
  :: d_step { !AT(w, IDLE) -> rest_of_worker(w); CANONICAL }
  od
}

#define STANDS(c, where) (coordinator[c].at == where)

proctype Coordinator(byte c) {
  do
#ifdef FENCE_AFTER_LIST
  :: d_step { STANDS(c, IDLE) && newest < RUNS -> list_open(c); coordinator[c].at = STARTING; CANONICAL }
  :: d_step { STANDS(c, STARTING) && !LIVE && newest < RUNS -> create(); take_up(c, 0); CANONICAL }
#else
  :: d_step { STANDS(c, IDLE) && !LIVE && newest < RUNS -> create(); take_up(c, 0); CANONICAL }
#endif
  :: d_step { STANDS(c, IDLE) && run_state == ACTIVE && !begun -> take_up(c, 0); CANONICAL }
#ifdef RESUME
  :: d_step { STANDS(c, IDLE) && LIVE -> run_state = PAUSED; take_up(c, 1); CANONICAL }
#endif
  :: d_step { STANDS(c, SHAKING) -> shake(c); CANONICAL }
  :: d_step { STANDS(c, CHECKING) -> check_live(c); CANONICAL }
  :: d_step { STANDS(c, RAISING) -> raise(c); CANONICAL }
  :: d_step { STANDS(c, SETTLING_ALL) -> settle_all(c); CANONICAL }
  :: d_step { STANDS(c, SETTLING_ONE) -> settle_one_answer(c); CANONICAL }
  :: d_step { STANDS(c, SETTLED_ONE) -> settled_one(c, COMMITTED); CANONICAL }
  :: d_step { STANDS(c, SETTLED_ONE_VOID) -> settled_one(c, VOID); CANONICAL }
  :: d_step { STANDS(c, DROPPING) -> drop(c); CANONICAL }
  :: d_step { STANDS(c, FORGETTING) -> begun_now(c); CANONICAL }
  :: d_step { STANDS(c, ACTIVATING) -> activate_now(c); CANONICAL }
  /* a crash */
  :: d_step { !STANDS(c, IDLE) -> rest_of_coordinator(c); CANONICAL }
  od
}

/* The driver, the operator, the network and the source. */
#define MAY_ARRIVE(b) (batch[b].sent && batch[b].intent != FREE && fence_lets(b) && receipt_lets(b))
#ifdef NO_RUN_CHECK
#define fence_lets(b) true
#else
#define fence_lets(b) (fence == batch[b].run_id)
#endif
#ifdef NO_RECEIPT_LOOKUP
#define receipt_lets(b) true
#else
#define receipt_lets(b) (batch[b].receipt == NO_RECEIPT)
#endif
#define MAY_SETTLE(b) (batch[b].settler != 0 && fence == batch[b].settler && batch[b].receipt == NO_RECEIPT)
/* Only so that a fresh batch finds room: what may still arrive may also never arrive. */
#define MAY_LOSE(b) (!ROOM && batch[b].intent == CLOSED && (batch[b].sent || batch[b].settler))
#define MAY_CHANGE (changes > 0)

inline change(key, is_there) {
  changes--;
  source[key].version++;
  source[key].live = is_there;
  quiet = 0;
  settled = 0;
  moved[key] = 1
}

#ifdef VANISH
inline vanish(d) {
  vanished[document[d].row] = 1;
  document[d].live = 0;
  document[d].row = NOTHING;
  document[d].version = 0;
  settled = 0
}
#endif

proctype World() {
  do
  /* RunDriver */
#ifdef PLANNERS
  :: d_step { MAY_DRIVE && !planned -> planner = 1; borders[1] = 2; CANONICAL }
  :: d_step { MAY_DRIVE && !planned -> planner = 2; borders[2] = 3; CANONICAL }
#ifdef PLANNED_TWICE
  :: d_step { MAY_DRIVE && borders[1] != 0 -> add_pages(0, borders[1] - 1); borders[1] = 0; CANONICAL }
  :: d_step { MAY_DRIVE && borders[2] != 0 -> add_pages(2, borders[2] - 1); borders[2] = 0; CANONICAL }
#else
  :: d_step { MAY_DRIVE && !planned && planner == 1 && borders[1] != 0 -> add_pages(0, borders[1] - 1); borders[1] = 0; CANONICAL }
  :: d_step { MAY_DRIVE && !planned && planner == 2 && borders[2] != 0 -> add_pages(2, borders[2] - 1); borders[2] = 0; CANONICAL }
#endif
#else
  /* Runs differ in their borders. */
  :: d_step { MAY_DRIVE && !planned -> add_pages(0, (newest % 2 == 1 -> 1 : ROWS)); CANONICAL }
#endif
  :: d_step { MAY_DRIVE && planned && left == 0 -> advance(); CANONICAL }

  /* the operator */
#ifdef CANCEL
  :: d_step { LIVE -> end(); CANONICAL }
#endif
#ifdef RESUME
  :: d_step { run_state == ACTIVE -> run_state = PAUSED; CANONICAL }
#endif

  /* the network: requests arrive late, and as often as you like */
  :: d_step { MAY_ARRIVE(0) -> write(0); CANONICAL }
  :: d_step { MAY_LOSE(0) -> batch[0].sent = 0; batch[0].settler = 0; CANONICAL }
#if BATCHES > 1
  :: d_step { MAY_ARRIVE(1) -> write(1); CANONICAL }
  :: d_step { MAY_LOSE(1) -> batch[1].sent = 0; batch[1].settler = 0; CANONICAL }
#endif
#if BATCHES > 2
  :: d_step { MAY_ARRIVE(2) -> write(2); CANONICAL }
  :: d_step { MAY_LOSE(2) -> batch[2].sent = 0; batch[2].settler = 0; CANONICAL }
#endif
#if BATCHES > 3
  :: d_step { MAY_ARRIVE(3) -> write(3); CANONICAL }
  :: d_step { MAY_LOSE(3) -> batch[3].sent = 0; batch[3].settler = 0; CANONICAL }
#endif
#if BATCHES > 4
  :: d_step { MAY_ARRIVE(4) -> write(4); CANONICAL }
  :: d_step { MAY_LOSE(4) -> batch[4].sent = 0; batch[4].settler = 0; CANONICAL }
#endif
#ifdef LATE_SETTLE
  :: d_step { MAY_SETTLE(0) -> settle(0, batch[0].settler); CANONICAL }
  :: d_step { MAY_SETTLE(1) -> settle(1, batch[1].settler); CANONICAL }
#if BATCHES > 2
  :: d_step { MAY_SETTLE(2) -> settle(2, batch[2].settler); CANONICAL }
#endif
#if BATCHES > 3
  :: d_step { MAY_SETTLE(3) -> settle(3, batch[3].settler); CANONICAL }
#endif
#endif
#ifdef LATE_BEGIN
  :: d_step { begins[1] != 0 && fence != 1 && fence == begins[1] - 1 -> begin(1, begins[1] - 1); CANONICAL }
#if RUNS > 1
  :: d_step { begins[2] != 0 && fence != 2 && fence == begins[2] - 1 -> begin(2, begins[2] - 1); CANONICAL }
#endif
#if RUNS > 2
  :: d_step { begins[3] != 0 && fence != 3 && fence == begins[3] - 1 -> begin(3, begins[3] - 1); CANONICAL }
#endif
#endif

  /* the source */
  :: d_step { MAY_CHANGE && source[0].live -> change(0, 1); CANONICAL }
#ifdef DELETES
  :: d_step { MAY_CHANGE && source[0].live -> change(0, 0); CANONICAL }
  :: d_step { MAY_CHANGE && !source[0].live -> change(0, 1); CANONICAL }
#endif

#ifdef VANISH
  /* the application deletes a document, once */
  :: d_step { !vanished[0] && !vanished[1] && document[0].live && document[0].row != NOTHING -> vanish(0); CANONICAL }
#endif
  od
}

init {
  atomic {
    d_step {
      for (i : 0 .. ROWS - 1) {
        source[i].live = 1;
        source[i].version = 1;
        mapping[i].document = NOTHING
      }
      for (i : 0 .. DOCUMENTS - 1) { document[i].row = NOTHING }
#ifdef MATCH
      document[0].live = 1;
#endif
      for (k : 0 .. BATCHES - 1) { release_slot(k) }
      for (k : 0 .. WORKERS - 1) { rest_of_worker(k) }
      for (k : 0 .. COORDINATORS - 1) { rest_of_coordinator(k) }
      clear_pages()
    }
    run Worker(0);
#if WORKERS > 1
    run Worker(1);
#endif
    run Coordinator(0);
#if COORDINATORS > 1
    run Coordinator(1);
#endif
    run World()
  }
}
