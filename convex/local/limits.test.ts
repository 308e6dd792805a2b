import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEY, LocalServer } from "../testing/localServer";

const MiB = 1 << 20;
let server: LocalServer;
beforeAll(async () => {
  server = await LocalServer.start();
});
afterAll(async () => {
  await server.stop();
});

interface Put {
  id?: string;
  refused?: string;
}

async function put(table: string, value: unknown, more: object = {}): Promise<Put> {
  return (await server.value("mutation", "notes:put", { table, value, ...more })) as Put;
}
const note = (meta: unknown) => ({ title: "t", meta });
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
const wide = (fields: number) => Object.fromEntries(Array.from({ length: fields }, (_, n) => [`f${n}`, n]));

test.each([
  ["over 1 MiB", note("x".repeat(MiB)), /^Value is too large \(1 MiB > maximum size 1 MiB\)$/],
  ["far over 1 MiB", note("é".repeat(MiB)), /^Value is too large \(2 MiB > maximum size 1 MiB\)$/],
  [
    "nested 17 deep",
    note(nested(16)),
    /isn't a valid document: Document is too nested \(nested 17 levels deep > maximum nesting 16\)$/,
  ],
  [
    "with a field of the system's",
    { title: "t", _secret: 1 },
    /isn't a valid document: Field '_secret' starts with an underscore/,
  ],
  ["with an ID of its own", { title: "t", _id: "x" }, /^Provided document ID doesn't match '_id' field/],
  [
    "with a creation time of its own",
    { title: "t", _creationTime: 1 },
    /^Provided creation time doesn't match '_creationTime' field/,
  ],
])("insert_document %s_isRefusedCatchably", async (_, value, text) => {
  const { refused } = await put("notes", value);
  expect(refused).toMatch(text);
});

test.each([
  ["just under 1 MiB", note("x".repeat(MiB - 200))],
  ["nested 16 deep", note(nested(15))],
  ["with 1,024 fields inside", note(wide(1024))],
  ["with 8,192 elements", note(Array(8192).fill(0))],
  ["with odd names inside", note({ _y: 1, "": 2, "a b": 3 })],
])("insert_document %s_isStored", async (_, value) => {
  const { id } = await put("notes", value);
  expect(await server.value("query", "notes:get", { table: "notes", id })).toMatchObject(value);
});

test.each([
  ["long", "Array length is too long (8193 > maximum length 8192)"],
  ["wide", "Object has too many fields (1025 > maximum number 1024)"],
  ["deep", "Value is too nested (nested 65 levels deep > maximum nesting 64)"],
])("insert_valueThatIsToo %s_isRefusedCatchably", async (what, text) => {
  const refused = await server.value("mutation", "notes:putOversized", { what });
  expect(refused).toBe(`Invalid argument \`value\` for \`db.insert\`: ${text}`);
});

test("call_argumentsOverAValuesLimits_areRefused", async () => {
  for (const [value, text] of [
    [Array(8193).fill(0), "Array length is too long (8193 > maximum length 8192)"],
    [wide(1025), "Object has too many fields (1025 > maximum number 1024)"],
    [nested(65), "Value is too nested (nested 65 levels deep > maximum nesting 64)"],
  ] as const) {
    const { body } = await server.call("query", { path: "notes:echo", args: { value } });
    expect(body.errorMessage).toContain(`Invalid arguments for notes.js:echo: ${text}`);
  }
});

test("insert_unknownTable_isStored", async () => {
  const { id } = await put("nowhere", { a: 1 });
  expect(await server.value("query", "notes:get", { table: "nowhere", id })).toMatchObject({ a: 1 });
});

test("insert_record_isLookedInto", async () => {
  expect(await put("tagged", { tags: { a: 1 } })).toHaveProperty("id");
  expect((await put("tagged", { tags: { a: "one" } })).refused).toMatch(
    /^Failed to insert or update a document in table "tagged" because it does not match the schema: Value does not match validator\.\nPath: \.tags\.values\(\)/,
  );
});

test("insert_wrongReferenceOrLiteral_namesThePath", async () => {
  const { id } = await put("notes", { title: "t" });
  expect(await put("linked", { note: id, kind: "a" })).toHaveProperty("id");
  const { id: other } = await put("tagged", { tags: {} });
  expect((await put("linked", { note: other, kind: "a" })).refused).toMatch(
    /Found ID ".*tagged" from table `tagged`, which does not match the table name in validator `v\.id\("notes"\)`\.Path: \.note$/,
  );
  expect((await put("linked", { note: "no id", kind: "a" })).refused).toMatch(
    /Value does not match validator\.\nPath: \.note\n/,
  );
  expect((await put("linked", { note: id, kind: "c" })).refused).toMatch(
    /Value does not match validator\.\nPath: \.kind\n/,
  );
});

test("patch_andReplace_areCheckedAsAWhole", async () => {
  const { id } = await put("notes", note("x".repeat(MiB - 1000)));
  const before = await server.value("query", "notes:get", { table: "notes", id });
  const tooMuch = { title: "y".repeat(2000) };
  expect((await put("notes", tooMuch, { method: "patch", id })).refused).toMatch(/^Value is too large/);
  expect((await put("notes", { _x: 1 }, { method: "patch", id })).refused).toMatch(
    /starts with an underscore/,
  );
  expect((await put("notes", { title: 1 }, { method: "patch", id })).refused).toMatch(
    /does not match the schema.*\nPath: \.title/s,
  );
  expect((await put("notes", {}, { method: "replace", id })).refused).toMatch(
    /missing the required field `title`/,
  );
  expect((await put("notes", { title: 5 }, { method: "table" })).refused).toMatch(/Path: \.title/);
  expect(await server.value("query", "notes:get", { table: "notes", id })).toEqual(before);
  expect(await put("notes", { title: "small", meta: 1 }, { method: "patch", id })).toBeNull();
  expect(await put("notes", tooMuch, { method: "patch", id })).toBeNull();
});

test("call_argumentsOver16MiB_areRefusedAndNothingIsCommitted", async () => {
  const numbers = Array.from({ length: 250 }, () => new Array<number>(8000).fill(1));
  const compact = await server.call("query", { path: "notes:echo", args: { value: numbers } });
  expect(compact.status).toBe(200);
  expect(compact.body.errorMessage).toMatch(
    /Arguments for notes\.js:echo are too large \(actual: 17\.\d+ MiB, limit: 16 MiB\)$/,
  );
});

test("call_resultOver16MiB_isAnError", async () => {
  const { status, body } = await server.call("query", { path: "notes:big", args: {} });
  expect(status).toBe(200);
  expect(body.errorMessage).toMatch(
    /Function notes\.js:big return value is too large \(actual: 17.* MiB, limit: 16 MiB\)$/,
  );
});

test.each(["content-length", "chunked"])(
  "call_bodyOverTheLimit (%s)_isRefusedWithoutBeingKept",
  async (how) => {
    const chunk = Buffer.alloc(MiB, " ");
    const headers: Record<string, string | number> = {
      "content-type": "application/json",
      authorization: `Convex ${KEY}`,
      ...(how === "content-length" && { "content-length": 40 * MiB }),
    };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${server.url}/api/query`, { method: "POST", headers }, (response) => {
        response.resume();
        expect(response.headers.connection).toBe("close");
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on("error", reject);
      for (let n = 0; n < 20; n += 1) sent.write(chunk);
    });
    expect(status).toBe(400);
    expect(await server.value("query", "notes:count", {})).toEqual(expect.any(Number));
  },
);
