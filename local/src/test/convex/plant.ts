import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";

/** Inserts documents, as an application does; the IDs by position. */
export const insert = internalMutationGeneric({
  args: { table: v.string(), documents: v.array(v.any()) },
  returns: v.array(v.string()),
  handler: async (ctx, { table, documents }) => {
    const ids = [];
    for (const document of documents) ids.push(await ctx.db.insert(table, document));
    return ids;
  },
});

export const patch = internalMutationGeneric({
  args: { table: v.string(), id: v.string(), fields: v.any() },
  returns: v.null(),
  handler: async (ctx, { table, id, fields }) => {
    await ctx.db.patch(table, id as never, fields);
    return null;
  },
});

export const remove = internalMutationGeneric({
  args: { table: v.string(), id: v.string() },
  returns: v.null(),
  handler: async (ctx, { table, id }) => {
    await ctx.db.delete(table, id as never);
    return null;
  },
});

export const count = internalQueryGeneric({
  args: { table: v.string() },
  returns: v.number(),
  handler: async (ctx, { table }) => (await ctx.db.query(table).collect()).length,
});

/** Deletes so many of a table's documents at most; says how many there were. */
export const clear = internalMutationGeneric({
  args: { table: v.string(), limit: v.number() },
  returns: v.number(),
  handler: async (ctx, { table, limit }) => {
    const found = await ctx.db.query(table).take(limit);
    for (const document of found) await ctx.db.delete(table, document._id as never);
    return found.length;
  },
});
