/* What there is: source, store, Convex with the messages on their way to it, workers, coordinators. */

typedef Row { bit live; byte version }                      /* a source row; its version is the hash of f(row) */
typedef Page { byte rows; byte state; byte holder }         /* rows: a set of keys. holder: whoever has the newest token */
typedef Mapping { byte document; byte version }             /* id_mapping: document_id and hash */
typedef Document { bit live; byte row; byte version; bit owner }
typedef Batch {
  byte intent;               /* store */
  byte receipt;              /* Convex */
  byte run_id;
  byte page;
  bit sent;                  /* a request to write is, or may be, on its way */
  byte settler;               /* the run whose request to settle may be on its way, or 0 */
  byte op[ROWS];
  byte version[ROWS];        /* the hash as sent; of a delete: the version that was last there */
  byte document[ROWS]
}
typedef WorkerState { byte at; byte run_id; byte page; byte batch; byte rest; byte seen[ROWS] }
typedef CoordinatorState { byte at; byte run_id; bit resumes; byte expected; byte batch; byte listed }

/* source */
Row source[ROWS];
byte changes = CHANGES;

/* store */
byte newest;                 /* the newest run */
byte run_state = ENDED;
bit begun;
byte stage;                  /* its kind; deletes come first */
bit planned;
byte left;
Page page[PAGES];
Mapping mapping[ROWS];
#ifdef REFUSALS
bit rejected[ROWS];
#endif
#ifdef PLANNERS
byte planner;                /* whoever has the newest planner token: 1 or 2 */
byte borders[3];             /* planner: 1 + the border that it read */
#endif

/* Convex */
byte fence;
Document document[DOCUMENTS];
#ifdef LATE_BEGIN
byte begins[RUNS + 1];       /* run: 1 + the expected run of a request to begin that may be on its way, or 0 */
#endif

Batch batch[BATCHES];
WorkerState worker[WORKERS];
CoordinatorState coordinator[COORDINATORS];

/* What only the checks know. */
bit quiet;                   /* the source has not changed since the run was inserted */
bit settled;                 /* target = f(source), by a run that ended on a quiet source; not changed since */
bit moved[ROWS];             /* the row changed since the holder of its page read it */
#ifdef VANISH
bit vanished[ROWS];          /* the application deleted the row's document */
#endif

/* Scratch; not part of a state. */
hidden byte i;
hidden byte j;
hidden byte k;
hidden byte fresh;
hidden byte answer;
hidden byte found;

#ifdef DELETES
#define FIRST_STAGE DELETE_ROWS
#else
#define FIRST_STAGE LOAD
#endif

#ifdef REFUSALS
#define REJECTED(row) rejected[row]
#else
#define REJECTED(row) false
#endif
#ifdef VANISH
#define VANISHED(row) vanished[row]
#else
#define VANISHED(row) false
#endif

#define LIVE (run_state != ENDED)
#define HAS(set, row) ((set >> (row)) & 1)

/* Guards.heldPage: the page is not done and its token is the caller's. */
#define HELD(w) (worker[w].page != NOTHING && page[worker[w].page].state == TODO && page[worker[w].page].holder == w)

/* The table of batches is kept sorted, free ones last. */
#define ROOM (batch[BATCHES - 1].intent == FREE)
#define ROOM_FOR_TWO (batch[BATCHES - 2].intent == FREE)
