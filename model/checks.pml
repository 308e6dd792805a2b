/* The invariants of docs/protocol.md. A claim that fails prints its name. */

#define CLAIM(claim, name) if :: (claim) :: else -> c_code { uerror("violated: " #name); } fi

/* The store's mapping agrees with Convex, where no open intent leaves it in doubt. */
inline check_agreement() {
#ifdef HARM_ONLY
  skip
#else
  for (i : 0 .. ROWS - 1) {
    found = 0;
    for (j : 0 .. BATCHES - 1) {
      if
      :: batch[j].intent == OPEN && batch[j].op[i] != NO_OP -> found = 1
      :: else
      fi
    }
    if
    :: found
    :: else ->
      if
      :: mapping[i].document == NOTHING ->
        for (j : 0 .. DOCUMENTS - 1) { CLAIM(!(document[j].live && document[j].row == i), UNMAPPED_DOCUMENT) }
      :: mapping[i].document != NOTHING && VANISHED(i)
      :: else ->
        CLAIM(document[mapping[i].document].live && document[mapping[i].document].row == i, MAPPING_DANGLES);
        CLAIM(document[mapping[i].document].version == mapping[i].version, MAPPING_DIFFERS)
      fi
    fi
  }
#endif
}

/* A page is done only when each of its rows is mapped at its current hash, rejected, or deleted by policy. */
inline check_finished(number) {
#ifdef HARM_ONLY
  skip
#else
  for (i : 0 .. ROWS - 1) {
    if
    :: HAS(page[number].rows, i) && !moved[i] && stage == LOAD && source[i].live && !REJECTED(i) ->
      CLAIM(mapping[i].document != NOTHING && mapping[i].version == source[i].version, DONE_TOO_EARLY)
    :: HAS(page[number].rows, i) && !moved[i] && stage == DELETE_ROWS && !source[i].live ->
      CLAIM(mapping[i].document == NOTHING, DONE_BEFORE_DELETED)
    :: else
    fi
  }
#endif
}

/* A run ended on a quiet source: target = f(source). */
inline check_target() {
  if
  :: quiet ->
    settled = 1;
    for (i : 0 .. ROWS - 1) {
      found = 0;
      for (j : 0 .. DOCUMENTS - 1) {
        if
        :: document[j].live && document[j].row == i && !REJECTED(i) ->
          found++;
          CLAIM(source[i].live && document[j].version == source[i].version, TARGET_DIFFERS);
          CLAIM(mapping[i].document == j && mapping[i].version == source[i].version, MAPPING_DIFFERS_AT_END)
        :: else
        fi
      }
      CLAIM(found <= 1, DOUBLED_AT_END);
      if
      :: REJECTED(i) || VANISHED(i) -> settled = 0
      :: else -> CLAIM(found == source[i].live, ROW_LOST)
      fi
    }
  :: else
  fi;
#ifdef WITNESS
  CLAIM(!(settled && newest == RUNS && changes == 0), WITNESS_OF_THE_END)
#endif
}
