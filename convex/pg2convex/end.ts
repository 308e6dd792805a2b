import { v } from "convex/values";
import { mutation } from "./builder";
import { findFence } from "./fence";
import { requireProtocol } from "./protocol";

/**
 * Ends a mapping: drops up to `limit` of its receipts, of whatever run, and with the last of them its fence, in one
 * transaction. From then on no batch of it is taken, however late it arrives. Only the current run may, and only after the
 * store has closed every intent. `more` asks for another call.
 */
export const end = mutation({
  args: { protocol: v.number(), mapping: v.string(), runId: v.string(), limit: v.number() },
  returns: v.object({ status: v.union(v.literal("ended"), v.literal("more"), v.literal("fenced")) }),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    const fence = await findFence(ctx.db, args.mapping);
    if (fence?.runId !== args.runId) return { status: "fenced" as const };
    const receipts = await ctx.db
      .query("pg2convex_receipts")
      .withIndex("by_mapping_and_run", (range) => range.eq("mapping", args.mapping))
      .take(args.limit);
    for (const receipt of receipts) {
      await ctx.db.delete("pg2convex_receipts", receipt._id);
    }
    if (receipts.length === args.limit) return { status: "more" as const };
    await ctx.db.delete("pg2convex_fences", fence._id);
    return { status: "ended" as const };
  },
});
