import { ConvexError } from "convex/values";
import { expect, test } from "vitest";
import { all, begun, deployment, insertion } from "../testing/deployment";
import { rowError } from "./rowErrors";

const SCHEMA =
  'Failed to insert or update a document in table "users" because it does not match the schema: ';
const secret = '"secret@x.org"';

test.each([
  [
    `${SCHEMA}Object is missing the required field \`name\`. Consider wrapping the field validator in \`v.optional(...)\` if this is expected.\n\nObject: {email: ${secret}}\nValidator: v.object({name: v.string()})`,
    "schema",
    "name",
  ],
  [
    `${SCHEMA}Object is missing the required field \`b\`. Consider wrapping the field validator in \`v.optional(...)\` if this is expected.\nPath: .meta.list[2]\nObject: {}\nValidator: v.object({b: v.string()})`,
    "schema",
    "meta.list[2].b",
  ],
  [
    `${SCHEMA}Object contains extra field \`nick\` that is not in the validator.\n\nObject: {nick: ${secret}}\nValidator: v.object({})`,
    "schema",
    "nick",
  ],
  [
    `${SCHEMA}Object contains extra field \`a b\` that is not in the validator.\n\nObject: {}\nValidator: v.object({})`,
    "schema",
    undefined,
  ],
  [
    `${SCHEMA}Value does not match validator.\nPath: .credits\nValue: ${secret}\nValidator: v.float64()`,
    "schema",
    "credits",
  ],
  [
    `${SCHEMA}Value does not match validator.\nPath: .tags.values()\nValue: ${secret}\nValidator: v.float64()`,
    "schema",
    undefined,
  ],
  [
    `${SCHEMA}Found ID "k1" from table \`posts\`, which does not match the table name in validator \`v.id("users")\`.Path: .author`,
    "schema",
    "author",
  ],
  [
    `${SCHEMA}\`"x.Path: .secret"\` does not match literal validator \`v.literal("a")\`.Path: .kind`,
    "schema",
    "kind",
  ],
  ["Validator error: Expected `string`, got `secret`", "schema", undefined],
  [
    "Document(value: {_x: 1.0}) isn't a valid document: Field '_x' starts with an underscore, which is only allowed for system fields like '_id'",
    "identifier",
    "_x",
  ],
  [
    "Document(value: {a: {}}) isn't a valid document: Document is too nested (nested 17 levels deep > maximum nesting 16)",
    "size",
    undefined,
  ],
  ['Provided document ID "a" doesn\'t match \'_id\' field "b"', "identifier", "_id"],
  ["Provided creation time 1 doesn't match '_creationTime' field in {}", "identifier", "_creationTime"],
  ["Field name $x starts with a '$', which is reserved.", "identifier", undefined],
  [
    "Field name é has invalid character 'é': Field names can only contain non-control ASCII characters",
    "identifier",
    undefined,
  ],
  [`Field name ${"x".repeat(1025)} exceeds maximum field name length 1024.`, "identifier", undefined],
  [
    "Invalid argument `value` for `db.insert`: Field name $x starts with '$', which is reserved.",
    "identifier",
    undefined,
  ],
  ["Value is too large (1.05 MiB > maximum size 1 MiB)", "size", undefined],
  [
    "Invalid argument `value` for `db.patch`: Array length is too long (8193 > maximum length 8192)",
    "size",
    undefined,
  ],
  [
    "Invalid argument `value` for `db.insert`: Object has too many fields (1025 > maximum number 1024)",
    "size",
    undefined,
  ],
  [
    "Invalid argument `value` for `db.replace`: Value is too nested (nested 65 levels deep > maximum nesting 64)",
    "size",
    undefined,
  ],
  ["BigInt 9223372036854775808 does not fit into a 64-bit signed integer.", "value", undefined],
  [
    'Date"2020-01-01" is not a supported Convex type (present at path .at in original object {}).',
    "value",
    undefined,
  ],
])("rowError_textOfARefusedRow_isItsCodeAndPath: %s", (message, code, path) => {
  expect(rowError(new Error(message))).toEqual(path === undefined ? { code } : { code, path });
});

test.each([
  "Too many writes in a single function execution (limit: 16000)",
  "Too many bytes written in a single function execution (limit: 16777216 bytes)",
  "Too many documents read in a single function execution (limit: 32000). Consider using smaller limits in your queries, paginating your queries, or using indexed queries with a selective index range expressions.",
  "Too many bytes read in a single function execution (limit: 16777216 bytes). Consider using smaller limits in your queries.",
  "Too many reads in a single function execution (limit: 4096)",
  "Too many index ranges read in a single function execution (limit: 4096). This is a Convex limit",
  "Wrote too many documents in a single function execution (limit: 16000).",
  "Read too much data in a single function execution (limit: 16777216 bytes).",
  "Arguments for pg2convex/write.js:write are too large (actual: 17 MiB, limit: 16 MiB)",
  "Update on nonexistent document ID k1",
  "unique() query returned more than one result from table pg2convex_fences",
  'Cannot use index "by_x" for table "users" because it is not declared in the schema.',
  "The trigger says: Value is too large (for me)",
  "",
])("rowError_anythingElse_isNotAboutTheRow: %s", (message) => {
  expect(rowError(new Error(message))).toBeNull();
});

test("rowError_convexErrorOrNoError_isNotAboutTheRow", () => {
  expect(rowError(new ConvexError("Validator error: said by the application"))).toBeNull();
  expect(rowError("Validator error: no Error")).toBeNull();
  expect(rowError(undefined)).toBeNull();
});

test("write_refusedRows_areOutcomesBesideTheGoodOnes", async () => {
  const t = deployment();
  const current = await begun(t);
  const good = { clerkId: "ana", email: "ana@x.org" };
  const id = await t.run((ctx) => ctx.db.insert("users", good));
  const answer = await current.write("b1", "users", [
    insertion(good),
    insertion({ clerkId: "bo" }),
    insertion({ ...good, surprise: 1 }),
    { op: "update", id, set: { email: 5 }, unset: [] },
    { op: "update", id, set: {}, unset: ["email"] },
    insertion(good),
  ]);
  const rejected = { outcome: "rejected", code: "schema" };
  expect(answer).toMatchObject({
    results: [{ outcome: "inserted" }, rejected, rejected, rejected, rejected, { outcome: "inserted" }],
  });
  expect(JSON.stringify(answer)).not.toContain("ana@x.org");
  expect(await all(t, "users")).toMatchObject([good, good, good]);
});
