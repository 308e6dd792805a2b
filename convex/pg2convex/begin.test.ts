import { expect, test } from "vitest";
import { all, deployment, functions } from "../testing/deployment";

const first = {
  protocol: 1,
  mapping: "chat",
  storeId: "store-1",
  target: "target-1",
  expectedRun: null as string | null,
  runId: "run-1",
  tables: [{ name: "users", mayHaveDocuments: false }],
};
const { begin } = functions.begin;

test("begin_newMapping_createsFence", async () => {
  const t = deployment();
  expect(await t.mutation(begin, first)).toEqual({ status: "begun", created: true });
  expect(await all(t, "pg2convex_fences")).toMatchObject([
    { mapping: "chat", storeId: "store-1", target: "target-1", runId: "run-1", tables: ["users"] },
  ]);
});

test("begin_repeated_isHarmlessAndTakesTheTables", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  const again = { ...first, tables: [...first.tables, { name: "posts", mayHaveDocuments: true }] };
  expect(await t.mutation(begin, again)).toEqual({ status: "begun", created: false });
  expect(await all(t, "pg2convex_fences")).toMatchObject([{ runId: "run-1", tables: ["users", "posts"] }]);
});

test("begin_expectedRun_movesTheFence", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  const next = { ...first, expectedRun: "run-1", runId: "run-2" };
  expect(await t.mutation(begin, next)).toEqual({ status: "begun", created: false });
  expect(await t.mutation(begin, next)).toEqual({ status: "begun", created: false });
  expect(await all(t, "pg2convex_fences")).toMatchObject([{ runId: "run-2" }]);
});

test("begin_otherRunThanExpected_isRefused", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  for (const expectedRun of [null, "run-0"]) {
    expect(await t.mutation(begin, { ...first, expectedRun, runId: "run-2" })).toEqual({
      status: "refused",
      code: "fence_moved",
      runId: "run-1",
    });
  }
  expect(await all(t, "pg2convex_fences")).toMatchObject([{ runId: "run-1" }]);
});

test("begin_expectedRunButNoFence_isRefused", async () => {
  const t = deployment();
  expect(await t.mutation(begin, { ...first, expectedRun: "run-0" })).toEqual({
    status: "refused",
    code: "fence_moved",
  });
  expect(await all(t, "pg2convex_fences")).toEqual([]);
});

test("begin_otherTarget_isRefusedForEveryMapping", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  for (const mapping of ["chat", "shop"]) {
    expect(await t.mutation(begin, { ...first, mapping, target: "target-2", expectedRun: "run-1" })).toEqual({
      status: "refused",
      code: "other_target",
      mapping: "chat",
    });
  }
});

test("begin_otherStore_isRefused", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  expect(await t.mutation(begin, { ...first, storeId: "store-2", expectedRun: "run-1" })).toEqual({
    status: "refused",
    code: "other_store",
  });
});

test("begin_tableOfAnotherMapping_isRefused", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  expect(await t.mutation(begin, { ...first, mapping: "shop" })).toEqual({
    status: "refused",
    code: "table_claimed",
    table: "users",
    mapping: "chat",
  });
});

test("begin_tableOfAnotherMappingAddedLater_isRefused", async () => {
  const t = deployment();
  const posts = [{ name: "posts", mayHaveDocuments: false }];
  await t.mutation(begin, first);
  await t.mutation(begin, { ...first, mapping: "shop", tables: posts });
  expect(
    await t.mutation(begin, { ...first, expectedRun: "run-1", tables: [...first.tables, ...posts] }),
  ).toMatchObject({ code: "table_claimed", table: "posts", mapping: "shop" });
});

test("begin_twoMappings_liveSideBySide", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  const shop = {
    ...first,
    mapping: "shop",
    storeId: "store-2",
    tables: [{ name: "posts", mayHaveDocuments: false }],
  };
  expect(await t.mutation(begin, shop)).toEqual({ status: "begun", created: true });
});

test("begin_tableGainedLaterThatMustBeEmptyIsNot_isRefused", async () => {
  const t = deployment();
  await t.mutation(begin, { ...first, tables: [{ name: "posts", mayHaveDocuments: false }] });
  await t.run((ctx) => ctx.db.insert("users", { clerkId: "a", email: "a@x.org" }));
  const second = { ...first, expectedRun: first.runId, runId: "run-2" };
  const tables = [
    { name: "posts", mayHaveDocuments: false },
    { name: "users", mayHaveDocuments: false },
  ];
  expect(await t.mutation(begin, { ...second, tables })).toEqual({
    status: "refused",
    code: "not_empty",
    table: "users",
  });
  const allowed = tables.map(({ name }) => ({ name, mayHaveDocuments: true }));
  expect(await t.mutation(begin, { ...second, tables: allowed })).toEqual({
    status: "begun",
    created: false,
  });
});

test("begin_tableThatMustBeEmptyIsNot_isRefused", async () => {
  const t = deployment();
  await t.run((ctx) => ctx.db.insert("users", { clerkId: "a", email: "a@x.org" }));
  expect(await t.mutation(begin, first)).toEqual({ status: "refused", code: "not_empty", table: "users" });
  const allowed = { ...first, tables: [{ name: "users", mayHaveDocuments: true }] };
  expect(await t.mutation(begin, allowed)).toEqual({ status: "begun", created: true });
});

test("begin_laterRunOnFilledTables_isBegun", async () => {
  const t = deployment();
  await t.mutation(begin, first);
  await t.run((ctx) => ctx.db.insert("users", { clerkId: "a", email: "a@x.org" }));
  expect(await t.mutation(begin, { ...first, expectedRun: "run-1", runId: "run-2" })).toMatchObject({
    status: "begun",
  });
});
