import { ConvexError } from "convex/values";
import { expect, test } from "vitest";
import { all, deployment, type Deployment, functions } from "../testing/deployment";

const caller = { protocol: 2, mapping: "chat", runId: "run-1" };
const page = { protocol: 2, cursor: null, limit: 10 };

const calls: Record<string, (t: Deployment) => Promise<unknown>> = {
  begin: (t) =>
    t.mutation(functions.begin.begin, {
      ...caller,
      storeId: "s",
      target: "t",
      expectedRun: null,
      tables: [],
    }),
  write: (t) =>
    t.mutation(functions.write.write, { ...caller, batchId: "b", table: "users", operations: [] }),
  settle: (t) => t.mutation(functions.settle.settle, { ...caller, batchId: "b" }),
  drop: (t) => t.mutation(functions.receipts.drop, { ...caller, limit: 1 }),
  list: (t) => t.query(functions.receipts.list, { ...page, mapping: "chat" }),
  get: (t) => t.query(functions.documents.get, { protocol: 2, table: "users", ids: [], fields: [] }),
  scan: (t) => t.query(functions.documents.scan, { ...page, table: "users", fields: [] }),
};

test.each(Object.entries(calls))("%s_callerOfAnotherProtocol_throws", async (_, call) => {
  const t = deployment();
  const error: unknown = await call(t).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConvexError);
  expect(error).toMatchObject({ data: { code: "protocol_mismatch", expected: 1, got: 2 } });
  expect(await all(t, "pg2convex_fences")).toEqual([]);
  expect(await all(t, "pg2convex_receipts")).toEqual([]);
});
