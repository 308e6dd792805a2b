import { compareValues, jsonToConvex } from "convex/values";

/** @import { JSONValue, Value } from "convex/values" */
/** @import { StoredDocument, TestDatabase } from "./types" */

/** @typedef {(Value | undefined)[]} Keys the values of an index's fields, or of the first of them */

/** A table's documents in the order of some fields, with convex-test's own reading and comparing of them. */
export class SortedIndex {
  /** @type {StoredDocument[]} */
  #documents;

  /**
   * @param {TestDatabase} database
   * @param {string[]} fields which tell any two documents apart: the last is `_id`
   * @param {Iterable<StoredDocument>} documents
   */
  constructor(database, fields, documents) {
    this.database = database;
    this.fields = fields;
    // Sorted by keys that are read once: a table may be large when its index is first asked for.
    this.#documents = Array.from(documents, (document) => ({ document, keys: this.#keysOf(document) }))
      .sort((one, other) => compareKeys(one.keys, other.keys))
      .map(({ document }) => document);
  }

  get size() {
    return this.#documents.length;
  }

  /** @param {StoredDocument} document */
  add(document) {
    const keys = this.#keysOf(document);
    const last = this.#documents.at(-1);
    // Most documents come in the order of their creation.
    if (last === undefined || this.#compare(last, keys) < 0) this.#documents.push(document);
    else this.#documents.splice(this.before(keys), 0, document);
  }

  /** @param {StoredDocument} document */
  remove(document) {
    this.#documents.splice(this.before(this.#keysOf(document)), 1);
  }

  /**
   * The position of the first document that does not come before these keys.
   *
   * @param {Keys} keys
   */
  before(keys) {
    return this.#position((document) => this.#compare(document, keys) >= 0);
  }

  /**
   * The position of the first document that comes after these keys.
   *
   * @param {Keys} keys
   */
  after(keys) {
    return this.#position((document) => this.#compare(document, keys) > 0);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  slice(from, to) {
    return this.#documents.slice(from, to);
  }

  /** @param {(document: StoredDocument) => boolean} isBeyond false for some first documents, true for the rest */
  #position(isBeyond) {
    let low = 0;
    let high = this.#documents.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBeyond(/** @type {StoredDocument} */ (this.#documents[middle]))) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * @param {StoredDocument} document
   * @param {Keys} keys
   */
  #compare(document, keys) {
    return this.database._docIsAfterCursor(document, keys, this.fields.slice(0, keys.length), "asc");
  }

  /** @param {StoredDocument} document */
  #keysOf(document) {
    return cursorKeys(this.database._encodeCursor(document, this.fields));
  }
}

/**
 * @param {Keys} one
 * @param {Keys} other
 */
function compareKeys(one, other) {
  for (const [i, key] of one.entries()) {
    const order = compareValues(key, other[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * The keys that a cursor of convex-test holds: each as JSON in a string, or null where the document lacks the field.
 *
 * @param {string} cursor
 * @returns {Keys}
 */
export function cursorKeys(cursor) {
  const keys = /** @type {(string | null)[]} */ (JSON.parse(cursor));
  return keys.map((key) =>
    key === null ? undefined : jsonToConvex(/** @type {JSONValue} */ (JSON.parse(key))),
  );
}
