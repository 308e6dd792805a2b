import type { Reader } from "./builder";

/** The mark of the mapping's current run, or null before its first `begin`. */
export function findFence(db: Reader, mapping: string) {
  return db
    .query("pg2convex_fences")
    .withIndex("by_mapping", (range) => range.eq("mapping", mapping))
    .unique();
}

/** Whether the run is the mapping's current one. What an older run still sends must change nothing. */
export async function isCurrentRun(db: Reader, caller: { mapping: string; runId: string }): Promise<boolean> {
  const fence = await findFence(db, caller.mapping);
  return fence?.runId === caller.runId;
}
