import type { SchemaDefinition, GenericSchema } from "convex/server";
import type { JSONValue, Value } from "convex/values";

/** A Convex project, bundled and loaded: its schema and its modules by path (`dir/file`, no extension). */
export interface Project {
  schema: SchemaDefinition<GenericSchema, boolean>;
  modules: Map<string, Record<string, unknown>>;
}

export type FunctionKind = "query" | "mutation" | "action";

/** What `query`, `mutation`, `internalMutation` and so on return: see convex `server/impl/registration_impl.ts`. */
export interface RegisteredFunction {
  isQuery?: boolean;
  isMutation?: boolean;
  isAction?: boolean;
  isPublic?: boolean;
  isInternal?: boolean;
  exportArgs(): string;
  exportReturns(): string;
  _handler(ctx: HandlerContext, args: unknown): unknown;
}

/** The part of a function's context that the local server looks at: `db.insert` only exists in mutations. */
export interface HandlerContext {
  db?: Database;
}

export type Fields = Record<string, Value | undefined>;

export interface Database {
  get(table: string, id: string): Promise<Record<string, Value> | null>;
  insert?: (table: string, value: Fields) => Promise<string>;
  patch(...args: WriteArguments): Promise<void>;
  replace(...args: WriteArguments): Promise<void>;
  table(name: string): object;
}

/** `patch` and `replace` take the table's name first, or, in old code, leave it out. */
export type WriteArguments = [table: string, id: string, value: Fields] | [id: string, value: Fields];

/** A validator as `exportArgs`, `exportReturns` and `schema.export()` write it. */
export type ValidatorJson =
  | { type: "null" | "number" | "bigint" | "boolean" | "string" | "bytes" | "any" | "commitTs" }
  | { type: "literal"; value: JSONValue }
  | { type: "id"; tableName: string }
  | { type: "array"; value: ValidatorJson }
  | { type: "union"; value: ValidatorJson[] }
  | { type: "object"; value: Record<string, FieldJson> }
  | { type: "record"; keys: ValidatorJson; values: FieldJson };

export interface FieldJson {
  fieldType: ValidatorJson;
  optional: boolean;
}

/** A function call, as the HTTP layer hands it to the backend. */
export interface Call {
  kind: FunctionKind;
  path: string;
  args: JSONValue[];
  /** Whether the caller showed the deploy key: then internal functions are his too. */
  isAdmin: boolean;
}

/** What a call came to. A failed one has changed nothing; `data` is what a thrown ConvexError carried. */
export type Outcome =
  | { status: "success"; value: Value; logLines: string[] }
  | { status: "error"; message: string; data?: Value; logLines: string[] };

/** One HTTP request, its body read to the end. */
export interface Request {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
}

/** One HTTP answer, before it is written to the socket. */
export interface Answer {
  status: number;
  body: JSONValue;
}

/**
 * Answers a request. The server's only seam: whatever stands between client and backend (a fault, a delay, a second
 * delivery) is a function from `Respond` to `Respond`.
 */
export type Respond = (request: Request) => Promise<Answer>;

/** What is used of what `convexTest` returns. */
export interface TestDeployment {
  finishInProgressScheduledFunctions(): Promise<void>;
}

export interface StoredDocument {
  _id: string;
  _creationTime: number;
}

/** The database inside convex-test (`DatabaseFake`), as far as the indexes lean on it. */
export interface TestDatabase {
  /** The pending writes of each level of nested transactions, null for a deletion. */
  _writes: Record<string, StoredDocument | null>[];
  get(table: undefined, id: string): StoredDocument | null;
  _addWrite(id: string, value: StoredDocument | null): void;
  commit(timestamp: bigint | null): void;
  rollbackWrites(): void;
  stashWrites(): TestDatabase["_writes"];
  restoreWrites(stashed: TestDatabase["_writes"]): void;
  _iterateDocs(table: string, callback: (document: StoredDocument) => void): void;
  _resolveQuerySource(query: Query): { fieldPathsToSortBy: string[]; order: "asc" | "desc" };
  _evaluateQuery(query: Query): StoredDocument[];
  paginate(request: { query: Query; cursor: string | null; pageSize: number }): { isDone: boolean };
  _encodeCursor(document: StoredDocument, fields: string[]): string;
  _docIsAfterCursor(
    document: StoredDocument,
    keys: (Value | undefined)[],
    fields: string[],
    order: "asc",
  ): number;
}

/** A query as the `convex` package writes it down. */
export interface Query {
  source:
    | { type: "FullTableScan"; tableName: string }
    | { type: "IndexRange"; indexName: string; range: RangeFilter[] }
    | { type: "Search" };
  operators: ({ filter: JSONValue } | { limit: number })[];
}

export interface RangeFilter {
  type: "Eq" | "Gt" | "Gte" | "Lt" | "Lte";
  value: JSONValue;
}
