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

/**
 * Forgets that source rows have documents: looks at a page of the owner records and drops those of the mapping, of one
 * table or (null) of all. For the run that lets go of them; the documents stay. Repeating it is harmless.
 */
export const release = mutation({
  args: {
    protocol: v.number(),
    mapping: v.string(),
    runId: v.string(),
    table: v.union(v.string(), v.null()),
    cursor: v.union(v.string(), v.null()),
    limit: v.number(),
  },
  returns: v.union(
    v.object({ status: v.literal("released"), cursor: v.string(), isDone: v.boolean() }),
    v.object({ status: v.literal("fenced") }),
  ),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    if (!(await isCurrentRun(ctx.db, args))) return { status: "fenced" as const };
    const page = await ctx.db
      .query("pg2convex_owners")
      .paginate({ numItems: args.limit, cursor: args.cursor });
    for (const owner of page.page) {
      if (owner.mapping === args.mapping && (args.table === null || owner.table === args.table)) {
        await ctx.db.delete("pg2convex_owners", owner._id);
      }
    }
    return { status: "released" as const, cursor: page.continueCursor, isDone: page.isDone };
  },
});
