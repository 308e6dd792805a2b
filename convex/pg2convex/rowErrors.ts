import { ConvexError } from "convex/values";
import type { RowError } from "./validators";

/** One kind of text that a refused write throws, and what it says about the row. */
interface Refusal {
  text: RegExp;
  code: RowError["code"];
  path?: (match: RegExpExecArray) => string | undefined;
}

/**
 * Every text that means "this row cannot be stored", in the backend and in convex-test; what is not listed is not about
 * the row. Transaction limits ("Too many …") must never be: they are catchable in the backend, and a caught one would set
 * good rows aside. Texts begin at the start of the message, so that no row's own words can pass for one.
 *
 * Sources: convex-backend `common/src/schemas` (SchemaEnforcementError, ValidationError), `common/src/document.rs`
 * (DocumentValidationError), `value/src/{size,object,array}.rs`, `convex/sync_types/src/identifier.rs`; `convex`
 * `values/value.ts`; `convex-test` `validateValidator`.
 */
const REFUSALS: Refusal[] = [
  {
    text: /^Failed to insert or update a document in table "\w+" because it does not match the schema: (.*)$/s,
    code: "schema",
    path: (match) => schemaPath(match[1] ?? ""),
  },
  { text: /^Validator error: /, code: "schema" },

  {
    text: /^Document\(value: .*\) isn't a valid document: Field '(\w+)' starts with an underscore/s,
    code: "identifier",
    path: (match) => match[1],
  },
  { text: /^Document\(value: .*\) isn't a valid document: Document is too nested/s, code: "size" },
  { text: /^Document\(value: .*\) isn't a valid document: /s, code: "identifier" },
  { text: /^Provided document ID .* doesn't match '_id' field/s, code: "identifier", path: () => "_id" },
  { text: /^Provided `_id` field value /, code: "identifier", path: () => "_id" },
  {
    text: /^Provided creation time .* doesn't match '_creationTime' field/s,
    code: "identifier",
    path: () => "_creationTime",
  },
  { text: /^Provided `_creationTime` field value /, code: "identifier", path: () => "_creationTime" },
  { text: /^(Invalid argument `value` for `db\.\w+`: )?Field name /, code: "identifier" },

  {
    text: /^(Invalid argument `value` for `db\.\w+`: )?(Value is too large|Value is too nested|Object has too many fields|Array length is too long) \(/,
    code: "size",
  },

  { text: /^undefined is not a valid Convex value/, code: "value" },
  { text: /^BigInt -?\d+ does not fit into a 64-bit signed integer/, code: "value" },
  { text: / is not a supported Convex type(\.| \(present at path )/, code: "value" },
];

/** What the error says about the row, or null when it is not about the row and must be thrown on. */
export function rowError(error: unknown): RowError | null {
  if (!(error instanceof Error) || error instanceof ConvexError) return null;
  for (const { text, code, path } of REFUSALS) {
    const match = text.exec(error.message);
    if (match !== null) return { code, ...safe(path?.(match)) };
  }
  return null;
}

/** A validation error names its place before (missing, extra, no match) or at the very end (ID, literal) of its text. */
function schemaPath(text: string): string | undefined {
  const field =
    /^Object (?:is missing the required|contains extra) field `([^`]+)`[^\n]*\n(?:Path: (\S+))?\n/.exec(text);
  if (field !== null) return `${field[2] ?? ""}.${field[1]}`;
  const value = /^Value does not match validator\.\n(?:Path: (\S+))?\n/.exec(text);
  if (value !== null) return value[1];
  return /^(?:`|Found ID )[^]*\.Path: (\S+)$/.exec(text)?.[1];
}

/** A path goes out only if it is made of field names, dots and brackets, and of a length that names have. */
function safe(path: string | undefined): { path?: string } {
  const trimmed = path?.replace(/^\./, "");
  return trimmed !== undefined && /^[A-Za-z0-9_.[\]]{1,256}$/.test(trimmed) ? { path: trimmed } : {};
}
