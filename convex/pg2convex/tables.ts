import { type DataModelFromSchemaDefinition, defineTable, type SchemaDefinition } from "convex/server";
import { v } from "convex/values";
import { receiptOutcome, result } from "./validators";

/**
 * The bookkeeping tables, to be spread into the application's schema. Must not import that schema.
 *
 * - `pg2convex_fences`: one document per mapping, the mark of its current run. Older runs are refused.
 * - `pg2convex_receipts`: one document per batch, its results, written in the same transaction as its rows.
 * - `pg2convex_owners`: one document per document of a table with `match`, so that no two rows share one.
 */
export const pg2convexTables = {
  pg2convex_fences: defineTable({
    mapping: v.string(),
    target: v.string(),
    storeId: v.string(),
    runId: v.string(),
    tables: v.array(v.string()),
  }).index("by_mapping", ["mapping"]),

  pg2convex_receipts: defineTable({
    batchId: v.string(),
    mapping: v.string(),
    runId: v.string(),
    outcome: receiptOutcome,
    results: v.array(result),
  })
    .index("by_batch", ["batchId"])
    .index("by_mapping_and_run", ["mapping", "runId"]),

  pg2convex_owners: defineTable({
    document: v.string(),
    mapping: v.string(),
    table: v.string(),
  }).index("by_document", ["document"]),
};

/** The bookkeeping tables' types, whatever else the application's schema holds. */
export type Bookkeeping = DataModelFromSchemaDefinition<SchemaDefinition<typeof pg2convexTables, true>>;
