import { v } from "convex/values";
import { mutation } from "./builder";
import { isCurrentRun } from "./fence";
import { findOwner, recordOwner } from "./owner";
import { requireProtocol } from "./protocol";

/**
 * Records that source rows have these documents, for a table that had no `match` when they were made: without it, a new row
 * of equal natural key would adopt the document of another. Repeating it is harmless.
 */
export const claim = mutation({
  args: {
    protocol: v.number(),
    mapping: v.string(),
    runId: v.string(),
    table: v.string(),
    documents: v.array(v.string()),
  },
  returns: v.object({ status: v.union(v.literal("claimed"), v.literal("fenced")) }),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    if (!(await isCurrentRun(ctx.db, args))) return { status: "fenced" as const };
    const { mapping, table } = args;
    for (const document of args.documents) {
      if ((await findOwner(ctx.db, document)) === null) {
        await recordOwner(ctx.db, { document, mapping, table });
      }
    }
    return { status: "claimed" as const };
  },
});
