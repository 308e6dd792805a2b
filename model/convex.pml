/* convex/pg2convex: begin, write, settle, drop. Each is one transaction. */

/* A free slot stands for a fresh ID: nothing may still name the document that had it. */
inline fresh_document() {
  fresh = NOTHING;
#ifdef MATCH
  for (j : 1 .. DOCUMENTS - 1) {
#else
  for (j : 0 .. DOCUMENTS - 1) {
#endif
    found = document[j].live;
    for (k : 0 .. ROWS - 1) { found = found || mapping[k].document == j }
    for (k : 0 .. BATCHES * ROWS - 1) {
      found = found || (batch[k / ROWS].intent != FREE && batch[k / ROWS].document[k % ROWS] == j)
    }
    for (k : 0 .. WORKERS * ROWS - 1) {
      found = found || (stage == DELETE_ROWS && worker[k / ROWS].at == CLASSIFYING && worker[k / ROWS].seen[k % ROWS] == j)
    }
    if
    :: !found && fresh == NOTHING -> fresh = j
    :: else
    fi
  }
  CLAIM(fresh != NOTHING, MODEL_TOO_SMALL)
}

/* apply.ts insert, adopt.ts findAdoptable. With MATCH all rows have the natural key of the application's document 0. */
inline insert(slot, key) {
  for (j : 0 .. DOCUMENTS - 1) {
    CLAIM(!(document[j].live && document[j].row == key), DOUBLED)
  }
#ifdef VANISH
  vanished[key] = 0;
#endif
#ifdef MATCH
  for (j : 0 .. DOCUMENTS) {
    if
    :: j == DOCUMENTS -> fresh_document(); batch[slot].document[key] = fresh; break
    :: else ->
      if
      :: document[j].live && !document[j].owner ->
        CLAIM(document[j].row == NOTHING, SHARED);
        batch[slot].document[key] = j;
        break
      :: else
      fi
    fi
  }
#ifndef ADOPT_WITHOUT_OWNER
  document[batch[slot].document[key]].owner = 1;
#endif
#else
  fresh_document(); batch[slot].document[key] = fresh;
#endif
  document[batch[slot].document[key]].live = 1;
  document[batch[slot].document[key]].row = key;
  document[batch[slot].document[key]].version = batch[slot].version[key]
}

inline apply(slot) {
  CLAIM(!settled, WROTE_AFTER_THE_END);
  for (i : 0 .. ROWS - 1) {
    if
    :: batch[slot].op[i] == INSERT -> insert(slot, i)
    :: batch[slot].op[i] == UPDATE && document[batch[slot].document[i]].live ->
      CLAIM(document[batch[slot].document[i]].row == i, WRONG_ROW);
      CLAIM(document[batch[slot].document[i]].version <= batch[slot].version[i], AGED);
      document[batch[slot].document[i]].version = batch[slot].version[i]
    :: batch[slot].op[i] == UPDATE && !document[batch[slot].document[i]].live -> batch[slot].op[i] = GONE
    :: batch[slot].op[i] == DELETE && document[batch[slot].document[i]].live && document[batch[slot].document[i]].row == i ->
      CLAIM(document[batch[slot].document[i]].version <= batch[slot].version[i], DELETED_NEWER);
      document[batch[slot].document[i]].row = NOTHING;
      document[batch[slot].document[i]].version = 0;
      document[batch[slot].document[i]].owner = 0;
#ifdef MATCH
      document[batch[slot].document[i]].live = (batch[slot].document[i] == 0) /* the application's own is unlinked */
#else
      document[batch[slot].document[i]].live = 0
#endif
    :: else
    fi
  }
}

/* write.ts; sets answer. */
inline write(slot) {
  if
#ifndef NO_RUN_CHECK
  :: fence != batch[slot].run_id -> answer = FENCED
#endif
#ifndef NO_RECEIPT_LOOKUP
#ifndef NO_RUN_CHECK
  :: fence == batch[slot].run_id && batch[slot].receipt != NO_RECEIPT -> answer = batch[slot].receipt
#else
  :: batch[slot].receipt != NO_RECEIPT -> answer = batch[slot].receipt
#endif
#endif
  :: else ->
    apply(slot);
    batch[slot].receipt = COMMITTED;
    answer = COMMITTED;
    check_agreement()
  fi
}

/* settle.ts; sets answer. */
inline settle(slot, caller) {
  if
  :: fence != caller -> answer = FENCED
  :: fence == caller && batch[slot].receipt != NO_RECEIPT -> answer = batch[slot].receipt
  :: else ->
    answer = VOID;
#ifndef NO_VOID_RECEIPT
    batch[slot].receipt = VOID
#endif
  fi
}

/* begin.ts: compare-and-set; sets answer to COMMITTED or FENCED. */
inline begin(new_run, old_run) {
  if
  :: fence == old_run || fence == new_run -> fence = new_run; answer = COMMITTED
  :: else -> answer = FENCED
  fi
}

/* receipts.ts drop: those of other runs than the current one. */
inline drop_receipts(current) {
  for (i : 0 .. BATCHES - 1) {
    if
    :: batch[i].run_id != current -> batch[i].receipt = NO_RECEIPT
    :: else
    fi
  }
}
