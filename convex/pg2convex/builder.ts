import {
  type GenericDatabaseReader,
  type GenericDatabaseWriter,
  type GenericDataModel,
  internalMutationGeneric,
  internalQueryGeneric,
  type MutationBuilder,
  type QueryBuilder,
} from "convex/server";
import type { Bookkeeping } from "./tables";

// An application with triggers or other custom functions puts its own internal mutation builder here.
const internalMutation: unknown = internalMutationGeneric;

/** Every mutation of this folder is made with it: internal, so that only a deploy key can call it. */
export const mutation = internalMutation as MutationBuilder<Bookkeeping, "internal">;

/** Every query of this folder is made with it. */
export const query = internalQueryGeneric as QueryBuilder<Bookkeeping, "internal">;

export type Reader = GenericDatabaseReader<Bookkeeping>;
export type Writer = GenericDatabaseWriter<Bookkeeping>;

/** The same database, seen as the application's tables: their names are known at run time only. */
export function applicationReader(db: Reader): GenericDatabaseReader<GenericDataModel> {
  return db as unknown as GenericDatabaseReader<GenericDataModel>;
}

/** As {@link applicationReader}, for writing. */
export function applicationWriter(db: Writer): GenericDatabaseWriter<GenericDataModel> {
  return db;
}
