import { v } from "convex/values";
import { apply } from "./apply";
import { mutation } from "./builder";
import { isCurrentRun } from "./fence";
import { requireProtocol } from "./protocol";
import { answerFrom, findReceipt } from "./receipt";
import { type BatchAnswer, batchAnswer, match, operation, type Result } from "./validators";

/**
 * Applies a batch at most once, however often and however late it arrives: fence, receipt, then every operation, then
 * the receipt, all in one transaction. A batch that has a receipt gets the receipt's answer and writes nothing.
 *
 * A row that Convex refuses is that row's outcome. Anything else (a transaction limit above all) throws, so that nothing
 * of the batch is committed.
 */
export const write = mutation({
  args: {
    protocol: v.number(),
    mapping: v.string(),
    runId: v.string(),
    batchId: v.string(),
    table: v.string(),
    match: v.optional(match),
    operations: v.array(operation),
  },
  returns: batchAnswer,
  handler: async (ctx, args): Promise<BatchAnswer> => {
    requireProtocol(args.protocol);
    if (!(await isCurrentRun(ctx.db, args))) return { status: "fenced" };
    const receipt = await findReceipt(ctx.db, args.batchId);
    if (receipt !== null) return answerFrom(receipt);

    const { mapping, runId, batchId, table } = args;
    const results: Result[] = [];
    for (const one of args.operations) {
      // One after the other: a row must see whom the row before it has adopted.
      results.push(await apply(ctx.db, { mapping, table, match: args.match }, one));
    }
    await ctx.db.insert("pg2convex_receipts", {
      batchId,
      mapping,
      runId,
      outcome: "committed",
      results,
    });
    return { status: "committed", results };
  },
});
