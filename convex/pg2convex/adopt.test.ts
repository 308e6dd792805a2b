import { expect, test } from "vitest";
import { all, begun, deployment, type Deployment, idAt, insertion } from "../testing/deployment";
import type { Match, Operation } from "./validators";

const byClerkId: Match = { index: "by_clerk_id", fields: ["clerkId"], onMatch: "update" };
const skipping: Match = { ...byClerkId, onMatch: "skip" };
const row = { clerkId: "ana", email: "ana@x.org", name: "Ana" };

/** Documents as the application made them, oldest first. */
async function made(t: Deployment, count: number, clerkId = "ana"): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(
      await t.run((ctx) => ctx.db.insert("users", { clerkId, email: `old${n}@x.org`, plan: `p${n}` })),
    );
  }
  return ids;
}

test("write_matchWithoutCandidate_insertsAndOwns", async () => {
  const t = deployment();
  const current = await begun(t);
  const answer = await current.write("b1", "users", [insertion(row)], byClerkId);

  const id = idAt(answer, 0);
  expect(await all(t, "pg2convex_owners")).toMatchObject([{ document: id, mapping: "chat", table: "users" }]);
});

test("write_onMatchUpdate_adoptsTheOldestAndKeepsItsOtherFields", async () => {
  const t = deployment();
  const current = await begun(t);
  const [oldest, second] = await made(t, 3);
  const answer = await current.write("b1", "users", [insertion(row, ["plan"])], byClerkId);
  expect(answer).toMatchObject({ results: [{ outcome: "adopted", id: oldest, twins: 2 }] });
  const users = await all(t, "users");
  expect(users).toHaveLength(3);
  expect(users[0]).toMatchObject({ _id: oldest, ...row });
  expect(users[0]).not.toHaveProperty("plan");
  expect(users[1]).toMatchObject({ _id: second, plan: "p1" });
});

test("write_onMatchUpdate_leavesFieldsOfTheApplication", async () => {
  const t = deployment();
  const current = await begun(t);
  await made(t, 1);
  await current.write("b1", "users", [insertion(row)], byClerkId);
  expect(await all(t, "users")).toMatchObject([{ ...row, plan: "p0" }]);
});

test("write_onMatchSkip_linksWithoutTouching", async () => {
  const t = deployment();
  const current = await begun(t);
  const [oldest] = await made(t, 1);
  const before = await all(t, "users");
  const answer = await current.write("b1", "users", [insertion(row)], skipping);
  expect(answer).toMatchObject({ results: [{ outcome: "skipped", id: oldest, twins: 0 }] });
  expect(await all(t, "users")).toEqual(before);
});

test("write_rowsWithOneKey_shareNoDocument", async () => {
  const t = deployment();
  const current = await begun(t);
  const [oldest, second] = await made(t, 2);
  const three = [1, 2, 3].map((n) => insertion({ ...row, name: `row ${n}` }));
  const answer = await current.write("b1", "users", three, byClerkId);
  expect(answer).toMatchObject({
    results: [
      { outcome: "adopted", id: oldest, twins: 1 },
      { outcome: "adopted", id: second, twins: 0 },
      { outcome: "inserted" },
    ],
  });
  const again = await current.write("b2", "users", [insertion(row)], byClerkId);
  expect(again).toMatchObject({ results: [{ outcome: "inserted" }] });
  expect(await all(t, "users")).toHaveLength(4);
});

test("write_documentOfAnotherRowsInsert_isNotAdopted", async () => {
  const t = deployment();
  const current = await begun(t);
  const twice = [insertion(row), insertion(row)];
  const answer = await current.write("b1", "users", twice, byClerkId);
  expect(answer).toMatchObject({ results: [{ outcome: "inserted" }, { outcome: "inserted" }] });
});

test("write_rejectedAdoption_leavesTheDocumentFree", async () => {
  const t = deployment();
  const current = await begun(t);
  const [oldest] = await made(t, 1);
  const answer = await current.write("b1", "users", [insertion({ ...row, name: 5 })], byClerkId);
  expect(answer).toMatchObject({ results: [{ outcome: "rejected", code: "schema" }] });
  expect(await all(t, "pg2convex_owners")).toEqual([]);
  const next = await current.write("b2", "users", [insertion(row)], byClerkId);
  expect(next).toMatchObject({ results: [{ outcome: "adopted", id: oldest }] });
});

