import { convexTest } from "convex-test";
import { makeFunctionReference } from "convex/server";
import { ConvexError, convexToJson } from "convex/values";
import { Documents } from "./database.mjs";
import { CallError } from "./errors.mjs";
import { guarded, isRegisteredFunction, logLines } from "./functions.mjs";
import { withIndexes } from "./indexes.mjs";
import { checkCallValue } from "./limits.mjs";
import { mismatch } from "./validation.mjs";
import { decodeArguments } from "./values.mjs";

/** @import { FunctionReference } from "convex/server" */
/** @import { Value } from "convex/values" */
/** @import { Call, FunctionKind, Outcome, Project, RegisteredFunction, ValidatorJson } from "./types" */

/**
 * A deployment in memory: the project's functions on convex-test, behind the rules of the backend for a call (visibility, kind,
 * arguments). convex-test runs one transaction at a time, in the order of arrival, and rolls back what throws.
 */
export class Backend {
  /** @type {Map<string, RegisteredFunction>} */
  #functions = new Map();
  #deployment;
  #denied;

  /**
   * @param {Project} project
   * @param {string[]} denied permissions that the deploy key lacks
   */
  constructor(project, denied = []) {
    this.#denied = denied;
    const documents = new Documents(project.schema);
    /** @type {Record<string, () => Promise<unknown>>} */
    const modules = {
      // convex-test takes the folder above `_generated` for the functions' root; nothing reads what is in it.
      "/_generated/api.js": () => Promise.resolve({}),
    };
    for (const [path, exports] of project.modules) {
      const registered = Object.entries(exports).flatMap(([name, value]) =>
        isRegisteredFunction(value) ? [[name, guarded(value, `${path}.js:${name}`, documents)]] : [],
      );
      const module = /** @type {Record<string, RegisteredFunction>} */ (Object.fromEntries(registered));
      for (const [name, one] of Object.entries(module)) this.#functions.set(`${path}:${name}`, one);
      modules[`/${path}.js`] = () => Promise.resolve(module);
    }
    this.#deployment = withIndexes(convexTest({ schema: project.schema, modules, transactionLimits: true }));
  }

  /**
   * @param {Call} call
   * @returns {Promise<Outcome>}
   */
  async call(call) {
    /** @type {string[]} */
    const lines = [];
    try {
      const { path, args } = this.#checked(call);
      const value = await logLines.run(lines, () => this.#run(call.kind, path, args));
      return { status: "success", value, logLines: lines };
    } catch (error) {
      return { status: "error", logLines: lines, ...failure(error) };
    }
  }

  /**
   * The backend's checks before a function runs, in its order (`udf/src/validation.rs`).
   *
   * @param {Call} call
   */
  #checked({ kind, path: given, args: json, isAdmin }) {
    const path = canonical(given);
    const found = this.#functions.get(path);
    if (found === undefined || (!isAdmin && found.isPublic !== true)) {
      throw new CallError(
        `Could not find public function for '${given}'. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
      );
    }
    const permission = `runInternal${{ query: "Queries", mutation: "Mutations", action: "Actions" }[kindOf(found)]}`;
    if (found.isPublic !== true && this.#denied.includes(permission)) {
      throw new CallError(
        `You do not have permission to perform this operation (deployment:functions:${permission})`,
      );
    }
    const name = path.replace(/:/, ".js:");
    const defined = kindOf(found);
    if (defined !== kind) {
      throw new CallError(
        `Trying to execute ${name} as ${title(kind)}, but it is defined as ${title(defined)}.`,
      );
    }
    const args = decodeArguments(name, json);
    try {
      checkCallValue(args, { invalid: `Invalid arguments for ${name}`, large: `Arguments for ${name} are` });
    } catch (error) {
      throw new CallError(/** @type {Error} */ (error).message);
    }
    const [only = {}, ...more] = args;
    const validator = /** @type {ValidatorJson} */ (JSON.parse(found.exportArgs()));
    const why = more.length > 0 ? "Expected one object of arguments" : mismatch(validator, only);
    if (why !== undefined) throw new CallError(`ArgumentValidationError: ${why}`);
    return { path, args: /** @type {Record<string, Value>} */ (only) };
  }

  /**
   * @param {FunctionKind} kind
   * @param {string} path
   * @param {Record<string, Value>} args
   * @returns {Promise<Value>}
   */
  async #run(kind, path, args) {
    /** @type {FunctionReference<FunctionKind, "public", Record<string, Value>, Value>} */
    const reference = makeFunctionReference(path);
    switch (kind) {
      case "query":
        return await this.#deployment.query(/** @type {FunctionReference<"query">} */ (reference), args);
      case "mutation":
        return await this.#deployment.mutation(
          /** @type {FunctionReference<"mutation">} */ (reference),
          args,
        );
      case "action":
        return await this.#deployment.action(/** @type {FunctionReference<"action">} */ (reference), args);
    }
  }
}

/**
 * `dir/file.js:name` and `dir/file` are other ways to write `dir/file:name` and `dir/file:default`.
 *
 * @param {string} path
 */
function canonical(path) {
  const [module = "", name = "default"] = path.split(":");
  return `${module.replace(/\.js$/, "")}:${name}`;
}

/**
 * @param {RegisteredFunction} registered
 * @returns {FunctionKind}
 */
function kindOf(registered) {
  if (registered.isQuery === true) return "query";
  return registered.isMutation === true ? "mutation" : "action";
}

/** @param {FunctionKind} kind */
function title(kind) {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

/**
 * @param {unknown} error
 * @returns {{ message: string, data?: Value }}
 */
function failure(error) {
  if (error instanceof CallError) return { message: error.message };
  if (error instanceof ConvexError) {
    const data = /** @type {Value} */ (error.data);
    const shown = typeof data === "string" ? data : JSON.stringify(convexToJson(data));
    return { message: `Uncaught ConvexError: ${shown}`, data };
  }
  const text = error instanceof Error ? error.message : String(error);
  return { message: text.startsWith("ReturnsValidationError: ") ? text : `Uncaught Error: ${text}` };
}
