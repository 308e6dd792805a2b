import { expect, test } from "vitest";
import { all, begun, deployment, insertion } from "../testing/deployment";
import type { Match } from "./validators";

const byClerkId: Match = { index: "by_clerk_id", fields: ["clerkId"], onMatch: "update" };

test("write_tooManyDocuments_throwsAndCommitsNothing", async () => {
  const t = deployment();
  const current = await begun(t);
  const operations = Array.from({ length: 16_001 }, () => insertion({}));
  await expect(current.write("b1", "values", operations)).rejects.toThrow("too many documents");
  expect(await all(t, "values")).toEqual([]);
  expect(await all(t, "pg2convex_receipts")).toEqual([]);
  expect(await current.settle("b1")).toEqual({ status: "void" });
});

test("write_tooManyBytes_throwsAndCommitsNothing", async () => {
  const t = deployment();
  const current = await begun(t);
  const operations = Array.from({ length: 17 }, () => insertion({ any: "x".repeat(1_000_000) }));
  await expect(current.write("b1", "values", operations)).rejects.toThrow("too much data");
  expect(await all(t, "values")).toEqual([]);
});

test("write_tooManyReads_throwsAndSetsNoRowAside", async () => {
  const t = deployment({ databaseQueries: 50 });
  const current = await begun(t);
  const keys = Array.from({ length: 50 }, (_, n) => insertion({ clerkId: `c${n}`, email: "e" }));
  await expect(current.write("b1", "users", keys, byClerkId)).rejects.toThrow("Too many index ranges");
  expect(await all(t, "users")).toEqual([]);
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});
