import {
  type DataModelFromSchemaDefinition,
  internalMutationGeneric,
  internalQueryGeneric,
  type MutationBuilder,
  paginationOptsValidator,
  type QueryBuilder,
} from "convex/server";
import { v } from "convex/values";
import schema from "./schema";

type DataModel = DataModelFromSchemaDefinition<typeof schema>;
const mutation = internalMutationGeneric as MutationBuilder<DataModel, "internal">;
const query = internalQueryGeneric as QueryBuilder<DataModel, "internal">;

const table = v.union(v.literal("people"), v.literal("items"), v.literal("nodes"));

/** A person whom the application knew before any migration. */
export const signUp = mutation({
  args: { handle: v.string(), plan: v.string() },
  returns: v.id("people"),
  handler: async (ctx, args) => await ctx.db.insert("people", args),
});

/** A page of whole documents: to look at the data without pg2convex. */
export const list = query({
  args: { table, paginationOpts: paginationOptsValidator },
  returns: v.object({ page: v.array(v.any()), isDone: v.boolean(), continueCursor: v.string() }),
  handler: async (ctx, args) => {
    const { page, isDone, continueCursor } = await ctx.db.query(args.table).paginate(args.paginationOpts);
    return { page, isDone, continueCursor };
  },
});

/** Makes the deployment new again, for the next test. */
export const clear = mutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    for (const name of Object.keys(schema.tables) as (keyof typeof schema.tables)[]) {
      for await (const document of ctx.db.query(name)) await ctx.db.delete(name, document._id as never);
    }
    return null;
  },
});
