import type { FunctionReturnType } from "convex/server";
import { expect, test } from "vitest";
import { all, deployment, functions, insertion, run } from "../testing/deployment";

const ana = insertion({ clerkId: "ana", email: "ana@x.org" });

test("list_pages_showsEveryReceiptOfTheMappingOnce", async () => {
  const t = deployment();
  const current = run(t);
  await current.begin(["users"]);
  const other = run(t, "run-1", "shop");
  await other.begin(["posts"]);
  await other.settle("of another mapping");
  await current.write("b1", "users", [ana]);
  await current.settle("b2");
  await current.settle("b3");

  const seen: unknown[] = [];
  let cursor: string | null = null;
  for (let pages = 0, isDone = false; !isDone; pages += 1) {
    expect(pages).toBeLessThan(5);
    const page: FunctionReturnType<typeof functions.receipts.list> = await t.query(functions.receipts.list, {
      protocol: 1,
      mapping: "chat",
      cursor,
      limit: 2,
    });
    seen.push(...page.receipts);
    ({ cursor, isDone } = page);
  }
  expect(seen).toEqual([
    { batchId: "b1", runId: "run-1", outcome: "committed" },
    { batchId: "b2", runId: "run-1", outcome: "void" },
    { batchId: "b3", runId: "run-1", outcome: "void" },
  ]);
});

test("drop_runsOnBothSidesOfTheCurrent_dropsTheirsOnly", async () => {
  const t = deployment();
  const order = ["run-1", "run-9", "run-5"];
  let before: string | null = null;
  for (const id of order) {
    const one = run(t, id);
    await one.begin(["users"], before);
    await one.settle(`${id} a`);
    await one.settle(`${id} b`);
    before = id;
  }
  const current = run(t, "run-5");
  expect(await current.drop(3)).toEqual({ status: "dropped", count: 3, isDone: false });
  expect(await current.drop(3)).toEqual({ status: "dropped", count: 1, isDone: true });
  expect(await all(t, "pg2convex_receipts")).toMatchObject([{ batchId: "run-5 a" }, { batchId: "run-5 b" }]);
});

test("drop_otherMapping_isLeftAlone", async () => {
  const t = deployment();
  await run(t, "run-1", "shop").begin(["posts"]);
  await run(t, "run-1", "shop").settle("theirs");
  const current = run(t, "run-2");
  await current.begin(["users"]);
  expect(await current.drop(10)).toEqual({ status: "dropped", count: 0, isDone: true });
  expect(await all(t, "pg2convex_receipts")).toHaveLength(1);
});
