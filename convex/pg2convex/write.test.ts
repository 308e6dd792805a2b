import { expect, test } from "vitest";
import { all, begun, deployment, idAt, insertion, run } from "../testing/deployment";

const ana = { clerkId: "ana", email: "ana@x.org" };
const bo = { clerkId: "bo", email: "bo@x.org" };

test("write_insertUpdateDelete_answersByPosition", async () => {
  const t = deployment();
  const current = await begun(t);
  const made = await current.write("b1", "users", [insertion(ana), insertion({ ...bo, name: "Bo" })]);
  const [anaId, boId] = [idAt(made, 0), idAt(made, 1)];

  const answer = await current.write("b2", "users", [
    { op: "update", id: boId, set: { email: "bo@y.org", plan: "pro" }, unset: ["name"] },
    { op: "delete", id: anaId, unlink: false },
    { op: "delete", id: anaId, unlink: false },
    { op: "update", id: anaId, set: { email: "x@y.org" }, unset: [] },
  ]);

  expect(answer).toEqual({
    status: "committed",
    results: [{ outcome: "updated" }, { outcome: "deleted" }, { outcome: "deleted" }, { outcome: "gone" }],
  });
  const [left, ...rest] = await all(t, "users");
  expect(rest).toEqual([]);
  expect(left).toEqual({
    _id: boId,
    _creationTime: left?._creationTime,
    clerkId: "bo",
    email: "bo@y.org",
    plan: "pro",
  });
});

test("write_updateOfApplicationDocument_leavesUnnamedFieldsAlone", async () => {
  const t = deployment();
  const current = await begun(t);
  const id = await t.run((ctx) => ctx.db.insert("users", { ...ana, plan: "pro" }));
  await current.write("b1", "users", [{ op: "update", id, set: { email: "ana@y.org" }, unset: ["name"] }]);
  expect(await all(t, "users")).toMatchObject([{ email: "ana@y.org", plan: "pro" }]);
});

test("write_idOfAnotherTableOrNoId_isGone", async () => {
  const t = deployment();
  const current = await begun(t);
  const user = await t.run((ctx) => ctx.db.insert("users", ana));
  const answer = await current.write("b1", "posts", [
    { op: "update", id: user, set: { body: 1 }, unset: [] },
    { op: "update", id: "no such id", set: { body: 1 }, unset: [] },
    { op: "delete", id: user, unlink: false },
  ]);
  expect(answer).toMatchObject({
    results: [{ outcome: "gone" }, { outcome: "gone" }, { outcome: "deleted" }],
  });
  expect(await all(t, "users")).toHaveLength(1);
});

test("write_sameBatchTwice_answersTheSameAndWritesOnce", async () => {
  const t = deployment();
  const current = await begun(t);
  const operations = [insertion(ana), insertion({ email: "no clerk id" })];
  const once = await current.write("b1", "users", operations);
  const twice = await current.write("b1", "users", operations);
  expect(twice).toEqual(once);
  expect(await all(t, "users")).toHaveLength(1);
  expect(await all(t, "pg2convex_receipts")).toMatchObject([
    { batchId: "b1", mapping: "chat", runId: "run-1", outcome: "committed" },
  ]);
});

test("write_ofARunBehindTheFence_isFenced", async () => {
  const t = deployment();
  const old = run(t, "run-1");
  await old.begin();
  await run(t, "run-2").begin(["users"], "run-1");
  expect(await old.write("b1", "users", [insertion(ana)])).toEqual({ status: "fenced" });
  expect(await old.settle("b1")).toEqual({ status: "fenced" });
  expect(await old.drop(10)).toEqual({ status: "fenced" });
  expect(await all(t, "users")).toEqual([]);
  expect(await all(t, "pg2convex_receipts")).toEqual([]);
});

test("write_withoutFence_isFenced", async () => {
  const t = deployment();
  expect(await run(t).write("b1", "users", [insertion(ana)])).toEqual({ status: "fenced" });
  expect(await all(t, "users")).toEqual([]);
});

test("write_withoutMatch_keepsNoOwners", async () => {
  const t = deployment();
  const current = await begun(t);
  await current.write("b1", "users", [insertion(ana)]);
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});

test("write_setThatIsNoObject_throws", async () => {
  const t = deployment();
  const current = await begun(t);
  const broken = insertion([] as unknown as Record<string, unknown>);
  await expect(current.write("b1", "values", [broken])).rejects.toMatchObject({
    data: { code: "bad_request" },
  });
});

test("write_valuesJsonCannotSay_arriveAsTheyAre", async () => {
  const t = deployment();
  const current = await begun(t);
  const bytes = new Uint8Array([0, 127, 255]).buffer;
  const rows = [
    { int: -9223372036854775808n, bytes },
    { number: NaN },
    { number: -0 },
    { number: -Infinity },
    { number: 2 ** 53 + 2 },
    { any: { _nested: [null, "👋", { "": 1, "a b": 2n }] } },
  ];
  await current.write(
    "b1",
    "values",
    rows.map((row) => insertion(row)),
  );
  const stored = await all(t, "values");
  rows.forEach((row, position) => {
    expect(stored[position]).toMatchObject(row);
  });
  expect(Object.is(stored[2]?.number, -0)).toBe(true);
});
