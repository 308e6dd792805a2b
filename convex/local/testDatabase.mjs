import { AsyncLocalStorage } from "node:async_hooks";

/** @import { TestDatabase, TestDeployment } from "./types" */

/**
 * The database inside a deployment of convex-test, which exports no way to it, but runs every call in an asynchronous context
 * that holds it.
 *
 * @param {TestDeployment} deployment
 * @returns {TestDatabase}
 */
export function databaseOf(deployment) {
  const { prototype } = AsyncLocalStorage;
  const run = /** @type {(this: unknown, store: object, ...rest: unknown[]) => unknown} */ (
    Object.getOwnPropertyDescriptor(prototype, "run")?.value
  );
  /** @type {TestDatabase | undefined} */
  let database;
  /**
   * @this {unknown}
   * @param {{ components?: Record<string, { db: TestDatabase }> }} store
   * @param {unknown[]} rest
   */
  prototype.run = function (store, ...rest) {
    database ??= store.components?.[""]?.db;
    return run.call(this, store, ...rest);
  };
  try {
    void deployment.finishInProgressScheduledFunctions();
  } finally {
    prototype.run = run;
  }
  if (database === undefined) throw new Error("this release of convex-test keeps its database elsewhere");
  return database;
}
