import { convexTest } from "convex-test";
import { anyApi, type ApiFromModules } from "convex/server";
import type * as begin from "../pg2convex/begin";
import type * as documents from "../pg2convex/documents";
import type * as end from "../pg2convex/end";
import type * as handshake from "../pg2convex/handshake";
import type * as owners from "../pg2convex/owners";
import type * as receipts from "../pg2convex/receipts";
import type * as settle from "../pg2convex/settle";
import type { BatchAnswer, Match, Operation } from "../pg2convex/validators";
import type * as write from "../pg2convex/write";
import schema from "../schema";

const modules = {
  // convex-test takes the folder above `_generated` for the functions' root; nothing reads what is in it.
  "../_generated/api.js": () => Promise.resolve({}),
  ...import.meta.glob(["../pg2convex/*.ts", "!../pg2convex/*.test.ts"]),
};

/** The functions under test, by module and export. */
export const functions = anyApi.pg2convex as unknown as ApiFromModules<{
  begin: typeof begin;
  documents: typeof documents;
  end: typeof end;
  handshake: typeof handshake;
  owners: typeof owners;
  receipts: typeof receipts;
  settle: typeof settle;
  write: typeof write;
}>;

/** A fresh deployment with the fixture schema. Transaction limits are the backend's but for those given. */
export function deployment(transactionLimits: Partial<Record<"databaseQueries", number>> = {}) {
  return convexTest({ schema, modules, transactionLimits });
}
export type Deployment = ReturnType<typeof deployment>;

/** One mapping's run against a deployment, with the arguments that each call repeats filled in. */
export function run(t: Deployment, runId = "run-1", mapping = "chat") {
  const caller = { protocol: 1, mapping, runId };
  return {
    begin: (tables = ["users", "posts", "values"], expectedRun: string | null = null) =>
      t.mutation(functions.begin.begin, {
        ...caller,
        storeId: "store-1",
        target: "target-1",
        expectedRun,
        tables: tables.map((name) => ({ name, mayHaveDocuments: true })),
      }),
    write: (batchId: string, table: string, operations: Operation[], match?: Match) =>
      t.mutation(functions.write.write, { ...caller, batchId, table, operations, ...(match && { match }) }),
    settle: (batchId: string) => t.mutation(functions.settle.settle, { ...caller, batchId }),
    release: (limit: number, table: string | null = null, cursor: string | null = null) =>
      t.mutation(functions.owners.release, { ...caller, table, cursor, limit }),
    end: (limit: number) => t.mutation(functions.end.end, { ...caller, limit }),
    drop: (limit: number) => t.mutation(functions.receipts.drop, { ...caller, limit }),
  };
}

/** As {@link run}, with the fence raised. */
export async function begun(t: Deployment, runId = "run-1") {
  const current = run(t, runId);
  await current.begin();
  return current;
}

export function insertion(set: Record<string, unknown>, unset: string[] = []): Operation {
  return { op: "insert", set, unset };
}

/** The document that the batch's operation at this position made or took. */
export function idAt(answer: BatchAnswer, position: number): string {
  const result = answer.status === "committed" ? answer.results[position] : undefined;
  if (result === undefined || !("id" in result)) throw new Error(`no document at ${position}`);
  return result.id;
}

/** Every document of a table, oldest first. */
export function all(t: Deployment, table: string): Promise<Record<string, unknown>[]> {
  return t.run((ctx) => ctx.db.query(table as "users").collect());
}
