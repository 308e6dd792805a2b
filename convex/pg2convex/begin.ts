import { v } from "convex/values";
import { applicationReader, mutation, type Reader } from "./builder";
import { requireProtocol } from "./protocol";
import { type BeginAnswer, beginAnswer, claimedTable } from "./validators";

/**
 * Makes a run the mapping's current one: compare-and-set on the fence's run, from `expectedRun` (null: there is no
 * fence yet) to `runId`. Repeating it is harmless. A mapping's first run also claims the deployment's identity and its
 * tables, which must be empty unless the caller says otherwise.
 */
export const begin = mutation({
  args: {
    protocol: v.number(),
    mapping: v.string(),
    storeId: v.string(),
    target: v.string(),
    expectedRun: v.union(v.string(), v.null()),
    runId: v.string(),
    tables: v.array(claimedTable),
  },
  returns: beginAnswer,
  handler: async (ctx, args): Promise<BeginAnswer> => {
    requireProtocol(args.protocol);
    const names = args.tables.map((table) => table.name);
    let own = null;
    for await (const fence of ctx.db.query("pg2convex_fences")) {
      if (fence.target !== args.target) {
        return { status: "refused", code: "other_target", mapping: fence.mapping };
      }
      if (fence.mapping === args.mapping) {
        own = fence;
        continue;
      }
      const claimed = names.find((name) => fence.tables.includes(name));
      if (claimed !== undefined) {
        return { status: "refused", code: "table_claimed", table: claimed, mapping: fence.mapping };
      }
    }

    if (own === null) {
      if (args.expectedRun !== null) return { status: "refused", code: "fence_moved" };
      const filled = await firstTableWithDocuments(ctx.db, args.tables);
      if (filled !== null) return { status: "refused", code: "not_empty", table: filled };
      const { mapping, target, storeId, runId } = args;
      await ctx.db.insert("pg2convex_fences", { mapping, target, storeId, runId, tables: names });
      return { status: "begun", created: true };
    }

    if (own.storeId !== args.storeId) return { status: "refused", code: "other_store" };
    if (own.runId !== args.expectedRun && own.runId !== args.runId) {
      return { status: "refused", code: "fence_moved", runId: own.runId };
    }
    // A table that the mapping gained is new to this deployment, as all of them once were.
    const known = own.tables;
    const gained = args.tables.filter(({ name }) => !known.includes(name));
    const filled = await firstTableWithDocuments(ctx.db, gained);
    if (filled !== null) return { status: "refused", code: "not_empty", table: filled };
    await ctx.db.patch("pg2convex_fences", own._id, { runId: args.runId, tables: names });
    return { status: "begun", created: false };
  },
});

async function firstTableWithDocuments(
  db: Reader,
  tables: { name: string; mayHaveDocuments: boolean }[],
): Promise<string | null> {
  for (const { name, mayHaveDocuments } of tables) {
    if (mayHaveDocuments) continue;
    if ((await applicationReader(db).query(name).first()) !== null) return name;
  }
  return null;
}
