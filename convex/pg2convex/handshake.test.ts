import { expect, test } from "vitest";
import { deployment, functions, run } from "../testing/deployment";

const { handshake } = functions.handshake;

interface ExportedSchema {
  tables: {
    tableName: string;
    indexes: { indexDescriptor: string; fields: string[] }[];
    documentType: unknown;
  }[];
}

test("handshake_newDeployment_hasNoIdentity", async () => {
  const t = deployment();
  expect(await t.query(handshake, { mapping: "chat" })).toMatchObject({
    protocol: 1,
    target: null,
    fence: null,
  });
});

test("handshake_afterBegin_tellsIdentityAndFence", async () => {
  const t = deployment();
  await run(t).begin(["users"]);
  expect(await t.query(handshake, { mapping: "chat" })).toMatchObject({
    target: "target-1",
    fence: { storeId: "store-1", runId: "run-1", tables: ["users"] },
  });
});

test("handshake_otherMapping_tellsIdentityWithoutFence", async () => {
  const t = deployment();
  await run(t).begin(["users"]);
  expect(await t.query(handshake, { mapping: "shop" })).toMatchObject({ target: "target-1", fence: null });
});

test("handshake_always_exportsTheDeployedSchema", async () => {
  const t = deployment();
  const answer = await t.query(handshake, { mapping: "chat" });
  const { tables } = JSON.parse(answer.schema) as ExportedSchema;
  expect(tables.map((table) => table.tableName)).toEqual(
    expect.arrayContaining(["users", "pg2convex_fences"]),
  );
  expect(tables.find((table) => table.tableName === "users")).toMatchObject({
    indexes: [
      { indexDescriptor: "by_clerk_id", fields: ["clerkId"] },
      { indexDescriptor: "by_email_and_name", fields: ["email", "name"] },
    ],
    documentType: { type: "object", value: { clerkId: { fieldType: { type: "string" }, optional: false } } },
  });
});
