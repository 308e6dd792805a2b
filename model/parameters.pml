/* The bounds of one configuration, and the words of the model. Each bound can be set with -D. */

#ifndef ROWS
#define ROWS 2          /* rows of the source table: keys 0, 1 */
#endif
#ifndef PAGES
#define PAGES 2         /* pages of a stage */
#endif
#ifndef WORKERS
#define WORKERS 2
#endif
#ifndef COORDINATORS
#define COORDINATORS 1
#endif
#ifndef RUNS
#define RUNS 2
#endif
#ifndef BATCHES
#define BATCHES 3       /* batches that are in doubt, or that a message still speaks of, at one time */
#endif
#ifndef DOCUMENTS
#define DOCUMENTS 4     /* documents that exist, or that something still names, at one time */
#endif
#ifndef CHANGES
#define CHANGES 1       /* changes of the source: updates, and with DELETES deletes and re-inserts */
#endif
#if defined(UNFENCED_FINISH) || defined(INTENT_AFTER_WRITE) || defined(NO_ROW_LOCK)
#ifndef REFUSE_LATER
#define REFUSE_LATER    /* with these bugs it is not refused */
#endif
#endif
/* Switches: CANCEL, RESUME, DELETES, MATCH, REFUSALS, VANISH, LATE_SETTLE, LATE_BEGIN, PLANNERS. */

#define NOTHING 15      /* no document, no batch, no page, nobody */

/* run.state; runs are numbered, and only the newest can be live (the index run_one_live) */
#define ACTIVE 0
#define PAUSED 1
#define ENDED 2

/* page.state */
#define NO_PAGE 0
#define TODO 1
#define DONE 2

/* stage.kind */
#define LOAD 0
#define DELETE_ROWS 1

/* intent.state. MADE: only in the memory of the worker that made it. CLOSED: committed or void */
#define FREE 0
#define MADE 1
#define OPEN 2
#define CLOSED 3

/* receipt.outcome, and with FENCED the answer to write and settle */
#define NO_RECEIPT 0
#define VOID 1
#define COMMITTED 2
#define FENCED 3

/* Intent.Op; GONE is the outcome of an update */
#define NO_OP 0
#define INSERT 1
#define UPDATE 2
#define DELETE 3
#define GONE 4

/* where a worker stands */
#define IDLE 0
#define LEASED 1            /* step 2: lists the open intents of its page */
#define SETTLING 2          /*         waits for the answer to settle */
#define SETTLED 3           /*         knows the batch committed */
#define SETTLED_VOID 4      /*         knows it never will */
#define READING 5           /* step 3 */
#define CLASSIFYING 6       /* step 4 */
#define INTENDING 7         /* step 5: has a batch in memory */
#define INTENDING_CHECKED 8 /*         only with NO_ROW_LOCK */
#define AWAITING 9          /* step 6: waits for the answer to write */
#define ANSWERED 10         /* step 7: knows the batch committed */
#define ANSWERED_VOID 11
#define SPLITTING 12        /* Convex refused the batch: waits for the answer to settle */
#define SPLIT_VOID 13
#define REJECTING 14
#define FINISHING 15        /* step 8 */

/* where a coordinator stands (IDLE too) */
#define STARTING 1          /* only with FENCE_AFTER_LIST: has listed, will insert the run */
#define SHAKING 2           /* handshake */
#define CHECKING 3          /* is the run still live? */
#define RAISING 4           /* begin */
#define SETTLING_ALL 5
#define SETTLING_ONE 6
#define SETTLED_ONE 7
#define SETTLED_ONE_VOID 8
#define DROPPING 9
#define FORGETTING 10
#define ACTIVATING 11
