import { ConvexError, v } from "convex/values";
import schema from "../schema";
import { query } from "./builder";
import { findFence } from "./fence";
import { PROTOCOL } from "./protocol";

/**
 * Who answers here: the functions' version, the deployment's identity, the mapping's fence, and the deployed schema
 * as `schema.export()` writes it (tables, indexes, validators), for the run checks its mapping against it.
 *
 * Arguments and result stay as they are in every version, so that any two versions can find out that they differ.
 */
export const handshake = query({
  args: { mapping: v.string() },
  returns: v.object({
    protocol: v.number(),
    target: v.union(v.string(), v.null()),
    fence: v.union(
      v.object({ storeId: v.string(), runId: v.string(), tables: v.array(v.string()) }),
      v.null(),
    ),
    schema: v.string(),
  }),
  handler: async (ctx, args) => {
    if (!("pg2convex_fences" in schema.tables)) {
      throw new ConvexError({ code: "tables_missing", fix: "spread pg2convexTables into convex/schema.ts" });
    }
    const fence = await findFence(ctx.db, args.mapping);
    // `begin` lets no second identity in, so any fence tells the deployment's.
    const anyFence = fence ?? (await ctx.db.query("pg2convex_fences").first());
    return {
      protocol: PROTOCOL,
      target: anyFence?.target ?? null,
      fence: fence && { storeId: fence.storeId, runId: fence.runId, tables: fence.tables },
      schema: exportSchema(),
    };
  },
});

/** `export()` is what the Convex command line sends at a deploy; its type is not published. */
function exportSchema(): string {
  return (schema as unknown as { export(): string }).export();
}
