/*
 * What keeps the number of states down. A worker that has lost its page, and would only read on, is refused at once (not with REFUSE_LATER).
 * Symmetry reduction: workers, batches and documents are interchangeable, so each of the three tables is kept sorted and what
 * names its entries is renamed. A batch that nothing can ask for again is emptied. NO_SYMMETRY leaves all in place.
 */
c_code {
static int doc_name(int *to, int d) { return d == NOTHING ? NOTHING : to[d]; }

static long batch_key(int b) {
  long key = now.batch[b].intent == FREE ? 0 : 1;
  key = key << 2 | now.batch[b].intent;
  key = key << 2 | now.batch[b].receipt;
  key = key << 3 | now.batch[b].run_id;
  key = key << 4 | now.batch[b].page;
  key = key << 1 | now.batch[b].sent;
  key = key << 3 | now.batch[b].settler;
  for (int r = 0; r < ROWS; r++) {
    key = key << 3 | now.batch[b].op[r];
    key = key << 3 | now.batch[b].version[r];
    key = key << 4 | now.batch[b].document[r];
  }
  return key;
}

static int batch_held(int b) {
  for (int w = 0; w < WORKERS; w++) if (now.worker[w].batch == b || now.worker[w].rest == b) return 1;
  for (int c = 0; c < COORDINATORS; c++) {
    if (now.coordinator[c].batch == b || (now.coordinator[c].listed >> b & 1)) return 1;
  }
  return 0;
}

static void batch_clear(int b) {
  now.batch[b].intent = FREE; now.batch[b].receipt = NO_RECEIPT; now.batch[b].run_id = 0; now.batch[b].page = NOTHING;
  now.batch[b].sent = 0; now.batch[b].settler = 0;
  for (int r = 0; r < ROWS; r++) {
    now.batch[b].op[r] = NO_OP; now.batch[b].version[r] = 0; now.batch[b].document[r] = NOTHING;
  }
}

static void collect_batches(void) {
  for (int b = 0; b < BATCHES; b++) {
    if (now.batch[b].intent == CLOSED && !now.batch[b].sent && !now.batch[b].settler && !batch_held(b)) batch_clear(b);
  }
}

static long document_key(int d) {
  return ((long) now.document[d].live << 12) | now.document[d].row << 8 | now.document[d].version << 1 | now.document[d].owner;
}

static void sort_documents(void) {
  int from[DOCUMENTS], to[DOCUMENTS];
#ifdef MATCH
  int first = 1;
#else
  int first = 0;
#endif
  for (int d = 0; d < DOCUMENTS; d++) from[d] = d;
  int moved = 0;
  for (int d = first + 1; d < DOCUMENTS; d++) {
    int one = from[d], e = d;
    while (e > first && document_key(from[e - 1]) < document_key(one)) { from[e] = from[e - 1]; e--; moved = 1; }
    from[e] = one;
  }
  if (!moved) return;
  struct Document copy[DOCUMENTS];
  for (int d = 0; d < DOCUMENTS; d++) copy[d] = now.document[d];
  for (int d = 0; d < DOCUMENTS; d++) { now.document[d] = copy[from[d]]; to[from[d]] = d; }
  for (int r = 0; r < ROWS; r++) now.mapping[r].document = doc_name(to, now.mapping[r].document);
  for (int b = 0; b < BATCHES; b++)
    for (int r = 0; r < ROWS; r++) now.batch[b].document[r] = doc_name(to, now.batch[b].document[r]);
  for (int w = 0; w < WORKERS; w++)
    if (now.stage == DELETE_ROWS && now.worker[w].at == CLASSIFYING)
      for (int r = 0; r < ROWS; r++) now.worker[w].seen[r] = doc_name(to, now.worker[w].seen[r]);
}

static void sort_batches(void) {
  int from[BATCHES], to[NOTHING + 1];
  long key[BATCHES];
  int moved = 0;
  for (int b = 0; b < BATCHES; b++) key[b] = batch_key(b);
  for (int b = 0; b < BATCHES; b++) {
    int e = b;
    while (e > 0 && key[from[e - 1]] < key[b]) { from[e] = from[e - 1]; e--; moved = 1; }
    from[e] = b;
  }
  if (!moved) return;
  struct Batch copy[BATCHES];
  for (int b = 0; b < BATCHES; b++) copy[b] = now.batch[b];
  for (int b = 0; b < BATCHES; b++) { now.batch[b] = copy[from[b]]; to[from[b]] = b; }
  to[NOTHING] = NOTHING;
  for (int w = 0; w < WORKERS; w++) {
    now.worker[w].batch = to[now.worker[w].batch];
    now.worker[w].rest = to[now.worker[w].rest];
  }
  for (int c = 0; c < COORDINATORS; c++) {
    int listed = 0;
    for (int b = 0; b < BATCHES; b++) if (now.coordinator[c].listed >> b & 1) listed |= 1 << to[b];
    now.coordinator[c].listed = listed;
    now.coordinator[c].batch = to[now.coordinator[c].batch];
  }
}

static long worker_key(int w) {
  long key = now.worker[w].at;
  key = key << 3 | now.worker[w].run_id;
  key = key << 4 | now.worker[w].page;
  key = key << 4 | now.worker[w].batch;
  key = key << 4 | now.worker[w].rest;
  for (int r = 0; r < ROWS; r++) key = key << 4 | now.worker[w].seen[r];
  int holds = 0;
  for (int p = 0; p < PAGES; p++) holds |= (now.page[p].holder == w) << p;
  return key << PAGES | holds;
}

static void sort_workers(void) {
#if WORKERS == 2
  if (worker_key(0) >= worker_key(1)) return;
  struct WorkerState copy = now.worker[0];
  now.worker[0] = now.worker[1];
  now.worker[1] = copy;
  for (int p = 0; p < PAGES; p++) if (now.page[p].holder < 2) now.page[p].holder ^= 1;
#endif
}

#ifndef REFUSE_LATER
/* Its token will never be the newest again: whatever it reads and makes, its next transaction refuses it. */
static void refuse_at_once(void) {
  for (int w = 0; w < WORKERS; w++) {
    int at = now.worker[w].at, p = now.worker[w].page;
    if (at != LEASED && at != READING && at != CLASSIFYING && at != INTENDING && at != FINISHING) continue;
    if (p != NOTHING && now.page[p].state == TODO && now.page[p].holder == w) continue;
    if (now.worker[w].batch != NOTHING && now.batch[now.worker[w].batch].intent == MADE) batch_clear(now.worker[w].batch);
    if (now.worker[w].rest != NOTHING) batch_clear(now.worker[w].rest);
    now.worker[w].at = IDLE; now.worker[w].run_id = 0; now.worker[w].page = NOTHING;
    now.worker[w].batch = NOTHING; now.worker[w].rest = NOTHING;
    for (int r = 0; r < ROWS; r++) now.worker[w].seen[r] = 0;
  }
}
#endif

static void canonical(void) {
#ifndef REFUSE_LATER
  refuse_at_once();
#endif
  collect_batches();
#ifndef NO_SYMMETRY
  sort_documents();
  sort_workers();
#endif
  sort_batches();
}
}

#define CANONICAL c_code { canonical(); }
