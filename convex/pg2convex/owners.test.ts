import { expect, test } from "vitest";
import { all, deployment, functions, idAt, insertion, run } from "../testing/deployment";
import type { Match } from "./validators";

const byClerkId: Match = { index: "by_clerk_id", fields: ["clerkId"], onMatch: "update" };
const ana = insertion({ clerkId: "ana", email: "ana@x.org" });

test("claim_documentsMadeWithoutMatch_areNotAdoptedByAnotherRow", async () => {
  const t = deployment();
  const current = run(t);
  await current.begin(["users"]);
  const made = idAt(await current.write("b1", "users", [ana]), 0);

  for (let times = 0; times < 2; times += 1) {
    expect(
      await t.mutation(functions.owners.claim, {
        protocol: 1,
        mapping: "chat",
        runId: "run-1",
        table: "users",
        documents: [made],
      }),
    ).toEqual({ status: "claimed" });
  }

  expect(await all(t, "pg2convex_owners")).toMatchObject([
    { document: made, mapping: "chat", table: "users" },
  ]);
  expect(await current.write("b2", "users", [ana], byClerkId)).toMatchObject({
    results: [{ outcome: "inserted" }],
  });
});

test("claim_byARunBehindTheFence_recordsNothing", async () => {
  const t = deployment();
  await run(t).begin(["users"]);

  expect(
    await t.mutation(functions.owners.claim, {
      protocol: 1,
      mapping: "chat",
      runId: "run-0",
      table: "users",
      documents: ["users_1"],
    }),
  ).toEqual({ status: "fenced" });
  expect(await all(t, "pg2convex_owners")).toEqual([]);
});
