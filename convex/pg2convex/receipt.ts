import type { DocumentByName } from "convex/server";
import type { Reader } from "./builder";
import type { Bookkeeping } from "./tables";
import type { BatchAnswer } from "./validators";

/** The batch's receipt, or null while the batch has neither committed nor been made void. */
export function findReceipt(db: Reader, batchId: string) {
  return db
    .query("pg2convex_receipts")
    .withIndex("by_batch", (range) => range.eq("batchId", batchId))
    .unique();
}

/** What a receipt says about its batch, to whoever asks, however often. */
export function answerFrom(receipt: DocumentByName<Bookkeeping, "pg2convex_receipts">): BatchAnswer {
  return receipt.outcome === "committed"
    ? { status: "committed", results: receipt.results }
    : { status: "void" };
}