test("write_keyFieldMissingOrNull_adoptsNothing", async () => {
  const t = deployment();
  const current = await begun(t);
  await t.run((ctx) => ctx.db.insert("values", { int: 1n }));
  await t.run((ctx) => ctx.db.insert("users", { clerkId: "ana", email: "ana@x.org" }));
  const match: Match = { index: "by_email_and_name", fields: ["name", "email"], onMatch: "update" };
  const answer = await current.write("b1", "users", [insertion({ clerkId: "x", email: "ana@x.org" })], match);
  expect(answer).toMatchObject({ results: [{ outcome: "inserted" }] });
});

test("write_matchFieldsBeyondTheIndex_mustBeEqualToo", async () => {
  const t = deployment();
  const current = await begun(t);
  const [, wanted] = await made(t, 3);
  const match: Match = { index: "by_clerk_id", fields: ["email", "clerkId"], onMatch: "update" };
  const answer = await current.write("b1", "users", [insertion({ ...row, email: "old1@x.org" })], match);
  expect(answer).toMatchObject({ results: [{ outcome: "adopted", id: wanted, twins: 0 }] });
});

test.each([
  { index: "by_nothing", fields: ["clerkId"] },
  { index: "by_email_and_name", fields: ["email"] },
])("write_indexThatDoesNotServeTheMatch_throws", async (wrong) => {
  const t = deployment();
  const current = await begun(t);
  await expect(
    current.write("b1", "users", [insertion(row)], { ...wrong, onMatch: "update" }),
  ).rejects.toMatchObject({ data: { code: "bad_match", table: "users", ...wrong } });
  expect(await all(t, "users")).toEqual([]);
});

test("write_twins_areCountedUpToTen", async () => {
  const t = deployment();
  const current = await begun(t);
  await made(t, 15);
  const answer = await current.write("b1", "users", [insertion(row)], byClerkId);
  expect(answer).toMatchObject({ results: [{ outcome: "adopted", twins: 10 }] });
});

test("write_keyOfFiveHundredOwnedDocuments_throwsWhatToFix", async () => {
  const t = deployment();
  const current = await begun(t);
  await t.run(async (ctx) => {
    for (let n = 0; n < 501; n += 1) {
      const document = await ctx.db.insert("users", { clerkId: "ana", email: "a@x.org" });
      await ctx.db.insert("pg2convex_owners", { document, mapping: "chat", table: "users" });
    }
  });
  await expect(current.write("b1", "users", [insertion(row)], byClerkId)).rejects.toMatchObject({
    data: { code: "match_not_selective", table: "users" },
  });
});

test("write_goneDocument_losesItsOwner", async () => {
  const t = deployment();
  const current = await begun(t);
  const answer = await current.write("b1", "users", [insertion(row)], byClerkId);
  const id = idAt(answer, 0);
  await t.run((ctx) => ctx.db.delete("users", id as never));
  const gone: Operation = { op: "update", id, set: { email: "new@x.org" }, unset: [] };
  expect(await current.write("b2", "users", [gone], byClerkId)).toMatchObject({
    results: [{ outcome: "gone" }],
  });
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});

test("write_delete_removesOwnerAndDocument", async () => {
  const t = deployment();
  const current = await begun(t);
  const answer = await current.write("b1", "users", [insertion(row)], byClerkId);
  const id = idAt(answer, 0);
  await current.write("b2", "users", [{ op: "delete", id, unlink: false }], byClerkId);
  expect(await all(t, "users")).toEqual([]);
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});

test.each([byClerkId, undefined])("write_unlink_freesTheDocumentWithOrWithoutMatch", async (match) => {
  const t = deployment();
  const current = await begun(t);
  await made(t, 1);
  const oldest = idAt(await current.write("b1", "users", [insertion(row)], byClerkId), 0);
  const unlinked = await current.write("b2", "users", [{ op: "delete", id: oldest, unlink: true }], match);
  expect(unlinked).toMatchObject({ results: [{ outcome: "unlinked" }] });
  expect(await all(t, "users")).toHaveLength(1);
  expect(await current.write("b3", "users", [insertion(row)], byClerkId)).toMatchObject({
    results: [{ outcome: "adopted", id: oldest }],
  });
});
