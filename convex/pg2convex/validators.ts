import { type Infer, v } from "convex/values";

/**
 * One row's change. `set` is `v.any()` and no record: a key that Convex refuses must become that row's outcome,
 * not the whole batch's argument error. `unset` names mapped fields that must not be in the document.
 */
export const operation = v.union(
  v.object({ op: v.literal("insert"), set: v.any(), unset: v.array(v.string()) }),
  v.object({ op: v.literal("update"), id: v.string(), set: v.any(), unset: v.array(v.string()) }),
  v.object({ op: v.literal("delete"), id: v.string(), unlink: v.boolean() }),
);
export type Operation = Infer<typeof operation>;

/** How an insert finds a document to adopt. Every field of `index` must be in `fields`. */
export const match = v.object({
  index: v.string(),
  fields: v.array(v.string()),
  onMatch: v.union(v.literal("update"), v.literal("skip")),
});
export type Match = Infer<typeof match>;

/** What became of an operation. A rejection carries a code and a field path, never a text: texts hold values. */
export const result = v.union(
  v.object({ outcome: v.literal("inserted"), id: v.string() }),
  v.object({ outcome: v.literal("adopted"), id: v.string(), twins: v.number() }),
  v.object({ outcome: v.literal("skipped"), id: v.string(), twins: v.number() }),
  v.object({ outcome: v.literal("updated") }),
  v.object({ outcome: v.literal("gone") }),
  v.object({ outcome: v.literal("deleted") }),
  v.object({ outcome: v.literal("unlinked") }),
  v.object({
    outcome: v.literal("rejected"),
    code: v.union(v.literal("schema"), v.literal("value"), v.literal("identifier"), v.literal("size")),
    path: v.optional(v.string()),
  }),
);
export type Result = Infer<typeof result>;
export type RowError = Omit<Extract<Result, { outcome: "rejected" }>, "outcome">;

/** A batch's fate, as `write` and `settle` answer it. Only `committed` has written anything. */
export const batchAnswer = v.union(
  v.object({ status: v.literal("committed"), results: v.array(result) }),
  v.object({ status: v.literal("void") }),
  v.object({ status: v.literal("fenced") }),
);
export type BatchAnswer = Infer<typeof batchAnswer>;

export const receiptOutcome = v.union(v.literal("committed"), v.literal("void"));

export const claimedTable = v.object({ name: v.string(), mayHaveDocuments: v.boolean() });

export const beginAnswer = v.union(
  v.object({ status: v.literal("begun"), created: v.boolean() }),
  v.object({
    status: v.literal("refused"),
    code: v.union(
      v.literal("other_target"),
      v.literal("other_store"),
      v.literal("fence_moved"),
      v.literal("table_claimed"),
      v.literal("not_empty"),
    ),
    table: v.optional(v.string()),
    mapping: v.optional(v.string()),
    runId: v.optional(v.string()),
  }),
);
export type BeginAnswer = Infer<typeof beginAnswer>;
