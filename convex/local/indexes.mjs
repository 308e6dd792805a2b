import { jsonToConvex } from "convex/values";
import { CurrentTables } from "./currentTables.mjs";
import { cursorKeys } from "./sortedIndex.mjs";
import { databaseOf } from "./testDatabase.mjs";

/** @import { Value } from "convex/values" */
/** @import { SortedIndex } from "./sortedIndex.mjs" */
/** @import { RangeFilter, StoredDocument, TestDatabase, TestDeployment } from "./types" */

/** @typedef {{ from: number, to: number }} Range positions in an index */
/** @typedef {{ cursor: string | null, length: number, isWhole: boolean }} Window the part of a query's range to look at */

/**
 * Gives a deployment of convex-test indexes. By itself it looks at every document of every table for each query. It goes on
 * deciding what a query yields (ranges, filters, order, limits, pages); only the documents that it looks at are narrowed
 * down to some among which the answer is.
 *
 * @template {TestDeployment} T
 * @param {T} deployment a fresh one
 * @returns {T} the same
 */
export function withIndexes(deployment) {
  const database = databaseOf(deployment);
  const tables = new CurrentTables(database);
  keepCurrent(database, tables);
  narrowReads(database, tables);
  return deployment;
}

/**
 * Tells the tables of each write, and of each end of a transaction, nested ones too.
 *
 * @param {TestDatabase} database
 * @param {CurrentTables} tables
 */
function keepCurrent(database, tables) {
  /** @param {TestDatabase["_writes"]} writes */
  const refresh = (writes) => {
    for (const id of writes.flatMap(Object.keys)) tables.refresh(id);
  };
  override(database, "_addWrite", (plain) => (id, value) => {
    plain(id, value);
    tables.refresh(id);
  });
  override(database, "commit", (plain) => (timestamp) => {
    const ended = database._writes.slice(-1);
    plain(timestamp);
    refresh(ended);
  });
  override(database, "rollbackWrites", (plain) => () => {
    const ended = database._writes.slice(-1);
    plain();
    refresh(ended);
  });
  override(database, "stashWrites", (plain) => () => {
    const stashed = plain();
    refresh(stashed);
    return stashed;
  });
  override(database, "restoreWrites", (plain) => (stashed) => {
    plain(stashed);
    refresh(stashed);
  });
}

/**
 * @param {TestDatabase} database
 * @param {CurrentTables} tables
 */
function narrowReads(database, tables) {
  /** @type {StoredDocument[] | undefined} */
  let candidates;
  /** @type {Window | undefined} */
  let window;

  /**
   * @template T
   * @param {StoredDocument[]} documents
   * @param {() => T} read
   */
  const among = (documents, read) => {
    candidates = documents;
    try {
      return read();
    } finally {
      candidates = undefined;
    }
  };

  /**
   * Reads with a growing window, until what was seen decides the answer.
   *
   * @template T
   * @param {number} length
   * @param {string | null} cursor
   * @param {() => T} read
   * @param {(result: T) => boolean} isDecided though there are more documents
   */
  const inWindow = (length, cursor, read, isDecided) => {
    try {
      for (; ; length *= 4) {
        window = { cursor, length: Math.max(length, 1), isWhole: true };
        const result = read();
        if (window.isWhole || isDecided(result)) return result;
      }
    } finally {
      window = undefined;
    }
  };

  override(database, "_iterateDocs", (plain) => (table, callback) => {
    if (candidates === undefined) plain(table, callback);
    else candidates.forEach(callback);
  });

  override(database, "_resolveQuerySource", (plain) => (query) => {
    const { source } = query;
    if (source.type === "Search" || window === undefined) return plain(query);
    // Among no documents it tells the order, and refuses what it would refuse.
    const { fieldPathsToSortBy, order } = among([], () => plain(query));
    const fields = fieldPathsToSortBy.includes("_id") ? fieldPathsToSortBy : [...fieldPathsToSortBy, "_id"];
    const table = source.type === "IndexRange" ? source.indexName.split(".")[0] : source.tableName;
    const index = tables.index(table ?? "", fields);
    const range = source.type === "IndexRange" ? rangeOf(index, source.range) : { from: 0, to: index.size };
    const isDescending = order === "desc";
    const rest = behind(index, range, window.cursor, isDescending);
    const from = isDescending ? Math.max(rest.from, rest.to - window.length) : rest.from;
    const to = isDescending ? rest.to : Math.min(rest.to, rest.from + window.length);
    window.isWhole = from === rest.from && to === rest.to;
    return among(index.slice(from, to), () => plain(query));
  });

  override(database, "_evaluateQuery", (plain) => (query) => {
    const limit = query.operators.flatMap((operator) => ("limit" in operator ? [operator.limit] : []))[0];
    return inWindow(
      limit ?? Infinity,
      null,
      () => plain(query),
      (documents) => documents.length === limit,
    );
  });

  // One document more than the page holds: the last one of a page tells whether there are more by not being the last.
  override(
    database,
    "paginate",
    (plain) => (request) =>
      inWindow(
        request.pageSize + 1,
        request.cursor,
        () => plain(request),
        (page) => !page.isDone,
      ),
  );
}

/**
 * The positions of the documents that may meet the filters. convex-test has checked that these are equalities on the index's
 * first fields and then at most two bounds on the next one.
 *
 * @param {SortedIndex} index
 * @param {RangeFilter[]} filters
 * @returns {Range}
 */
function rangeOf(index, filters) {
  /** @type {(Value | undefined)[]} */
  const equal = [];
  let from = 0;
  let to = index.size;
  for (const { type, value: json } of filters) {
    // What stands for a timestamp of the commit: convex-test alone knows its value.
    if (JSON.stringify(json).includes('"$commitTs"')) break;
    const isUndefined = typeof json === "object" && json !== null && "$undefined" in json;
    const keys = [...equal, isUndefined ? undefined : jsonToConvex(json)];
    switch (type) {
      case "Eq":
        equal.push(...keys.slice(-1));
        from = index.before(keys);
        to = index.after(keys);
        break;
      case "Gt":
        from = index.after(keys);
        break;
      case "Gte":
        from = index.before(keys);
        break;
      case "Lt":
        to = index.before(keys);
        break;
      case "Lte":
        to = index.after(keys);
        break;
    }
  }
  return { from, to: Math.max(from, to) };
}

/**
 * The part of the range behind the cursor.
 *
 * @param {SortedIndex} index
 * @param {Range} range
 * @param {string | null} cursor
 * @param {boolean} isDescending
 * @returns {Range}
 */
function behind(index, range, cursor, isDescending) {
  if (cursor === null || cursor === "") return range;
  if (cursor === "_end_cursor") return { from: range.to, to: range.to };
  const keys = cursorKeys(cursor);
  // The cursor of another query: convex-test decides.
  if (keys.length !== index.fields.length) return range;
  return isDescending
    ? { from: range.from, to: Math.max(range.from, Math.min(range.to, index.before(keys))) }
    : { from: Math.min(range.to, Math.max(range.from, index.after(keys))), to: range.to };
}

/**
 * @template {keyof TestDatabase} Name
 * @param {TestDatabase} database
 * @param {Name} name
 * @param {(plain: TestDatabase[Name]) => TestDatabase[Name]} replacement
 */
function override(database, name, replacement) {
  const plain = /** @type {Function} */ (/** @type {unknown} */ (database[name]));
  database[name] = replacement(plain.bind(database));
}
