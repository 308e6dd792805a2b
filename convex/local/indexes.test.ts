import { convexTest } from "convex-test";
import { defineSchema, defineTable, makeFunctionReference, mutationGeneric } from "convex/server";
import { v, type Value } from "convex/values";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withIndexes } from "./indexes.mjs";
import { databaseOf } from "./testDatabase.mjs";
import { type Context, type Random, randomFrom, randomQuery, read, write } from "../testing/randomQueries";

const schema = defineSchema(
  {
    things: defineTable(v.any()).index("by_a", ["a"]).index("by_a_and_b", ["a", "inner.b"]),
    others: defineTable(v.any()).index("by_a", ["a"]),
  },
  { schemaValidation: false },
);

type Work = (ctx: Context, random: Random) => Promise<Value>;

/** Runs the same work, with the same random numbers, on convex-test as it is and with indexes. */
class Both {
  private readonly plain = convexTest({ schema, modules });
  private readonly indexed = withIndexes(convexTest({ schema, modules }));
  private call = 0;

  constructor(private readonly seed: number) {}

  async agree(work: Work): Promise<Value> {
    this.call += 1;
    const [plain, indexed] = await Promise.all(
      [this.plain, this.indexed].map((deployment) => outcome(deployment, work, this.seed * 1e4 + this.call)),
    );
    expect(indexed).toEqual(plain);
    return indexed as Value;
  }
}

async function outcome(deployment: ReturnType<typeof convexTest>, work: Work, seed: number) {
  try {
    return await deployment.run((ctx) => work(ctx as unknown as Context, randomFrom(seed)));
  } catch (error) {
    return { failed: (error as Error).message };
  }
}

/** A transaction inside another one: writes, reads, perhaps goes deeper, and perhaps fails. */
const nested = mutationGeneric({
  args: { seed: v.number(), depth: v.number() },
  handler: async (ctx, { seed, depth }): Promise<Value> => {
    const random = randomFrom(seed);
    await write(ctx, random);
    const seen = [await read(ctx, random)];
    if (depth < 3 && random.below(2) === 0)
      seen.push(await within(ctx, random, depth + 1), await read(ctx, random));
    if (random.below(3) === 0) throw new Error(`rolled back at depth ${depth}`);
    return seen;
  },
});
const modules = {
  "../_generated/api.js": () => Promise.resolve({}),
  "../nested.js": () => Promise.resolve({ default: nested }),
};

async function within(ctx: Context, random: Random, depth = 1): Promise<Value> {
  const call = { seed: random.below(1e6), depth };
  try {
    return (await ctx.runMutation(makeFunctionReference<"mutation">("nested:default"), call)) as Value;
  } catch (error) {
    return (error as Error).message;
  }
}

beforeEach(() => {
  // Creation times are part of what is compared.
  vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each([1, 2, 3, 4])("indexes on random data %i", (seed) => {
  it("queries_afterAnyWrites_yieldWhatConvexTestYields", async () => {
    const both = new Both(seed);
    for (let i = 0; i < 60; i += 1) {
      await both.agree(async (ctx, random) => {
        await write(ctx, random);
        return await read(ctx, random);
      });
    }
  });

  it("transactions_rolledBackAtTheEnd_leaveNothingInAnIndex", async () => {
    const both = new Both(seed);
    for (let i = 0; i < 60; i += 1) {
      await both.agree(async (ctx, random) => {
        await write(ctx, random);
        const seen = await read(ctx, random);
        if (random.below(2) === 0) throw new Error(`rolled back after ${(seen as unknown[] | null)?.length}`);
        return null;
      });
      await both.agree(read);
    }
  });

  it("transactions_nestedAndPartlyRolledBack_readWhatConvexTestReads", async () => {
    const both = new Both(seed);
    for (let i = 0; i < 40; i += 1) {
      await both.agree(async (ctx, random) => {
        await write(ctx, random);
        const seen = await within(ctx, random);
        await write(ctx, random);
        const then = [seen, await read(ctx, random)];
        if (random.below(3) === 0) throw new Error("rolled back at the top");
        return then;
      });
      await both.agree(read);
    }
  });

  it("pages_toTheEndOverChangingTables_areThoseOfConvexTest", async () => {
    const both = new Both(seed);
    for (let i = 0; i < 20; i += 1) await both.agree(async (ctx, random) => (await write(ctx, random), null));
    for (let walk = 0; walk < 6; walk += 1) {
      let cursor: string | null = null;
      for (let page = 0; page < 30 && cursor !== "done"; page += 1) {
        const at: string | null = cursor;
        const answer = await both.agree(async (ctx, random) => {
          if (random.below(3) === 0) await write(ctx, random);
          const query = randomQuery(ctx, randomFrom(seed * 100 + walk));
          return (await query.paginate({ numItems: 1 + random.below(4), cursor: at })) as never;
        });
        const { isDone, continueCursor } = answer as { isDone?: boolean; continueCursor?: string };
        cursor = isDone === false ? (continueCursor ?? "done") : "done";
      }
    }
  });
});

describe("what a query looks at", () => {
  /** Counts the documents that convex-test is given, and the comparisons that find them, in one read. */
  async function lookedAt(documents: number, look: (ctx: Context) => Promise<unknown>) {
    const deployment = withIndexes(convexTest({ schema, modules }));
    await deployment.run(async ({ db }) => {
      for (let i = 0; i < documents; i += 1) await db.insert("things", { a: i * 2 });
    });
    await deployment.run((ctx) => look(ctx as unknown as Context).then(() => null));
    const database = databaseOf(deployment);
    const compare = vi.spyOn(database, "_docIsAfterCursor");
    let given = 0;
    const iterate = database._iterateDocs.bind(database);
    database._iterateDocs = (table, callback) => {
      iterate(table, (document) => {
        given += 1;
        callback(document);
      });
    };
    await deployment.run((ctx) => look(ctx as unknown as Context).then(() => null));
    return { given, compared: compare.mock.calls.length };
  }

  it.each<[string, (ctx: Context) => Promise<unknown>, number]>([
    [
      "lookUp",
      ({ db }) =>
        db
          .query("things")
          .withIndex("by_a", (q) => q.eq("a", 200))
          .unique(),
      1,
    ],
    ["first", ({ db }) => db.query("things").order("desc").first(), 1],
    ["page", ({ db }) => db.query("things").paginate({ numItems: 10, cursor: null }), 11],
    [
      "pageBehindACursor",
      ({ db }) => db.query("things").paginate({ numItems: 10, cursor: '["1700000000000.4","\\"zzz\\""]' }),
      11,
    ],
  ])("%s_inATableTenTimesAsLarge_looksAtNoMore", async (_, look, given) => {
    const small = await lookedAt(500, look);
    const large = await lookedAt(5000, look);
    expect([small.given, large.given]).toEqual([given, given]);
    expect(large.compared).toBeLessThan(small.compared + 20);
  });
});
