import type { Reader, Writer } from "./builder";

/** The record that a source row has this document, or null: then the application made it, and it may be adopted. */
export function findOwner(db: Reader, document: string) {
  return db
    .query("pg2convex_owners")
    .withIndex("by_document", (range) => range.eq("document", document))
    .unique();
}

export async function recordOwner(
  db: Writer,
  owner: { document: string; mapping: string; table: string },
): Promise<void> {
  await db.insert("pg2convex_owners", owner);
}

export async function forgetOwner(db: Writer, document: string): Promise<void> {
  const owner = await findOwner(db, document);
  if (owner !== null) await db.delete("pg2convex_owners", owner._id);
}
