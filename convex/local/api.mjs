import { randomBytes } from "node:crypto";
import { isAdmin, keyIn } from "./authorize.mjs";
import { HttpError } from "./errors.mjs";
import { encoder, parseJson } from "./values.mjs";

/** @import { JSONValue, Value } from "convex/values" */
/** @import { Backend } from "./backend.mjs" */
/** @import { FunctionKind, Outcome, Request, Respond } from "./types" */

/** @type {Record<string, FunctionKind>} */
const ROUTES = { "/api/query": "query", "/api/mutation": "mutation", "/api/action": "action" };

/**
 * The HTTP API of a deployment (contract §1): what fails before a function runs has an HTTP status, what fails in or because
 * of the function is HTTP 200 with `status: "error"`.
 *
 * @param {{ backend: Backend, key: string, redact: boolean }} deployment
 * @returns {Respond}
 */
export function createApi({ backend, key, redact }) {
  return async (request) => {
    try {
      const kind = ROUTES[request.path];
      if (kind === undefined) throw new HttpError(404, "NotFound", `No route for ${request.path}`);
      if (request.method !== "POST")
        throw new HttpError(405, "MethodNotAllowed", `${request.path} takes POST`);
      const given = keyIn(request.headers.authorization);
      const { path, args, format } = callIn(request);
      const outcome = await backend.call({ kind, path, args, isAdmin: isAdmin(given, key) });
      // As in the backend, the format is only looked at when the function has run and committed.
      const encode = encoder(format);
      if (encode === undefined) {
        throw new HttpError(
          400,
          "BadFormat",
          `format param must be one of [\`json\`]. Got ${JSON.stringify(format)}`,
        );
      }
      return { status: 200, body: envelope(outcome, encode, redact) };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { status: error.status, body: { code: error.code, message: error.message } };
    }
  };
}

/**
 * @param {Request} request
 * @returns {{ path: string, args: JSONValue[], format: JSONValue | undefined }}
 */
function callIn({ headers, body }) {
  const type = headers["content-type"];
  if (typeof type !== "string" || !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new HttpError(400, "BadJsonBody", "Expected request with `Content-Type: application/json`");
  }
  const json = parseJson(body);
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw undecodable("expected an object");
  const { path, args, format } = json;
  if (typeof path !== "string") throw undecodable("missing field `path`");
  if (args === undefined) throw undecodable("missing field `args`");
  if (format !== undefined && format !== null && typeof format !== "string") {
    throw undecodable("`format` is no string");
  }
  if (!/^\w[\w./]*(:[A-Za-z_]\w*)?$/.test(path) || path.includes("..")) {
    throw new HttpError(
      400,
      "BadConvexFunctionIdentifier",
      `${JSON.stringify(path)} is not a valid path to a Convex function: expected \`dir/file:name\``,
    );
  }
  return { path, args: Array.isArray(args) ? args : [args], format };
}

/** @param {string} why */
function undecodable(why) {
  return new HttpError(
    400,
    "BadJsonBody",
    `Failed to deserialize the JSON body into the target type: ${why}`,
  );
}

/**
 * @param {Outcome} outcome
 * @param {(value: Value) => JSONValue} encode
 * @param {boolean} redact whether texts and logs stay behind, as in production on Convex Cloud; `errorData` does not
 * @returns {Record<string, JSONValue>}
 */
function envelope(outcome, encode, redact) {
  const logs = redact || outcome.logLines.length === 0 ? {} : { logLines: outcome.logLines };
  if (outcome.status === "success") return { status: "success", value: encode(outcome.value), ...logs };
  const prefix = `[Request ID: ${randomBytes(8).toString("hex")}] Server Error`;
  return {
    status: "error",
    errorMessage: redact ? prefix : `${prefix}\n${outcome.message}`,
    ...(outcome.data === undefined ? {} : { errorData: encode(outcome.data) }),
    ...logs,
  };
}
