import { v } from "convex/values";
import { mutation } from "./builder";
import { isCurrentRun } from "./fence";
import { requireProtocol } from "./protocol";
import { answerFrom, findReceipt } from "./receipt";
import { type BatchAnswer, batchAnswer } from "./validators";

/**
 * Ends all doubt about a batch: says what it did if it has committed, and otherwise leaves a void receipt, so that it
 * never will, even if its request is still on the way.
 */
export const settle = mutation({
  args: { protocol: v.number(), mapping: v.string(), runId: v.string(), batchId: v.string() },
  returns: batchAnswer,
  handler: async (ctx, args): Promise<BatchAnswer> => {
    requireProtocol(args.protocol);
    if (!(await isCurrentRun(ctx.db, args))) return { status: "fenced" };
    const receipt = await findReceipt(ctx.db, args.batchId);
    if (receipt !== null) return answerFrom(receipt);

    const { mapping, runId, batchId } = args;
    await ctx.db.insert("pg2convex_receipts", {
      batchId,
      mapping,
      runId,
      outcome: "void",
      results: [],
    });
    return { status: "void" };
  },
});
