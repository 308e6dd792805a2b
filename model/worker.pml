/* shared/core protocol (PageRunner, Settler) and functions/worker (LoadPage, DeletePage, Classifier, BatchWriter). */

/* The attempt is over, or the worker has crashed: its memory is gone, and with it every batch it has not recorded. */
inline rest_of_worker(w) {
  if
  :: worker[w].batch != NOTHING && batch[worker[w].batch].intent == MADE -> release_slot(worker[w].batch)
  :: else
  fi;
  if
  :: worker[w].rest != NOTHING -> release_slot(worker[w].rest)
  :: else
  fi;
  worker[w].at = IDLE;
  worker[w].run_id = 0;
  worker[w].page = NOTHING;
  worker[w].batch = NOTHING;
  worker[w].rest = NOTHING;
  forget_seen(w)
}

inline forget_seen(w) {
  for (i : 0 .. ROWS - 1) { worker[w].seen[i] = 0 }
}

/* The run that raised the fence sees to the batch; a run that is still active must say so and stop. */
inline fenced(w) {
  if
  :: worker[w].run_id == newest && run_state == ACTIVE -> run_state = PAUSED
  :: else
  fi;
  rest_of_worker(w)
}

/* Step 2: Intents.openOf, listed only while the token is mine. */
inline open_of(w) {
  if
  :: HELD(w) ->
    found = NOTHING;
    for (i : 0 .. BATCHES - 1) {
      if
      :: batch[i].intent == OPEN && batch[i].run_id == newest && batch[i].page == worker[w].page && found == NOTHING -> found = i
      :: else
      fi
    }
    if
    :: found != NOTHING ->
      worker[w].batch = found;
      worker[w].at = SETTLING;
      send_settle(found, worker[w].run_id)
    :: else -> worker[w].at = READING
    fi
  :: else -> rest_of_worker(w)
  fi
}

inline send_settle(slot, caller) {
#ifdef LATE_SETTLE
  batch[slot].settler = caller
#else
  skip
#endif
}

/* The answer to settle, in step 2 and after a refusal. */
inline settle_answer(w, if_committed, if_void) {
  settle(worker[w].batch, worker[w].run_id);
  if
  :: answer == COMMITTED -> worker[w].at = if_committed
  :: answer == VOID -> worker[w].at = if_void
  :: else -> fenced(w)
  fi
}

inline settled_answer(w, outcome) {
  if
  :: outcome == COMMITTED -> committed(worker[w].batch, 1)
  :: else -> voided(worker[w].batch)
  fi;
  worker[w].batch = NOTHING;
  worker[w].at = LEASED
}

/* Step 3. A load page reads the rows in one snapshot; a delete page reads the mappings of its range. */
inline read(w) {
  for (i : 0 .. ROWS - 1) {
    if
    :: worker[w].page == NOTHING || !HAS(page[worker[w].page].rows, i) ->
      worker[w].seen[i] = (stage == DELETE_ROWS -> NOTHING : 0)
    :: else ->
      if
      :: stage == LOAD -> worker[w].seen[i] = (source[i].live -> source[i].version : 0); see(w, i)
      :: else -> worker[w].seen[i] = mapping[i].document
      fi
    fi
  }
  worker[w].at = CLASSIFYING
}

inline see(w, key) {
  if
  :: HELD(w) -> moved[key] = 0
  :: else
  fi
}

/* Step 4, into a batch in memory. A delete page reads here which of the rows exist. */
inline classify(w) {
  found = 0;
  for (i : 0 .. ROWS - 1) {
    if
    :: stage == LOAD && worker[w].seen[i] != 0 && mapping[i].document == NOTHING ->
      pending(BATCHES - 1, i, INSERT, worker[w].seen[i], NOTHING)
    :: stage == LOAD && worker[w].seen[i] != 0 && mapping[i].document != NOTHING && mapping[i].version != worker[w].seen[i] ->
      pending(BATCHES - 1, i, UPDATE, worker[w].seen[i], mapping[i].document)
    :: stage == DELETE_ROWS && worker[w].seen[i] != NOTHING ->
      see(w, i);
      if
      :: !source[i].live -> pending(BATCHES - 1, i, DELETE, source[i].version, worker[w].seen[i])
      :: else
      fi
    :: else
    fi
  }
  forget_seen(w);
  if
  :: found -> made(BATCHES - 1, w); worker[w].batch = BATCHES - 1; worker[w].at = INTENDING
  :: else -> worker[w].at = FINISHING
  fi
}

