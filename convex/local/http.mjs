import { createServer } from "node:http";
import { HttpError, UsageError } from "./errors.mjs";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { AddressInfo } from "node:net" */
/** @import { Answer, Respond } from "./types" */

/** The backend's bound on a request's body: the largest arguments and what stands around them. */
const MAX_BODY_BYTES = (16 << 20) + 2000;

/** How long a caller whose body was too long may go on sending before the connection is cut. */
const LINGER_MILLIS = 2000;

/** How long requests that are under way may take at the end. */
const GRACE_MILLIS = 5000;

/**
 * Serves on the loopback interface only.
 *
 * @param {Respond} respond
 * @param {number} port 0 for any free one
 * @returns {Promise<{ port: number, close(): Promise<void> }>}
 */
export async function listen(respond, port) {
  const server = createServer((request, response) => {
    void handle(respond, request, response);
  });
  // Clients pool their connections for minutes: closing an idle one would meet a request on its way.
  server.keepAliveTimeout = 0;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, () => {
      resolve(undefined);
    });
  }).catch((/** @type {unknown} */ error) => {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    const why = code === "EADDRINUSE" ? "is in use" : "needs more rights than this process has";
    throw new UsageError(`port ${port} ${why}: choose another with --port, or 0 for any free one`);
  });
  return {
    port: /** @type {AddressInfo} */ (server.address()).port,
    close: () =>
      new Promise((resolve) => {
        // A connection whose last request is still under way is idle only when that is answered.
        const idle = setInterval(() => {
          server.closeIdleConnections();
        }, 20);
        setTimeout(() => {
          server.closeAllConnections();
        }, GRACE_MILLIS).unref();
        server.close(() => {
          clearInterval(idle);
          resolve();
        });
      }),
  };
}

/**
 * @param {Respond} respond
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function handle(respond, request, response) {
  try {
    const body = await readBody(request);
    const path = (request.url ?? "").replace(/\?.*$/s, "");
    const { method = "", headers } = request;
    send(request, response, await respond({ method, path, headers, body }));
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    if (error instanceof HttpError) {
      send(request, response, { status: error.status, body: { code: error.code, message: error.message } });
      return;
    }
    // The message may hold a row; where it arose does not.
    console.error(
      `internal error: ${error instanceof Error ? (error.stack?.match(/^ +at .*$/gm) ?? []).join("\n") : ""}`,
    );
    const message = "Your request couldn't be completed. Try again later.";
    send(request, response, { status: 500, body: { code: "InternalServerError", message } });
  }
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Answer} answer
 */
function send(request, response, { status, body }) {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = { "content-type": "application/json", "content-length": bytes.length };
  if (request.complete) {
    response.writeHead(status, headers).end(bytes);
    return;
  }
  // The caller is still sending: he would not see the answer if the connection were cut at once.
  response.writeHead(status, { ...headers, connection: "close" }).write(bytes);
  const cut = () => response.end();
  request.once("end", cut);
  setTimeout(cut, LINGER_MILLIS).unref();
}

/**
 * Reads the body, but not past the limit: what comes after it is thrown away.
 *
 * @param {IncomingMessage} request
 * @returns {Promise<Uint8Array>}
 */
async function readBody(request) {
  if (Number(request.headers["content-length"]) > MAX_BODY_BYTES) throw tooLong(request);
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  return await new Promise((resolve, reject) => {
    request.on("data", (/** @type {Buffer} */ chunk) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) {
        request.removeAllListeners("data");
        reject(tooLong(request));
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => {
      resolve(Buffer.concat(chunks));
    });
    request.on("error", reject);
  });
}

/** @param {IncomingMessage} request */
function tooLong(request) {
  request.resume();
  return new HttpError(400, "BadJsonBody", "Failed to buffer the request body: length limit exceeded");
}
