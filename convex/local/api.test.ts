import { ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEY, LocalServer } from "../testing/localServer";

let server: LocalServer;
let redacting: LocalServer;
beforeAll(async () => {
  [server, redacting] = await Promise.all([LocalServer.start(), LocalServer.start("--redact")]);
});
afterAll(async () => {
  await Promise.all([server.stop(), redacting.stop()]);
});

const add = { path: "notes:add", args: { title: "one" } };
const echo = (value: unknown, format?: string) => ({ path: "notes:echo", args: { value }, format });
const anonymous = {};

async function notes(): Promise<unknown> {
  return await server.value("query", "notes:count", {});
}

test("call_success_hasValueAndLogLines", async () => {
  const { status, body } = await server.call("mutation", add);
  expect(status).toBe(200);
  expect(body).toEqual({
    status: "success",
    value: expect.stringMatching(/notes$/) as string,
    logLines: ['[LOG] "adding" "one"'],
  });
});

test("call_argumentsInAnArray_areTheSame", async () => {
  const { body } = await server.call("mutation", { ...add, args: [add.args] });
  expect(body).toMatchObject({ status: "success" });
});

test("call_withoutLogs_hasNoLogLines", async () => {
  const { body } = await server.call("query", { path: "notes:count", args: {} });
  expect(Object.keys(body).sort()).toEqual(["status", "value"]);
});

test("call_otherWaysToWriteAPath_findTheFunction", async () => {
  for (const path of ["nested/deep", "nested/deep:default", "nested/deep.js:default"]) {
    expect((await server.call("query", { path, args: {} })).body).toEqual({
      status: "success",
      value: "default export",
    });
  }
});

test("call_action_runsWithItsMutations", async () => {
  const { body } = await server.call("action", { path: "notes:addByAction", args: { title: "by action" } });
  expect(body).toMatchObject({ status: "success" });
});

// --- who may call what

test("call_permissionDenied_isAnErrorOfThatKindOfFunctionAlone", async () => {
  const denying = await LocalServer.start("--deny", "runInternalMutations");
  try {
    const refused = await denying.call("mutation", { path: "notes:put", args: { title: "one" } });
    expect(refused.status).toBe(200);
    expect(refused.body).toMatchObject({
      status: "error",
      errorMessage: expect.stringContaining(
        "You do not have permission to perform this operation (deployment:functions:runInternalMutations)",
      ) as string,
    });
    expect((await denying.call("mutation", add)).body).toMatchObject({ status: "success" });
    expect(await denying.value("query", "notes:secret", {})).toBe("only for admins");
  } finally {
    await denying.stop();
  }
});

test.each([
  [{ authorization: "Convex wrong" }, 401, "BadAdminKey"],
  [{ authorization: "Convex dev:local|test-keyx" }, 401, "BadAdminKey"],
  [{ authorization: "Bearer token" }, 401, "InvalidAuthHeader"],
  [{ authorization: "short" }, 400, "InvalidHeaderFailure"],
  [{ authorization: "Digest abcdef" }, 400, "InvalidAdminKey"],
])("call_withHeader %j_isRefused", async (headers, status, code) => {
  const before = await notes();
  const answer = await server.call("mutation", add, headers);
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({ code, message: expect.any(String) as string });
  expect(await notes()).toBe(before);
});

test.each([`convex ${KEY}`, "Convex local|test-key", `Convex ${KEY}:eyJhIjoxfQ==`])(
  "call_keyWrittenAs %s_isAdmin",
  async (authorization) => {
    const { body } = await server.call("query", { path: "notes:secret", args: {} }, { authorization });
    expect(body).toEqual({ status: "success", value: "only for admins" });
  },
);

test("call_publicFunctionWithoutKey_runs", async () => {
  const { body } = await server.call("query", { path: "notes:count", args: {} }, anonymous);
  expect(body).toMatchObject({ status: "success" });
});

