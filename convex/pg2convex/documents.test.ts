import type { FunctionReturnType } from "convex/server";
import { expect, test } from "vitest";
import { deployment, functions } from "../testing/deployment";

const { get, scan } = functions.documents;

test("get_ids_answersByPositionWithTheNamedFields", async () => {
  const t = deployment();
  const [ana, bo, post] = await t.run(async (ctx) => {
    const author = await ctx.db.insert("users", { clerkId: "ana", email: "a@x.org", plan: "pro" });
    const second = await ctx.db.insert("users", { clerkId: "bo", email: "b@x.org" });
    await ctx.db.delete("users", second);
    return [author, second, await ctx.db.insert("posts", { author, body: null })];
  });
  const answer = await t.query(get, {
    protocol: 1,
    table: "users",
    ids: [bo, ana, post, "nonsense", ana],
    fields: ["email", "name"],
  });
  const expected = { _id: ana, _creationTime: expect.any(Number) as number, email: "a@x.org" };
  expect(answer.documents).toEqual([null, expected, null, null, expected]);
});

test("get_valuesJsonCannotSay_comeBackAsTheyAre", async () => {
  const t = deployment();
  const value = { int: 42n, number: -0, bytes: new Uint8Array([1, 2]).buffer, any: [NaN] };
  const id = await t.run((ctx) => ctx.db.insert("values", value));
  const fields = ["int", "number", "bytes", "any"];
  const { documents } = await t.query(get, { protocol: 1, table: "values", ids: [id], fields });
  expect(documents).toMatchObject([value]);
});

test("scan_pages_showEveryDocumentOnceInOrder", async () => {
  const t = deployment();
  const ids = await t.run(async (ctx) => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      made.push(await ctx.db.insert("users", { clerkId: `${n}`, email: "e", name: "n" }));
    }
    return made;
  });
  const seen: Record<string, unknown>[] = [];
  let cursor: string | null = null;
  for (let pages = 0, isDone = false; !isDone; pages += 1) {
    expect(pages).toBeLessThan(5);
    const page: FunctionReturnType<typeof scan> = await t.query(scan, {
      protocol: 1,
      table: "users",
      cursor,
      limit: 3,
      fields: ["clerkId"],
    });
    seen.push(...(page.documents as Record<string, unknown>[]));
    ({ cursor, isDone } = page);
  }
  expect(seen.map((document) => document._id)).toEqual(ids);
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual(["_creationTime", "_id", "clerkId"]);
});

test("scan_emptyTable_isDone", async () => {
  const t = deployment();
  const page: unknown = await t.query(scan, {
    protocol: 1,
    table: "users",
    cursor: null,
    limit: 3,
    fields: [],
  });
  expect(page).toMatchObject({ documents: [], isDone: true });
});
