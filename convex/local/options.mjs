import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "./errors.mjs";

/** The permissions of a key that decide which internal functions it may run. */
const PERMISSIONS = ["runInternalQueries", "runInternalMutations", "runInternalActions"];

export const USAGE = `usage: node convex/local/server.mjs --convex-dir DIR [options]
  --convex-dir DIR     the project's Convex folder: schema.ts and functions
  --port N             the port on 127.0.0.1; 0, the default, takes a free one
  --key KEY            the deploy key; by default a random one
  --deny PERMISSION    what the key may not do, such as runInternalMutations; may be given several times
  --redact             hide error texts and logs, as production deployments on Convex Cloud do
  --exit-with-stdin    end when standard input ends`;

/**
 * @typedef {object} Options
 * @property {string} convexDir
 * @property {number} port
 * @property {string} key
 * @property {string[]} deny
 * @property {boolean} redact
 * @property {boolean} exitWithStdin
 */

/**
 * @param {string[]} argv
 * @returns {Options}
 */
export function parseOptions(argv) {
  const values = parse(argv);
  if (values["convex-dir"] === undefined) {
    throw new UsageError(`--convex-dir is missing: name the folder that holds schema.ts\n${USAGE}`);
  }
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new UsageError(`--port ${values.port}: expected a number from 0 to 65535`);
  }
  const unknown = values.deny.find((permission) => !PERMISSIONS.includes(permission));
  if (unknown !== undefined) {
    throw new UsageError(`--deny ${unknown}: expected one of ${PERMISSIONS.join(", ")}`);
  }
  if (values.key?.trim() === "") throw new UsageError("--key is empty: leave it out to get a random key");
  return {
    convexDir: resolve(values["convex-dir"]),
    port,
    key: values.key ?? `dev:local|${randomBytes(24).toString("base64url")}`,
    deny: values.deny,
    redact: values.redact,
    exitWithStdin: values["exit-with-stdin"],
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        "convex-dir": { type: "string" },
        port: { type: "string", default: "0" },
        key: { type: "string" },
        deny: { type: "string", multiple: true, default: [] },
        redact: { type: "boolean", default: false },
        "exit-with-stdin": { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
