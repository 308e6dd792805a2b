import { displayValue } from "./display.mjs";
import { checkDocument, checkDocumentSize, checkFieldCount, checkShape, documentSize } from "./limits.mjs";
import { mismatch } from "./validation.mjs";

/** @import { Database, Fields, Project, ValidatorJson, WriteArguments } from "./types" */

/** @typedef {{ size: number, fields: number }} Bound a document's size and number of fields, or more */

const SYSTEM_FIELDS = new Set(["_id", "_creationTime"]);

/** What the guarded databases of one deployment share. */
export class Documents {
  /**
   * So that a patch need not read the document to know that it stays small: the read would count against the transaction's
   * limits, as the backend's own does not.
   *
   * @type {Map<string, Bound>}
   */
  bounds = new Map();

  /** @param {Project["schema"]} schema */
  constructor(schema) {
    /** @type {Map<string, { validator: ValidatorJson, hasRecords: boolean }>} */
    this.tables = new Map();
    if (!schema.schemaValidation) return;
    for (const [name, table] of Object.entries(schema.tables)) {
      const { documentType } = /** @type {{ export(): { documentType: ValidatorJson } }} */ (
        /** @type {unknown} */ (table)
      ).export();
      const hasRecords = JSON.stringify(documentType).includes('"type":"record"');
      this.tables.set(name, { validator: documentType, hasRecords });
    }
  }
}

/**
 * The database of one mutation, with the checks that convex-test leaves out. They throw what the backend's system calls throw,
 * so that the function may catch it, before anything is written.
 */
export class GuardedDatabase {
  /** @type {Set<string>} */
  #touched = new Set();

  /**
   * @param {Database} db
   * @param {Documents} documents
   */
  constructor(db, documents) {
    this.db = db;
    this.documents = documents;
  }

  /** What the function gets as `ctx.db`. */
  get handle() {
    return {
      ...this.db,
      insert: this.insert.bind(this),
      /** @param {WriteArguments} args */
      patch: (...args) => this.patch(...named(args)),
      /** @param {WriteArguments} args */
      replace: (...args) => this.replace(...named(args)),
      /** @param {string} name */
      table: (name) =>
        Object.assign(Object.create(this.db.table(name)), {
          insert: this.insert.bind(this, name),
          patch: this.patch.bind(this, name),
          replace: this.replace.bind(this, name),
        }),
    };
  }

  /** The transaction is not going to commit: what is known of the documents that it wrote no longer holds. */
  rolledBack() {
    for (const id of this.#touched) this.documents.bounds.delete(id);
  }

  /**
   * @param {string} table
   * @param {Fields} value
   */
  async insert(table, value) {
    const bound = check("insert", value);
    for (const [field, what] of [
      ["_id", "document ID"],
      ["_creationTime", "creation time"],
    ]) {
      if (field !== undefined && value[field] !== undefined) {
        throw new Error(`Provided ${what} doesn't match '${field}' field ${displayValue(value[field])}`);
      }
    }
    checkDocumentSize(bound.size);
    const id = await this.#enforcingSchema(
      table,
      () => Promise.resolve(value),
      async () => {
        if (this.db.insert === undefined) throw new Error("a query cannot write");
        return await this.db.insert(table, value);
      },
    );
    this.#remember(id, bound);
    return id;
  }

  /**
   * @param {string} table
   * @param {string} id
   * @param {Fields} value
   */
  async replace(table, id, value) {
    const bound = check("replace", value);
    checkDocumentSize(bound.size);
    await this.#enforcingSchema(
      table,
      () => Promise.resolve(value),
      () => this.db.replace(table, id, value),
    );
    this.#remember(id, bound);
  }

  /**
   * @param {string} table
   * @param {string} id
   * @param {Fields} value
   */
  async patch(table, id, value) {
    const patch = check("patch", value);
    const before = this.documents.bounds.get(id);
    let bound = before && { size: before.size + patch.size, fields: before.fields + patch.fields };
    const merged = async () => ({ ...(await this.db.get(table, id)), ...value });
    if (bound === undefined || bound.size > 1 << 20 || bound.fields > 1024) {
      const document = await merged();
      bound = { size: documentSize(document), fields: fieldNames(document).length };
      checkFieldCount(bound.fields);
      checkDocumentSize(bound.size);
    }
    await this.#enforcingSchema(table, merged, () => this.db.patch(table, id, value));
    this.#remember(id, bound);
  }

  /**
   * @param {string} id
   * @param {Bound} bound
   */
  #remember(id, bound) {
    this.#touched.add(id);
    this.documents.bounds.set(id, bound);
  }

  /**
   * convex-test validates, in its own words; on its refusal, and for records, which it does not look into, we do.
   *
   * @template T
   * @param {string} table
   * @param {() => Promise<object>} document
   * @param {() => Promise<T>} write
   * @returns {Promise<T>}
   */
  async #enforcingSchema(table, document, write) {
    const schema = this.documents.tables.get(table);
    const enforce = async () => {
      const fields = Object.entries(await document()).filter(([field]) => !SYSTEM_FIELDS.has(field));
      const why = schema && mismatch(schema.validator, Object.fromEntries(fields));
      if (why === undefined) return;
      throw new Error(
        `Failed to insert or update a document in table "${table}" because it does not match the schema: ${why}`,
      );
    };
    if (schema?.hasRecords === true) await enforce();
    try {
      return await write();
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("Validator error: ")) await enforce();
      throw error;
    }
  }
}

/**
 * @param {"insert" | "patch" | "replace"} method
 * @param {Fields} value
 * @returns {Bound}
 */
function check(method, value) {
  const names = fieldNames(value);
  let nesting;
  try {
    nesting = checkShape(value);
  } catch (error) {
    throw new Error(
      `Invalid argument \`value\` for \`db.${method}\`: ${/** @type {Error} */ (error).message}`,
    );
  }
  checkDocument(nesting, names, () => displayValue(value));
  return { size: documentSize(value), fields: names.length };
}

/** @param {object} value */
function fieldNames(value) {
  return Object.entries(value).flatMap(([name, field]) => (field === undefined ? [] : [name]));
}

/**
 * The arguments of `patch` and `replace` with the table's name, which old code leaves out: convex-test's IDs tell it.
 *
 * @param {WriteArguments} args
 * @returns {[string, string, Fields]}
 */
function named(args) {
  if (args.length === 3) return args;
  return [args[0].replace(/^\d+/, ""), args[0], args[1]];
}
