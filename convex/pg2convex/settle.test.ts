import { expect, test } from "vitest";
import { all, begun, deployment, insertion, run } from "../testing/deployment";

const ana = insertion({ clerkId: "ana", email: "ana@x.org" });

test("settle_unknownBatch_leavesVoidReceipt", async () => {
  const t = deployment();
  const current = await begun(t);
  expect(await current.settle("b1")).toEqual({ status: "void" });
  expect(await current.settle("b1")).toEqual({ status: "void" });
  expect(await all(t, "pg2convex_receipts")).toMatchObject([
    { batchId: "b1", mapping: "chat", runId: "run-1", outcome: "void", results: [] },
  ]);
});

test("settle_beforeTheWriteArrives_makesItVoid", async () => {
  const t = deployment();
  const current = await begun(t);
  await current.settle("b1");
  expect(await current.write("b1", "users", [ana])).toEqual({ status: "void" });
  expect(await all(t, "users")).toEqual([]);
});

test("settle_committedBatch_tellsItsResults", async () => {
  const t = deployment();
  const current = await begun(t);
  const written = await current.write("b1", "users", [ana, insertion({})]);
  expect(await current.settle("b1")).toEqual(written);
  expect(await all(t, "pg2convex_receipts")).toHaveLength(1);
});

test("settle_batchOfAnEarlierRun_tellsItsResults", async () => {
  const t = deployment();
  const earlier = await begun(t);
  const written = await earlier.write("b1", "users", [ana]);
  const next = run(t, "run-2");
  await next.begin(["users"], "run-1");
  expect(await next.settle("b1")).toEqual(written);
  expect(await next.settle("b2")).toEqual({ status: "void" });
  expect(await next.write("b2", "users", [ana])).toEqual({ status: "void" });
});
