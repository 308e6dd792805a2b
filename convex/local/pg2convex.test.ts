import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalServer } from "../testing/localServer";

let server: LocalServer;
beforeAll(async () => {
  server = await LocalServer.start();
});
afterAll(async () => {
  await server.stop();
});

test("write_overHttp_commitsGoodRowsAndNamesThePathsOfBadOnes", async () => {
  const run = { protocol: 1, mapping: "notes", runId: "run-1" };
  const tables = [
    { name: "notes", mayHaveDocuments: false },
    { name: "linked", mayHaveDocuments: false },
  ];
  expect(
    await server.value("mutation", "pg2convex/begin:begin", {
      ...run,
      storeId: "store-1",
      target: "target-1",
      expectedRun: null,
      tables,
    }),
  ).toEqual({ status: "begun", created: true });

  const sets = [
    { title: "good" },
    { title: 5 },
    { title: "a", nick: 1 },
    { meta: 1 },
    { title: "a", _x: 1 },
    { title: "a", meta: "x".repeat(1 << 20) },
    { title: "a", meta: JSON.parse(`${"[".repeat(16)}1${"]".repeat(16)}`) as unknown },
    { title: "good too", meta: { $integer: "KgAAAAAAAAA=" } },
  ];
  const batch = {
    ...run,
    batchId: "b1",
    table: "notes",
    operations: sets.map((set) => ({ op: "insert", set, unset: [] })),
  };
  const inserted = { outcome: "inserted", id: expect.any(String) as string };
  const answer = await server.value("mutation", "pg2convex/write:write", batch);
  expect(answer).toEqual({
    status: "committed",
    results: [
      inserted,
      { outcome: "rejected", code: "schema", path: "title" },
      { outcome: "rejected", code: "schema", path: "nick" },
      { outcome: "rejected", code: "schema", path: "title" },
      { outcome: "rejected", code: "identifier", path: "_x" },
      { outcome: "rejected", code: "size" },
      { outcome: "rejected", code: "size" },
      inserted,
    ],
  });
  expect(await server.value("mutation", "pg2convex/write:write", batch)).toEqual(answer);
  expect(
    await server.value("query", "pg2convex/documents:scan", {
      protocol: 1,
      table: "notes",
      cursor: null,
      limit: 100,
      fields: ["title", "meta"],
    }),
  ).toMatchObject({
    documents: [{ title: "good" }, { title: "good too", meta: { $integer: "KgAAAAAAAAA=" } }],
    isDone: true,
  });
});

test("write_argumentsOfNoProtocol_areErrorsForAll", async () => {
  const { body } = await server.call("mutation", { path: "pg2convex/write:write", args: { protocol: 1 } });
  expect(body.errorMessage).toContain("ArgumentValidationError: Object is missing the required field");
});