test.each([
  ["notes:secret", anonymous],
  ["pg2convex/handshake:handshake", anonymous],
  ["notes:missing", undefined],
  ["nowhere:missing", undefined],
  ["notes:notAFunction", undefined],
])("call_%s_cannotBeFound", async (path, headers) => {
  const { status, body } = await server.call("query", { path, args: {} }, headers);
  expect(status).toBe(200);
  expect(body).toEqual({
    status: "error",
    errorMessage: expect.stringMatching(
      `^\\[Request ID: [0-9a-f]{16}\\] Server Error\nCould not find public function for '${path}'`,
    ) as string,
  });
});

test("call_ofAnotherKind_isAnError", async () => {
  const { body } = await server.call("query", add);
  expect(body.errorMessage).toMatch(
    /Trying to execute notes\.js:add as Query, but it is defined as Mutation\.$/,
  );
});

// --- what is no request

test.each([
  ["not JSON", "{", "BadJsonBody"],
  ["an array", "[]", "BadJsonBody"],
  ["no path", { args: {} }, "BadJsonBody"],
  ["no args", { path: "notes:count" }, "BadJsonBody"],
  ["a format that is no string", { path: "notes:count", args: {}, format: 1 }, "BadJsonBody"],
  ["an infinite number", '{"path":"notes:echo","args":{"value":1e999}}', "BadJsonBody"],
  ["a lone surrogate", '{"path":"notes:echo","args":{"value":"\\ud800"}}', "BadJsonBody"],
  ["endless nesting", `{"path":"notes:echo","args":${"[".repeat(200)}${"]".repeat(200)}}`, "BadJsonBody"],
  ["an empty path", { path: "", args: {} }, "BadConvexFunctionIdentifier"],
  ["a path with two functions", { path: "a:b:c", args: {} }, "BadConvexFunctionIdentifier"],
  ["a path to above", { path: "../a:b", args: {} }, "BadConvexFunctionIdentifier"],
])("call_bodyIs %s_isABadRequest", async (_, body, code) => {
  const answer = await server.call("query", body);
  expect(answer).toEqual({ status: 400, body: { code, message: expect.any(String) as string } });
});

test.each(["text/plain", ""])("call_contentType '%s'_isABadRequest", async (type) => {
  const answer = await server.call("query", echo(1), { "content-type": type });
  expect(answer).toMatchObject({ status: 400, body: { code: "BadJsonBody" } });
});

test("call_contentTypeWithCharset_isFine", async () => {
  const answer = await server.call("query", echo(1), { "content-type": "application/json; charset=utf-8" });
  expect(answer).toMatchObject({ status: 200, body: { value: 1 } });
});

test("call_otherRouteOrMethod_isRefused", async () => {
  expect((await fetch(`${server.url}/api/nothing`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`${server.url}/api/query`)).status).toBe(405);
});

test("call_badBodyAndWrongKey_isABadRequestFirst", async () => {
  expect(await server.call("query", "{", { authorization: "Convex wrong" })).toMatchObject({ status: 400 });
});

// --- values

test.each([
  ["int64", { $integer: "KgAAAAAAAAA=" }, "42"],
  ["bytes", { $bytes: "AAH/" }, "AAH/"],
  ["not a number", { $float: "AAAAAAAA+H8=" }, "NaN"],
  ["infinity", { $float: "AAAAAAAA8P8=" }, "-Infinity"],
  ["a number", 5, 5],
  ["nested", { a: [{ $integer: "AQAAAAAAAAA=" }], "": null }, { a: ["1"], "": null }],
])("call_%s_isEncodedByFormat", async (_, value, clean) => {
  expect((await server.call("query", echo(value))).body.value).toEqual(clean);
  expect((await server.call("query", echo(value, "json"))).body.value).toEqual(clean);
  expect((await server.call("query", echo(value, "convex_encoded_json"))).body.value).toEqual(value);
});

test("call_minusZero_survivesEncoded", async () => {
  const minusZero = { $float: "AAAAAAAAAIA=" };
  expect((await server.call("query", echo(minusZero, "convex_encoded_json"))).body.value).toEqual(minusZero);
});

