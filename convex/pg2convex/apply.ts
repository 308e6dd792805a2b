import type { GenericDocument } from "convex/server";
import { ConvexError, type Value } from "convex/values";
import { findAdoptable } from "./adopt";
import { applicationWriter, type Writer } from "./builder";
import { forgetOwner, recordOwner } from "./owner";
import { rowError } from "./rowErrors";
import type { Match, Operation, Result } from "./validators";

/** What the operations of a batch have in common. */
export interface Target {
  mapping: string;
  table: string;
  match: Match | undefined;
}

type OperationOf<Op extends Operation["op"]> = Extract<Operation, { op: Op }>;

/**
 * Applies one operation. An error on the list of row errors becomes the row's outcome; in each branch the write that can
 * fail so comes first, so that a rejected row leaves nothing behind.
 */
export async function apply(db: Writer, target: Target, operation: Operation): Promise<Result> {
  try {
    switch (operation.op) {
      case "insert":
        return await insert(db, target, operation);
      case "update":
        return await update(db, target, operation);
      case "delete":
        return await remove(db, target, operation);
    }
  } catch (error) {
    const rejected = rowError(error);
    if (rejected === null) throw error;
    return { outcome: "rejected", ...rejected };
  }
}

async function insert(db: Writer, target: Target, operation: OperationOf<"insert">): Promise<Result> {
  const { mapping, table, match } = target;
  const tables = applicationWriter(db);
  const set = fieldsOf(operation.set);
  if (match === undefined) {
    return { outcome: "inserted", id: await tables.insert(table, set) };
  }

  const found = await findAdoptable(db, table, match, set);
  if (found === null) {
    const id = (await tables.insert(table, set)) as string;
    await recordOwner(db, { document: id, mapping, table });
    return { outcome: "inserted", id };
  }
  if (match.onMatch === "update") {
    await tables.patch(table, found.id as never, changes(set, operation.unset));
  }
  await recordOwner(db, { document: found.id, mapping, table });
  return { outcome: match.onMatch === "update" ? "adopted" : "skipped", ...found };
}

async function update(db: Writer, target: Target, operation: OperationOf<"update">): Promise<Result> {
  const tables = applicationWriter(db);
  const id = tables.normalizeId(target.table, operation.id);
  if (id === null || (await tables.get(target.table, id)) === null) {
    if (target.match !== undefined) await forgetOwner(db, operation.id);
    return { outcome: "gone" };
  }
  await tables.patch(target.table, id, changes(fieldsOf(operation.set), operation.unset));
  return { outcome: "updated" };
}

async function remove(db: Writer, target: Target, operation: OperationOf<"delete">): Promise<Result> {
  if (operation.unlink) {
    await forgetOwner(db, operation.id);
    return { outcome: "unlinked" };
  }
  const tables = applicationWriter(db);
  const id = tables.normalizeId(target.table, operation.id);
  if (id !== null && (await tables.get(target.table, id)) !== null) {
    await tables.delete(target.table, id);
  }
  // Also of a table without `match`: it may have had one when the document was made.
  await forgetOwner(db, operation.id);
  return { outcome: "deleted" };
}

/** `db.patch` removes a field whose value is undefined, which no request can say: hence the names in `unset`. */
function changes(set: GenericDocument, unset: string[]): Record<string, Value | undefined> {
  return { ...set, ...Object.fromEntries(unset.map((field) => [field, undefined])) };
}

function fieldsOf(set: unknown): GenericDocument {
  if (typeof set !== "object" || set === null || Array.isArray(set) || set instanceof ArrayBuffer) {
    throw new ConvexError({ code: "bad_request", expected: "`set` is an object of fields" });
  }
  return set as GenericDocument;
}
