import type { GenericDocument } from "convex/server";
import { v } from "convex/values";
import { applicationReader, query } from "./builder";
import { requireProtocol } from "./protocol";

/**
 * The documents with these IDs, by position: only `_id`, `_creationTime` and `fields`. An ID of another table, a text that
 * is no ID and a document that is gone are null. At most 4,096 IDs a call (a transaction's read intervals).
 */
export const get = query({
  args: {
    protocol: v.number(),
    table: v.string(),
    ids: v.array(v.string()),
    fields: v.array(v.string()),
  },
  returns: v.object({ documents: v.array(v.any()) }),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    const db = applicationReader(ctx.db);
    const documents = await Promise.all(
      args.ids.map(async (text) => {
        const id = db.normalizeId(args.table, text);
        return id === null ? null : await db.get(args.table, id);
      }),
    );
    return { documents: documents.map((document) => document && pick(document, args.fields)) };
  },
});

/** A page of the table, oldest document first: only `_id`, `_creationTime` and `fields`. */
export const scan = query({
  args: {
    protocol: v.number(),
    table: v.string(),
    cursor: v.union(v.string(), v.null()),
    limit: v.number(),
    fields: v.array(v.string()),
  },
  returns: v.object({ documents: v.array(v.any()), cursor: v.string(), isDone: v.boolean() }),
  handler: async (ctx, args) => {
    requireProtocol(args.protocol);
    const page = await applicationReader(ctx.db)
      .query(args.table)
      .paginate({ numItems: args.limit, cursor: args.cursor });
    return {
      documents: page.page.map((document) => pick(document, args.fields)),
      cursor: page.continueCursor,
      isDone: page.isDone,
    };
  },
});

function pick(document: GenericDocument, fields: string[]): GenericDocument {
  const wanted = new Set(["_id", "_creationTime", ...fields]);
  return Object.fromEntries(Object.entries(document).filter(([field]) => wanted.has(field)));
}
