import { SortedIndex } from "./sortedIndex.mjs";

/** @import { StoredDocument, TestDatabase } from "./types" */

/** @typedef {{ documents: Map<string, StoredDocument>, indexes: Map<string, SortedIndex> }} Table */

/** The documents of each table as the transaction that is running sees them, and those indexes that were asked for once. */
export class CurrentTables {
  /** @type {Map<string, Table>} */
  #tables = new Map();

  /** @param {TestDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /**
   * Takes over what the database now holds under this ID.
   *
   * @param {string} id
   */
  refresh(id) {
    const table = this.#table(id.replace(/^\d+/, ""));
    const before = table.documents.get(id);
    const after = this.database.get(undefined, id) ?? undefined;
    if (before === after) return;
    for (const index of table.indexes.values()) {
      if (before !== undefined) index.remove(before);
      if (after !== undefined) index.add(after);
    }
    if (after === undefined) table.documents.delete(id);
    else table.documents.set(id, after);
  }

  /**
   * @param {string} tableName
   * @param {string[]} fields
   */
  index(tableName, fields) {
    const table = this.#table(tableName);
    const name = JSON.stringify(fields);
    let index = table.indexes.get(name);
    if (index === undefined) {
      index = new SortedIndex(this.database, fields, table.documents.values());
      table.indexes.set(name, index);
    }
    return index;
  }

  /** @param {string} name */
  #table(name) {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = { documents: new Map(), indexes: new Map() };
      this.#tables.set(name, table);
    }
    return table;
  }
}
