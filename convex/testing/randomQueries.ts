import { type GenericDataModel, type GenericMutationCtx } from "convex/server";
import { type Value } from "convex/values";

export type Context = Pick<GenericMutationCtx<GenericDataModel>, "db" | "runMutation">;
export type Random = ReturnType<typeof randomFrom>;

export function randomFrom(seed: number) {
  let state = seed;
  const below = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  return { below, pick };
}

// Few of them, so that documents agree and bounds fall on documents; of every type, since indexes order across types.
const VALUES = [
  undefined,
  null,
  0,
  -0,
  1,
  2.5,
  NaN,
  3n,
  true,
  "",
  "a",
  "ä",
  ["a"],
  { b: 1 },
  new ArrayBuffer(2),
];

function randomDocument({ pick }: Random): Record<string, Value> {
  const document = { a: pick(VALUES), inner: pick([{ b: pick(VALUES) }, {}, null]), n: pick([0, 1, 2, 3]) };
  return document as never;
}

/** A few writes, in either table. */
export async function write({ db }: Context, random: Random) {
  for (let i = random.below(8); i > 0; i -= 1) {
    const table = random.pick(["things", "others"]);
    const some = await db.query(table).take(40);
    const document = some.length === 0 ? null : random.pick(some);
    const kind = document === null ? 0 : random.below(5);
    if (document === null || kind < 2) await db.insert(table, randomDocument(random));
    else if (kind === 2) await db.patch(document._id as never, { a: random.pick(VALUES) });
    else if (kind === 3) await db.replace(document._id as never, randomDocument(random));
    else await db.delete(document._id as never);
  }
}

export function randomQuery({ db }: Context, random: Random) {
  const { below, pick } = random;
  const table = pick(["things", "others"]);
  const all = db.query(table);
  const ranged = [
    () => all,
    () => all.withIndex("by_creation_time", (q) => q.gt("_creationTime", 1_700_000_000_000.001 * below(2))),
    () => all.withIndex("by_id"),
    () =>
      all.withIndex("by_a", (q) =>
        bounded(q.eq("a", pick(VALUES) as Value) as never, "_creationTime", random),
      ),
    () => all.withIndex("by_a", (q) => bounded(q as never, "a", random)),
    () =>
      table === "others"
        ? all.withIndex("by_a")
        : all.withIndex("by_a_and_b", (q) =>
            bounded(q.eq("a", pick(VALUES) as Value) as never, "inner.b", random),
          ),
  ][below(6)] as () => typeof all;
  const ordered = below(2) === 0 ? ranged() : ranged().order(pick(["asc", "desc"] as const));
  return below(2) === 0 ? ordered : ordered.filter((q) => q.eq(q.field("n"), below(4)));
}

interface Bounds {
  gt(field: string, value: unknown): Bounds;
  gte(field: string, value: unknown): Bounds;
  lt(field: string, value: unknown): Bounds;
  lte(field: string, value: unknown): Bounds;
}

/** None, one or two bounds; also ones that nothing can meet, and in the order that Convex refuses. */
function bounded(range: Bounds, field: string, { below, pick }: Random) {
  const value = () => (field === "_creationTime" ? 1_700_000_000_000 + below(40) / 1000 : pick(VALUES));
  let bounds = range;
  for (let i = below(3); i > 0; i -= 1) {
    const operator = pick(["gt", "gte", "lt", "lte"] as const);
    bounds = bounds[operator](field, value());
  }
  return bounds as never;
}

export async function read(ctx: Context, random: Random): Promise<Value> {
  const query = randomQuery(ctx, random);
  switch (random.below(5)) {
    case 0:
      return await query.collect();
    case 1:
      return await query.take(random.below(6));
    case 2:
      return await query.unique();
    case 3: {
      const found = [];
      for await (const document of query) {
        found.push(document);
        if (found.length === 3) break;
      }
      return found;
    }
    default: {
      const limits = random.pick([{}, {}, { maximumRowsRead: 3 }, { endCursor: "_end_cursor" }]);
      return (await query.paginate({ numItems: random.below(7), cursor: null, ...limits })) as never;
    }
  }
}
