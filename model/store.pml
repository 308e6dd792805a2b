/* shared/postgres store: each inline is one transaction, under the locks of Guards. */

/*
 * The pages of a stage are all done, or their tokens bumped: nobody's token is theirs any more, which NOTHING says. A worker that
 * would only read on, to be refused by its next transaction, is refused at once.
 */
inline clear_pages() {
  for (i : 0 .. PAGES - 1) { page[i].rows = 0; page[i].state = NO_PAGE; page[i].holder = NOTHING }
  for (k : 0 .. WORKERS - 1) {
    worker[k].page = NOTHING;
    if
    :: worker[k].at == LEASED || worker[k].at == READING || worker[k].at == CLASSIFYING || worker[k].at == FINISHING -> rest_of_worker(k)
    :: else
    fi
  }
  for (i : 0 .. BATCHES - 1) { batch[i].page = NOTHING }
#ifdef PLANNERS
  planner = 0;
#endif
  for (i : 0 .. ROWS - 1) { moved[i] = 0 }
  planned = 0;
  left = 0
}

/* PostgresRuns.create. */
inline create() {
  newest++;
  run_state = ACTIVE;
  begun = 0;
  stage = FIRST_STAGE;
  quiet = 1
}

/* PostgresRuns.end: the state, and the tokens of all its pages, in one transaction. */
inline end() {
  run_state = ENDED;
  begun = 0;
  stage = FIRST_STAGE;
  quiet = 0;
  clear_pages()
}

/* PostgresRuns.activate. */
inline activate() {
  run_state = ACTIVE;
  for (i : 0 .. PAGES - 1) { page[i].holder = NOTHING }
#ifdef PLANNERS
  planner = 0
#endif
}

/* PostgresStages.addPages: two pages, of the keys below the border and of the others; or one, of all. */
inline add_pages(from, border) {
#if PAGES == 1
  page[0].rows = (1 << ROWS) - 1;
  page[0].state = TODO;
  left = 1;
#else
  page[from].rows = (1 << (border)) - 1;
  page[from].state = TODO;
  page[from + 1].rows = ((1 << ROWS) - 1) ^ ((1 << (border)) - 1);
  page[from + 1].state = TODO;
  left = left + 2;
#endif
  planned = 1
}

/* PostgresPages.lease: a lease may be taken over at any time. */
inline lease(w, p) {
  page[p].holder = w;
  worker[w].at = LEASED;
  worker[w].run_id = newest;
  worker[w].page = p
}

/* PostgresPages.finish. */
inline finish(w) {
  found = 0;
  for (i : 0 .. BATCHES - 1) {
    found = found || (batch[i].intent == OPEN && batch[i].run_id == newest && batch[i].page == worker[w].page)
  }
  if
#ifdef UNFENCED_FINISH
  :: worker[w].page != NOTHING && !found ->
#else
  :: HELD(w) && !found ->
#endif
    check_finished(worker[w].page);
    page[worker[w].page].state = DONE;
    page[worker[w].page].holder = NOTHING;
    for (i : 0 .. ROWS - 1) {
      if
      :: HAS(page[worker[w].page].rows, i) -> moved[i] = 0
      :: else
      fi
    }
    left--
  :: else
  fi;
  rest_of_worker(w)
}

/* PostgresIntents.record: under FOR SHARE locks of run and page; sets answer. */
inline record(slot, w) {
  if
  :: HELD(w) && run_state == ACTIVE ->
    CLAIM(!settled, INTENDED_AFTER_THE_END);
    batch[slot].intent = OPEN;
    answer = COMMITTED
  :: else -> answer = FENCED
  fi
}

/* PostgresIntents.committed with Acknowledgement: open → committed, and only if that changed a row, the mappings as sent. */
inline committed(slot, by_settle) {
  if
#ifdef UNCONDITIONAL_ACK
  :: true ->
#else
  :: batch[slot].intent == OPEN ->
#endif
    for (i : 0 .. ROWS - 1) {
      if
      :: batch[slot].op[i] == INSERT ->
        mapping[i].document = batch[slot].document[i];
        mapping[i].version = batch[slot].version[i]
      :: batch[slot].op[i] == UPDATE && mapping[i].document == batch[slot].document[i] ->
        mapping[i].version = batch[slot].version[i]
      :: (batch[slot].op[i] == DELETE || batch[slot].op[i] == GONE) && mapping[i].document == batch[slot].document[i] ->
        mapping[i].document = NOTHING;
        mapping[i].version = 0
      :: else
      fi;
#ifdef HASH_AT_SETTLE
      if
      :: by_settle && (batch[slot].op[i] == INSERT || batch[slot].op[i] == UPDATE) -> mapping[i].version = source[i].version
      :: else
      fi;
#endif
#ifdef REFUSALS
      if
      :: batch[slot].op[i] != NO_OP -> rejected[i] = 0
      :: else
      fi
#endif
    }
    for (i : 0 .. ROWS - 1) {
      for (j : i + 1 .. ROWS - 1) {
        CLAIM(mapping[i].document == NOTHING || mapping[i].document != mapping[j].document, ID_MAPPING_SHARED)
      }
    }
    batch[slot].intent = CLOSED
  :: else
  fi;
  check_agreement()
}

/* PostgresIntents.voided. */
inline voided(slot) {
  if
  :: batch[slot].intent == OPEN -> batch[slot].intent = CLOSED
  :: else
  fi;
  check_agreement()
}
