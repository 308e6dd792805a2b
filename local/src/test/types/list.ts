import { internalQueryGeneric } from "convex/server";
import { v } from "convex/values";

/** All documents of a small table. */
export const all = internalQueryGeneric({
  args: { table: v.string() },
  returns: v.array(v.any()),
  handler: async (ctx, { table }) => ctx.db.query(table).collect(),
});
