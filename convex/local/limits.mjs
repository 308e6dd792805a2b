import { getConvexSize, getDocumentSize } from "convex/values";

/** @import { Value } from "convex/values" */

/** @import { Fields } from "./types" */

// The backend's limits that convex-test does not know (contract §2, §3), with the backend's words for them.
const MAX_DOCUMENT_BYTES = 1 << 20;
const MAX_DOCUMENT_NESTING = 16;
const MAX_FIELDS = 1024;
const MAX_NESTING = 64;
const MAX_ARRAY_LENGTH = 8192;
const MAX_CALL_BYTES = 16 << 20;

/**
 * Checks the shape of any value and returns how deeply it nests: a scalar 0, an array or object one more than its parts.
 *
 * @param {unknown} value
 * @param {number} [depth] how many arrays and objects stand around it
 * @returns {number}
 */
export function checkShape(value, depth = 0) {
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return 0;
  const parts = Array.isArray(value)
    ? /** @type {unknown[]} */ (value)
    : Object.values(value).filter((field) => field !== undefined);
  if (depth === MAX_NESTING) {
    throw new Error(`Value is too nested (nested ${depth + 1} levels deep > maximum nesting ${MAX_NESTING})`);
  }
  if (Array.isArray(value)) {
    if (parts.length > MAX_ARRAY_LENGTH) {
      throw new Error(`Array length is too long (${parts.length} > maximum length ${MAX_ARRAY_LENGTH})`);
    }
  } else {
    checkFieldCount(parts.length);
  }
  let deepest = 0;
  for (const part of parts) deepest = Math.max(deepest, checkShape(part, depth + 1));
  return deepest + 1;
}

/** @param {number} count */
export function checkFieldCount(count) {
  if (count > MAX_FIELDS) {
    throw new Error(`Object has too many fields (${count} > maximum number ${MAX_FIELDS})`);
  }
}

/** @param {number} size by the formula of the contract §2, system fields included */
export function checkDocumentSize(size) {
  if (size > MAX_DOCUMENT_BYTES) {
    throw new Error(`Value is too large (${bytes(size)} > maximum size ${bytes(MAX_DOCUMENT_BYTES)})`);
  }
}

/** @param {Fields} fields */
export function documentSize(fields) {
  return getDocumentSize(/** @type {Record<string, Value>} */ (fields));
}

/**
 * The rules for a document's own fields (`common/src/document.rs`, DocumentValidationError).
 *
 * @param {number} nesting
 * @param {string[]} names
 * @param {() => string} display the document, as the text quotes it
 */
export function checkDocument(nesting, names, display) {
  const violations = [];
  if (nesting > MAX_DOCUMENT_NESTING) {
    violations.push(
      `Document is too nested (nested ${nesting} levels deep > maximum nesting ${MAX_DOCUMENT_NESTING})`,
    );
  }
  for (const name of names) {
    if (name.startsWith("_") && name !== "_id" && name !== "_creationTime") {
      violations.push(
        `Field '${name}' starts with an underscore, which is only allowed for system fields like '_id'`,
      );
    }
  }
  if (violations.length > 0) {
    throw new Error(`Document(value: ${display()}) isn't a valid document: ${violations.join("\n ")}`);
  }
}

/**
 * Arguments and results: of any shape a value may have, and of 16 MiB.
 *
 * @param {Value} value
 * @param {{ invalid: string, large: string }} words what each text begins with
 */
export function checkCallValue(value, { invalid, large }) {
  try {
    checkShape(value);
  } catch (error) {
    throw new Error(`${invalid}: ${/** @type {Error} */ (error).message}`);
  }
  const size = getConvexSize(value);
  if (size > MAX_CALL_BYTES) {
    throw new Error(`${large} too large (actual: ${bytes(size)}, limit: ${bytes(MAX_CALL_BYTES)})`);
  }
}

/** @param {number} size */
function bytes(size) {
  return `${Number((size / (1 << 20)).toFixed(2))} MiB`;
}
