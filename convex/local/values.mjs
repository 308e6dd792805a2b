import { convexToJson, jsonToConvex } from "convex/values";
import { CallError, HttpError } from "./errors.mjs";

/** @import { JSONValue, Value } from "convex/values" */

/** serde_json's own bound, met while parsing. */
const MAX_JSON_DEPTH = 128;

/**
 * Parses a body as strictly as the backend's parser does, which knows no lone surrogates, infinite numbers or endless nesting.
 *
 * @param {Uint8Array} body
 * @returns {JSONValue}
 */
export function parseJson(body) {
  try {
    const json = /** @type {JSONValue} */ (
      JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body))
    );
    checkJson(json);
    return json;
  } catch (error) {
    // The parser's text may quote the body, which holds rows.
    const why = error instanceof HttpError ? error.message : "not JSON";
    throw new HttpError(400, "BadJsonBody", `Failed to parse the request body as JSON: ${why}`);
  }
}

/** @param {JSONValue} json */
function checkJson(json) {
  /** @type {[JSONValue, number][]} */
  const rest = [[json, 1]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [value, depth] = next;
    if (typeof value === "string") checkText(value);
    if (typeof value === "number" && !Number.isFinite(value)) refuse("number out of range");
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_JSON_DEPTH) refuse("recursion limit exceeded");
    if (!Array.isArray(value)) Object.keys(value).forEach(checkText);
    for (const child of Object.values(value)) rest.push([child, depth + 1]);
  }
}

/** @param {string} text */
function checkText(text) {
  if (!text.isWellFormed()) refuse("lone surrogate in a string");
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  throw new HttpError(400, "BadJsonBody", why);
}

/**
 * The arguments' values. They are always in the encoded form (`$integer`, `$bytes`, `$float`), whatever `format` says.
 *
 * @param {string} path
 * @param {JSONValue[]} args
 * @returns {Value[]}
 */
export function decodeArguments(path, args) {
  try {
    return args.map(jsonToConvex);
  } catch (error) {
    throw new CallError(
      `Invalid arguments for ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * The encoder of a `format`, or undefined where there is no such format.
 *
 * @param {unknown} format
 * @returns {((value: Value) => JSONValue) | undefined}
 */
export function encoder(format) {
  switch (format) {
    case undefined:
    case null:
    case "json":
    case "convex_clean_json":
      return toCleanJson;
    case "convex_encoded_json":
    case "convex_json":
      return convexToJson;
    default:
      return undefined;
  }
}

/**
 * The readable, lossy form: int64 and special numbers as text, bytes as base64.
 *
 * @param {Value | undefined} value
 * @returns {JSONValue}
 */
function toCleanJson(value) {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toCleanJson);
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(fields.map(([name, field]) => [name, toCleanJson(field)]));
  }
  return value ?? null;
}