test("call_unknownFormat_isRefusedAfterTheCommit", async () => {
  const before = Number(await notes());
  const answer = await server.call("mutation", { ...add, format: "xml" });
  expect(answer).toMatchObject({ status: 400, body: { code: "BadFormat" } });
  expect(await notes()).toBe(before + 1);
});

// --- what goes wrong in a call

test.each([
  [
    { title: 5 },
    "ArgumentValidationError: Value does not match validator.\nPath: .title\nValue: 5.0\nValidator: v.string()",
  ],
  [{}, "ArgumentValidationError: Object is missing the required field `title`."],
  [
    { title: "a", more: 1 },
    "ArgumentValidationError: Object contains extra field `more` that is not in the validator.",
  ],
  [
    { title: { $bad: 1, b: 2 } },
    "Invalid arguments for notes.js:add: Field name $bad starts with a '$', which is reserved.",
  ],
  [[{ title: "a" }, { title: "b" }], "ArgumentValidationError: Expected one object of arguments"],
])("call_arguments %j_areRefused", async (args, text) => {
  const { status, body } = await server.call("mutation", { path: "notes:add", args });
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "error", errorMessage: expect.stringContaining(text) as string });
});

test.each([
  ["a plain error", "Uncaught Error: failed by a plain error"],
  ["convex error", 'Uncaught ConvexError: {"code":"no_luck","times":{"$integer":"AwAAAAAAAAA="}}'],
  ["wrong result", "ReturnsValidationError: Value does not match validator."],
  [
    "refused document",
    'Uncaught Error: Failed to insert or update a document in table "notes" because it does not match the schema: Value does not match validator.\nPath: .title',
  ],
  [
    "too many writes",
    "Uncaught Error: Wrote too many documents in a single function execution (limit: 16000)",
  ],
])("call_failsBy %s_isAnErrorAndRollsBack", async (how, text) => {
  const before = await notes();
  const { status, body } = await server.call("mutation", { path: "notes:fail", args: { how } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "error",
    errorMessage: expect.stringContaining(`Server Error\n${text}`) as string,
  });
  expect(body.errorData).toEqual(how === "convex error" ? { code: "no_luck", times: "3" } : undefined);
  expect(await notes()).toBe(before);
});

test("call_convexErrorEncoded_hasEncodedData", async () => {
  const { body } = await server.call("mutation", {
    path: "notes:fail",
    args: { how: "convex error" },
    format: "convex_encoded_json",
  });
  expect(body.errorData).toEqual({ code: "no_luck", times: { $integer: "AwAAAAAAAAA=" } });
});

test("call_redacted_keepsOnlyErrorData", async () => {
  const { body } = await redacting.call("mutation", { path: "notes:fail", args: { how: "convex error" } });
  expect(body).toEqual({
    status: "error",
    errorMessage: expect.stringMatching(/^\[Request ID: [0-9a-f]{16}\] Server Error$/) as string,
    errorData: { code: "no_luck", times: "3" },
  });
  expect((await redacting.call("mutation", add)).body).toEqual({
    status: "success",
    value: expect.any(String) as string,
  });
});

// --- the official client

test("convexHttpClient_queriesMutatesAndFails", async () => {
  const client = new ConvexHttpClient(server.url, { logger: false });
  await expect(client.query(makeFunctionReference<"query">("notes:secret"))).rejects.toThrow(
    "Could not find public function",
  );
  (client as unknown as { setAdminAuth(key: string): void }).setAdminAuth(KEY);
  expect(await client.query(makeFunctionReference<"query">("notes:secret"))).toBe("only for admins");
  const value = { int: 2n ** 62n, bytes: new Uint8Array([9]).buffer, minus: -0 };
  expect(await client.query(makeFunctionReference<"query">("notes:echo"), { value })).toEqual(value);
  await expect(
    client.mutation(makeFunctionReference<"mutation">("notes:fail"), { how: "convex error" }),
  ).rejects.toMatchObject({
    data: { code: "no_luck", times: 3n },
  });
});