inline pending(slot, key, operation, hash, id) {
  batch[slot].op[key] = operation;
  batch[slot].version[key] = hash;
  batch[slot].document[key] = id;
  found = 1
}

inline made(slot, w) {
  batch[slot].intent = MADE;
  batch[slot].run_id = worker[w].run_id;
  batch[slot].page = worker[w].page
}

inline release_slot(slot) {
  batch[slot].intent = FREE;
  batch[slot].receipt = NO_RECEIPT;
  batch[slot].run_id = 0;
  batch[slot].page = NOTHING;
  batch[slot].sent = 0;
  batch[slot].settler = 0;
  for (i : 0 .. ROWS - 1) {
    batch[slot].op[i] = NO_OP;
    batch[slot].version[i] = 0;
    batch[slot].document[i] = NOTHING
  }
}

/* Step 5. A request that is on its way and never arrives stands for the crash between intent and write. */
inline intend(w) {
#ifdef NO_ROW_LOCK
  if
  :: HELD(w) && run_state == ACTIVE -> worker[w].at = INTENDING_CHECKED
  :: else -> rest_of_worker(w)
  fi
#else
#ifdef INTENT_AFTER_WRITE
  batch[worker[w].batch].sent = 1;
  worker[w].at = AWAITING
#else
  record(worker[w].batch, w);
  if
  :: answer == COMMITTED -> send(w)
  :: else -> rest_of_worker(w)
  fi
#endif
#endif
}

inline intend_unchecked(w) {
  batch[worker[w].batch].intent = OPEN;
  send(w)
}

inline send(w) {
#ifdef ACK_BEFORE_WRITE
  found = 0;
  for (i : 0 .. ROWS - 1) { found = found || batch[worker[w].batch].op[i] == INSERT }
  if
  :: !found -> committed(worker[w].batch, 0)
  :: else
  fi;
#endif
  batch[worker[w].batch].sent = 1;
  worker[w].at = AWAITING
}

/* Step 6: the answer to write, from whichever copy of the request. */
inline write_answer(w) {
  write(worker[w].batch);
  if
  :: answer == COMMITTED -> worker[w].at = ANSWERED
  :: answer == VOID -> worker[w].at = ANSWERED_VOID
  :: else -> fenced(w)
  fi
}

/* Step 7, then the rows whose document was gone, then the other half of a split, then the finish. */
inline acknowledge(w) {
#ifdef INTENT_AFTER_WRITE
  batch[worker[w].batch].intent = OPEN;
#endif
  committed(worker[w].batch, 0);
  found = 0;
#ifdef VANISH
  for (i : 0 .. ROWS - 1) {
    if
    :: batch[worker[w].batch].op[i] == GONE -> pending(BATCHES - 1, i, INSERT, batch[worker[w].batch].version[i], NOTHING)
    :: else
    fi
  }
#endif
  if
  :: found -> made(BATCHES - 1, w); worker[w].batch = BATCHES - 1; worker[w].at = INTENDING
  :: else -> go_on(w)
  fi
}

inline go_on(w) {
  worker[w].batch = worker[w].rest;
  worker[w].rest = NOTHING;
  worker[w].at = (worker[w].batch == NOTHING -> FINISHING : INTENDING)
}

/* Convex refused the batch: split = settle (void), then two new intents; a row alone is set aside. */
inline refused(w) {
#ifdef SPLIT_WITHOUT_VOID
  worker[w].at = SPLIT_VOID
#else
  send_settle(worker[w].batch, worker[w].run_id);
  worker[w].at = SPLITTING
#endif
}

inline split(w) {
  voided(worker[w].batch);
  found = 0;
  for (i : 0 .. ROWS - 1) { found = found + (batch[worker[w].batch].op[i] != NO_OP) }
  if
  :: found == 1 -> worker[w].at = REJECTING
  :: else ->
    k = worker[w].batch;
    pending(BATCHES - 1, 0, batch[k].op[0], batch[k].version[0], batch[k].document[0]);
    pending(BATCHES - 2, 1, batch[k].op[1], batch[k].version[1], batch[k].document[1]);
    made(BATCHES - 1, w);
    made(BATCHES - 2, w);
    worker[w].batch = BATCHES - 1;
    worker[w].rest = BATCHES - 2;
    worker[w].at = INTENDING
  fi
}

/* Rejects.put, under a locked check of the token. */
inline reject(w) {
  if
  :: HELD(w) ->
    for (i : 0 .. ROWS - 1) {
      if
      :: batch[worker[w].batch].op[i] != NO_OP -> rejected[i] = 1
      :: else
      fi
    }
    go_on(w)
  :: else -> rest_of_worker(w)
  fi
}
