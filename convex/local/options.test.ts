import { resolve } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "./errors.mjs";
import { parseOptions } from "./options.mjs";

test("parseOptions_onlyTheFolder_takesTheDefaults", () => {
  const options = parseOptions(["--convex-dir", "convex"]);
  expect(options).toEqual({
    convexDir: resolve("convex"),
    port: 0,
    key: expect.stringMatching(/^dev:local\|[\w-]{32}$/) as string,
    deny: [],
    redact: false,
    exitWithStdin: false,
  });
  expect(parseOptions(["--convex-dir", "convex"]).key).not.toBe(options.key);
});

test("parseOptions_all_areTaken", () => {
  const argv = ["--convex-dir", "/c", "--port", "3210", "--key", "k", "--redact", "--exit-with-stdin"].concat(
    ["--deny", "runInternalQueries", "--deny", "runInternalActions"],
  );
  expect(parseOptions(argv)).toEqual({
    convexDir: resolve("/c"),
    port: 3210,
    key: "k",
    deny: ["runInternalQueries", "runInternalActions"],
    redact: true,
    exitWithStdin: true,
  });
});

test.each([
  [["--port", "x", "--convex-dir", "."], "--port x: expected a number from 0 to 65535"],
  [["--port", "70000", "--convex-dir", "."], "--port 70000: expected a number from 0 to 65535"],
  [["--key", " ", "--convex-dir", "."], "--key is empty"],
  [["--deny", "all", "--convex-dir", "."], "--deny all: expected one of runInternalQueries, "],
  [["--surprise"], "Unknown option '--surprise'"],
  [[], "--convex-dir is missing"],
])("parseOptions_%j_isRefusedWithTheFix", (argv, text) => {
  expect(() => parseOptions(argv)).toThrow(UsageError);
  expect(() => parseOptions(argv)).toThrow(text);
});
