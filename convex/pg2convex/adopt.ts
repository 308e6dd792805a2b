import type { GenericSchema, SchemaDefinition } from "convex/server";
import { compareValues, ConvexError, type Value } from "convex/values";
import schema from "../schema";
import { applicationReader, type Reader } from "./builder";
import { findOwner } from "./owner";
import type { Match } from "./validators";

/** Beyond so many documents with one natural key the key identifies nothing, and looking on would cost every batch. */
const MAX_CANDIDATES = 500;

/** How many documents behind the oldest free one are looked at for twins; the count is a warning, not a figure. */
const MAX_TWINS_EXAMINED = 10;

export interface Adoptable {
  id: string;
  /** Further documents without an owner among the next ten candidates. */
  twins: number;
}

/**
 * The oldest document that equals `set` in every field of `match` and that no source row has, or null. A row that lacks one
 * of the fields, or has null there, matches nothing: an absent natural key is nobody's.
 */
export async function findAdoptable(
  db: Reader,
  table: string,
  match: Match,
  set: Record<string, Value>,
): Promise<Adoptable | null> {
  const indexed = indexFields(table, match);
  if (match.fields.some((field) => set[field] === undefined || set[field] === null)) return null;
  // All of the index's fields are fixed, so that the rest of its order is the order of creation.
  const candidates = applicationReader(db)
    .query(table)
    .withIndex(
      match.index,
      (range) =>
        indexed.reduce<EqualityRange>(
          (narrowed, field) => narrowed.eq(field, set[field]),
          range as never,
        ) as never,
    );

  let oldest: string | null = null;
  let examined = 0;
  let twins = 0;
  for await (const candidate of candidates) {
    if (match.fields.some((field) => compareValues(candidate[field], set[field]) !== 0)) continue;
    examined += 1;
    const free = (await findOwner(db, candidate._id as string)) === null;
    if (oldest === null) {
      if (free) {
        oldest = candidate._id as string;
        examined = 0;
      } else if (examined === MAX_CANDIDATES) {
        throw new ConvexError({ code: "match_not_selective", table, limit: MAX_CANDIDATES });
      }
      continue;
    }
    if (free) twins += 1;
    if (examined === MAX_TWINS_EXAMINED) break;
  }
  return oldest === null ? null : { id: oldest, twins };
}

interface EqualityRange {
  eq(field: string, value: Value | undefined): EqualityRange;
}

function indexFields(table: string, match: Match): string[] {
  const tables: GenericSchema = (schema as SchemaDefinition<GenericSchema, boolean>).tables;
  const index = tables[table]?.[" indexes"]().find((one) => one.indexDescriptor === match.index);
  const fields = index?.fields.filter((field) => field !== "_creationTime");
  if (fields === undefined || fields.some((field) => !match.fields.includes(field))) {
    throw new ConvexError({ code: "bad_match", table, index: match.index, fields: match.fields });
  }
  return fields;
}
