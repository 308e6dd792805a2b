import { v } from "convex/values";
import { mutation, query } from "./builder";
import { isCurrentRun } from "./fence";
import { requireProtocol } from "./protocol";
import { receiptOutcome } from "./validators";

/** A page of the mapping's receipts, without their results: for the audit at a run's start. */
export const list = query({
  args: {
    protocol: v.number(),
    mapping: v.string(),
    cursor: v.union(v.string(), v.null()),
    limit: v.number(),
  },
  returns: v.object({
    receipts: v.array(v.object({ batchId: v.string(), runId: v.string(), outcome: receiptOutcome })),
    cursor: v.string(),
    isDone: v.boolean(),
  }),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    const page = await ctx.db
      .query("pg2convex_receipts")
      .withIndex("by_mapping_and_run", (range) => range.eq("mapping", args.mapping))
      .paginate({ numItems: args.limit, cursor: args.cursor });
    return {
      receipts: page.page.map(({ batchId, runId, outcome }) => ({ batchId, runId, outcome })),
      cursor: page.continueCursor,
      isDone: page.isDone,
    };
  },
});

/**
 * Drops up to `limit` receipts of runs behind the fence. Only the current run may, and the caller has closed every intent of
 * those runs before: a receipt that an open intent still waits for must stay.
 */
export const drop = mutation({
  args: { protocol: v.number(), mapping: v.string(), runId: v.string(), limit: v.number() },
  returns: v.union(
    v.object({ status: v.literal("dropped"), count: v.number(), isDone: v.boolean() }),
    v.object({ status: v.literal("fenced") }),
  ),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    if (!(await isCurrentRun(ctx.db, args))) return { status: "fenced" as const };
    const receipts = ctx.db.query("pg2convex_receipts");
    const before = await receipts
      .withIndex("by_mapping_and_run", (range) => range.eq("mapping", args.mapping).lt("runId", args.runId))
      .take(args.limit);
    const after = await ctx.db
      .query("pg2convex_receipts")
      .withIndex("by_mapping_and_run", (range) => range.eq("mapping", args.mapping).gt("runId", args.runId))
      .take(args.limit - before.length);
    for (const receipt of [...before, ...after]) {
      await ctx.db.delete("pg2convex_receipts", receipt._id);
    }
    const count = before.length + after.length;
    return { status: "dropped" as const, count, isDone: count < args.limit };
  },
});
