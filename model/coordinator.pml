/* functions/coordinator: Coordinator, RunStarter, FenceCheck, Beginning, RunDriver, StagePlanner. */

inline rest_of_coordinator(c) {
  coordinator[c].at = IDLE;
  coordinator[c].run_id = 0;
  coordinator[c].resumes = 0;
  coordinator[c].expected = 0;
  coordinator[c].batch = NOTHING;
  coordinator[c].listed = 0
}

/* Only with FENCE_AFTER_LIST: the open intents are listed before anything else. */
inline list_open(c) {
  coordinator[c].listed = 0;
  for (i : 0 .. BATCHES - 1) { coordinator[c].listed = coordinator[c].listed | ((batch[i].intent == OPEN) << i) }
}

/* The run is inserted, paused to be resumed, or found active and not begun. */
inline take_up(c, is_resumed) {
  coordinator[c].run_id = newest;
  coordinator[c].resumes = is_resumed;
  coordinator[c].at = SHAKING
}

/* Handshake; CHECKING: the run is still live, so that whatever run the handshake saw, but this one, has ended for good. */
inline shake(c) {
  coordinator[c].expected = fence;
#ifdef STALE_BEGIN
  coordinator[c].at = RAISING
#else
  coordinator[c].at = CHECKING
#endif
}

inline check_live(c) {
  if
  :: coordinator[c].run_id == newest && LIVE -> coordinator[c].at = RAISING; send_begin(c)
  :: else -> rest_of_coordinator(c)
  fi
}

inline send_begin(c) {
#ifdef LATE_BEGIN
  if
  :: coordinator[c].expected != coordinator[c].run_id -> begins[coordinator[c].run_id] = 1 + coordinator[c].expected
  :: else
  fi
#else
  skip
#endif
}

inline raise(c) {
  begin(coordinator[c].run_id, coordinator[c].expected);
  coordinator[c].expected = 0;
  if
  :: answer == COMMITTED ->
#ifdef DROP_WHILE_OPEN
    drop_receipts(coordinator[c].run_id);
#endif
    coordinator[c].at = SETTLING_ALL
  :: else -> refused_to_begin(c)
  fi
}

/* A run that is started, or begun by a tick, ends; one that was to be resumed stays paused. */
inline refused_to_begin(c) {
  if
  :: !coordinator[c].resumes && coordinator[c].run_id == newest && LIVE -> end()
  :: else
  fi;
  rest_of_coordinator(c)
}

/* Settles every open intent of whatever run, one after the other, until there is none. */
inline settle_all(c) {
  found = NOTHING;
  for (i : 0 .. BATCHES - 1) {
    if
#ifdef FENCE_AFTER_LIST
    :: found == NOTHING && HAS(coordinator[c].listed, i) ->
      coordinator[c].listed = coordinator[c].listed ^ (1 << i);
      found = i
#else
    :: found == NOTHING && batch[i].intent == OPEN -> found = i
#endif
    :: else
    fi
  }
  if
  :: found == NOTHING -> coordinator[c].at = DROPPING
  :: else ->
    coordinator[c].batch = found;
    coordinator[c].at = SETTLING_ONE;
    send_settle(found, coordinator[c].run_id)
  fi
}

inline settle_one_answer(c) {
  settle(coordinator[c].batch, coordinator[c].run_id);
  if
  :: answer == COMMITTED -> coordinator[c].at = SETTLED_ONE
  :: answer == VOID -> coordinator[c].at = SETTLED_ONE_VOID
  :: else -> refused_to_begin(c)
  fi
}

inline settled_one(c, outcome) {
  if
  :: outcome == COMMITTED -> committed(coordinator[c].batch, 1)
  :: else -> voided(coordinator[c].batch)
  fi;
  coordinator[c].batch = NOTHING;
  coordinator[c].at = SETTLING_ALL
}

inline drop(c) {
  if
  :: fence == coordinator[c].run_id -> drop_receipts(coordinator[c].run_id)
  :: else
  fi;
  coordinator[c].at = FORGETTING
}

/* Runs.begun; a run that was started may be driven now, one that was resumed is made active first. */
inline begun_now(c) {
  if
  :: coordinator[c].run_id == newest && LIVE -> begun = 1
  :: else
  fi;
  if
  :: coordinator[c].resumes -> coordinator[c].at = ACTIVATING
  :: else -> rest_of_coordinator(c)
  fi
}

inline activate_now(c) {
  if
  :: coordinator[c].run_id == newest && run_state == PAUSED -> activate()
  :: else
  fi;
  rest_of_coordinator(c)
}

/* RunDriver: all decisions from the store alone, so that any number of drivers may make them, at any time. */
#define MAY_DRIVE (run_state == ACTIVE && begun)

inline advance() {
  if
  :: stage == DELETE_ROWS -> stage = LOAD; clear_pages()
  :: else -> check_target(); end()
  fi
}
