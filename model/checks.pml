/* The invariants of design §4. An assertion that fails names its line here. */

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
        for (j : 0 .. DOCUMENTS - 1) { assert(!(document[j].live && document[j].row == i)) /* UNMAPPED_DOCUMENT */ }
#ifdef VANISH
      :: mapping[i].document != NOTHING && vanished[i]
#endif
      :: else ->
        assert(document[mapping[i].document].live && document[mapping[i].document].row == i); /* MAPPING_DANGLES */
        assert(document[mapping[i].document].version == mapping[i].version) /* MAPPING_DIFFERS */
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
    :: HAS(page[number].rows, i) && !moved[i] && stage == LOAD && source[i].live
#ifdef REFUSALS
       && !rejected[i]
#endif
      -> assert(mapping[i].document != NOTHING && mapping[i].version == source[i].version) /* DONE_TOO_EARLY */
    :: HAS(page[number].rows, i) && !moved[i] && stage == DELETE_ROWS && !source[i].live ->
      assert(mapping[i].document == NOTHING) /* DONE_BEFORE_DELETED */
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
        :: document[j].live && document[j].row == i
#ifdef REFUSALS
           && !rejected[i]
#endif
           ->
          found++;
          assert(source[i].live && document[j].version == source[i].version); /* TARGET_DIFFERS */
          assert(mapping[i].document == j && mapping[i].version == source[i].version) /* MAPPING_DIFFERS_AT_END */
        :: else
        fi
      }
      assert(found <= 1); /* DOUBLED_AT_END */
      if
#ifdef REFUSALS
      :: rejected[i] -> settled = 0
#endif
#ifdef VANISH
      :: vanished[i] -> settled = 0
#endif
      :: else -> assert(found == source[i].live) /* ROW_LOST */
      fi
    }
  :: else
  fi;
#ifdef WITNESS
  assert(!(settled && newest == RUNS && changes == 0)) /* WITNESS_OF_THE_END */
#endif
}
