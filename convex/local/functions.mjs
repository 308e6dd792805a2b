import { AsyncLocalStorage } from "node:async_hooks";
import { GuardedDatabase } from "./database.mjs";
import { checkCallValue } from "./limits.mjs";
import { displayValue } from "./display.mjs";
import { mismatch } from "./validation.mjs";

/** @import { Value } from "convex/values" */
/** @import { Documents } from "./database.mjs" */
/** @import { HandlerContext, RegisteredFunction, ValidatorJson } from "./types" */

/** The log lines of the call that is running. @type {AsyncLocalStorage<string[]>} */
export const logLines = new AsyncLocalStorage();

/**
 * @param {unknown} value
 * @returns {value is RegisteredFunction}
 */
export function isRegisteredFunction(value) {
  return typeof value === "function" && "_handler" in value && "exportArgs" in value;
}

/**
 * The function, with what convex-test leaves out of a call: the limits of written documents and results, and a return check
 * before the commit instead of after it.
 *
 * @param {RegisteredFunction} registered
 * @param {string} name as the backend's texts name it: `dir/file.js:export`
 * @param {Documents} documents
 * @returns {RegisteredFunction}
 */
export function guarded(registered, name, documents) {
  const returns = /** @type {ValidatorJson | null} */ (JSON.parse(registered.exportReturns()));
  /**
   * @param {HandlerContext} ctx
   * @param {unknown} args
   */
  const handler = async (ctx, args) => {
    // convex-test keeps what a function assigns to a global to that function's run.
    globalThis.console = /** @type {Console} */ (/** @type {unknown} */ (capturing));
    const database = ctx.db?.insert && new GuardedDatabase(ctx.db, documents);
    try {
      const result = await registered._handler(database ? { ...ctx, db: database.handle } : ctx, args);
      checkResult(name, returns, result === undefined ? null : /** @type {Value} */ (result));
      return result;
    } catch (error) {
      database?.rolledBack();
      throw error;
    }
  };
  return Object.assign(() => undefined, registered, { _handler: handler });
}

/**
 * @param {string} name
 * @param {ValidatorJson | null} returns
 * @param {Value} result
 */
function checkResult(name, returns, result) {
  checkCallValue(result, {
    invalid: `Function ${name} return value invalid`,
    large: `Function ${name} return value is`,
  });
  const why = returns === null ? undefined : mismatch(returns, result);
  if (why !== undefined) throw new Error(`ReturnsValidationError: ${why}`);
}

/** The console of functions: its lines go into the answer, and none to the process's own standard output. */
const capturing = Object.fromEntries(
  Object.keys(console).map((method) => {
    const level = ["debug", "error", "info", "warn"].includes(method) ? method.toUpperCase() : "LOG";
    /** @param {unknown[]} words */
    const capture = (...words) =>
      logLines.getStore()?.push(`[${level}] ${words.map(displayValue).join(" ")}`);
    return [method, capture];
  }),
);
