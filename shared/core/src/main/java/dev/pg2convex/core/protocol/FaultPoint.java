package dev.pg2convex.core.protocol;

/**
 * The named places between two steps of the protocol: what a crash, a pause or a doubled message there may do is what the protocol is made for.
 *
 * <p>Each is reached after the step that it names, and before the next.
 */
public enum FaultPoint {
    // A run, from its command to its first stage: in the coordinator.
    RUN_CREATED, RUN_PAUSED, FENCE_RAISED, RECEIPTS_AUDITED, INTENTS_SETTLED, RECEIPTS_DROPPED, RUN_BEGUN, RUN_RESUMED,
    // A stage, from the planner's lease to its end.
    STAGES_ADDED, PLANNING_LEASED, PAGES_ADDED, PAGES_SENT, STAGE_FINISHED, RUN_ENDED,
    // A page, from its lease to its finish: in the worker.
    PAGE_LEASED, PAGE_SETTLED, ROWS_READ, ROWS_CLASSIFIED, REJECTS_STORED, GONE_FOUND, PAGE_WRITTEN, PAGE_FINISHED, STAGE_ADVANCED,
    // A batch, from its intent to its acknowledgement.
    INTENT_RECORDED, BATCH_ANSWERED, BATCH_ACKNOWLEDGED, BATCH_VOIDED,
    // An open intent of somebody who is gone.
    SETTLE_ANSWERED, INTENT_CLOSED
}
