import { expect, test } from "vitest";
import { all, deployment, idAt, insertion, run } from "../testing/deployment";

const match = { index: "by_clerk_id", fields: ["clerkId"], onMatch: "update" as const };
const ana = insertion({ clerkId: "ana", email: "ana@x.org" });
const ben = insertion({ clerkId: "ben", email: "ben@x.org" });

test("end_receiptsOfEveryRun_goInBoundedPagesAndTheFenceWithTheLast", async () => {
  const t = deployment();
  const first = run(t, "run-1");
  await first.begin();
  await first.write("b1", "users", [ana]);
  await first.settle("b2");
  const current = run(t, "run-2");
  await current.begin(undefined, "run-1");
  await current.settle("b3");

  expect(await current.end(2)).toEqual({ status: "more" });
  expect(await all(t, "pg2convex_fences")).toHaveLength(1);
  expect(await current.end(2)).toEqual({ status: "ended" });
  expect(await all(t, "pg2convex_receipts")).toEqual([]);
  expect(await all(t, "pg2convex_fences")).toEqual([]);
  expect(await all(t, "users")).toHaveLength(1);
});

test("end_byARunBehindTheFence_changesNothing", async () => {
  const t = deployment();
  const old = run(t, "run-1");
  await old.begin();
  await old.settle("b1");
  await run(t, "run-2").begin(undefined, "run-1");

  expect(await old.end(10)).toEqual({ status: "fenced" });
  expect(await old.release(10)).toEqual({ status: "fenced" });
  expect(await all(t, "pg2convex_receipts")).toHaveLength(1);
});

test("end_whatArrivesLater_isFenced", async () => {
  const t = deployment();
  const current = run(t);
  await current.begin();
  expect(await current.end(10)).toEqual({ status: "ended" });

  expect(await current.write("late", "users", [ana])).toEqual({ status: "fenced" });
  expect(await current.settle("late")).toEqual({ status: "fenced" });
  expect(await current.end(10)).toEqual({ status: "fenced" });
  expect(await all(t, "users")).toEqual([]);
  expect(await all(t, "pg2convex_receipts")).toEqual([]);
});

test("end_otherMapping_isLeftAlone", async () => {
  const t = deployment();
  const other = run(t, "run-1", "shop");
  await other.begin(["posts"]);
  await other.settle("theirs");
  const current = run(t);
  await current.begin(["users"]);
  expect(await current.end(10)).toEqual({ status: "ended" });
  expect(await all(t, "pg2convex_receipts")).toMatchObject([{ mapping: "shop" }]);
  expect(await all(t, "pg2convex_fences")).toMatchObject([{ mapping: "shop" }]);
});

test("release_pageByPage_dropsTheMappingsRecordsAndKeepsTheDocuments", async () => {
  const t = deployment();
  const other = run(t, "run-1", "shop");
  await other.begin(["posts"]);
  await t.run(async (ctx) => {
    await ctx.db.insert("pg2convex_owners", { document: "theirs", mapping: "shop", table: "posts" });
  });
  const current = run(t);
  await current.begin(["users"]);
  await current.write("b1", "users", [ana, ben], match);

  let cursor: string | null = null;
  for (let pages = 0, isDone = false; !isDone; pages += 1) {
    expect(pages).toBeLessThan(6);
    const answer: Awaited<ReturnType<typeof current.release>> = await current.release(1, null, cursor);
    if (answer.status === "fenced") throw new Error("fenced");
    ({ cursor, isDone } = answer);
  }
  expect(await all(t, "pg2convex_owners")).toMatchObject([{ document: "theirs" }]);
  expect(await all(t, "users")).toHaveLength(2);
});

test("release_oneTable_leavesTheOthers", async () => {
  const t = deployment();
  const current = run(t);
  await current.begin(["users"]);
  await current.write("b1", "users", [ana], match);
  expect(await current.release(10, "posts")).toMatchObject({ status: "released", isDone: true });
  expect(await all(t, "pg2convex_owners")).toHaveLength(1);
  expect(await current.release(10, "users")).toMatchObject({ status: "released", isDone: true });
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});

test("write_deleteInATableThatHadAMatch_dropsTheOwnerRecordToo", async () => {
  const t = deployment();
  const current = run(t);
  await current.begin(["users"]);
  const id = idAt(await current.write("b1", "users", [ana], match), 0);
  await current.write("b2", "users", [{ op: "delete", id, unlink: false }]);
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});
