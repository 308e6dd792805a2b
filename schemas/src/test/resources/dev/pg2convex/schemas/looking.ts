import { internalQueryGeneric, paginationOptsValidator } from "convex/server";
import { v } from "convex/values";

/** A page of whole documents: to look at the data without pg2convex. */
export const list = internalQueryGeneric({
  args: { table: v.string(), paginationOpts: paginationOptsValidator },
  returns: v.object({ page: v.array(v.any()), isDone: v.boolean(), continueCursor: v.string() }),
  handler: async (ctx, args) => {
    const { page, isDone, continueCursor } = await ctx.db.query(args.table).paginate(args.paginationOpts);
    return { page, isDone, continueCursor };
  },
});
