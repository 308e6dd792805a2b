import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

const number = v.optional(v.number());
const string = v.optional(v.string());
const part = v.object({ a: string, b: v.optional(v.boolean()) });
const address = v.object({ street: string, zip: number, inner: v.optional(part), tags: v.optional(v.array(v.string())) });

/** What every Postgres type becomes when the mapping says nothing of it. */
export default defineSchema({
  everything: defineTable({
    row: v.number(),
    small: number,
    big: v.optional(v.int64()),
    real4: number,
    real8: number,
    exact: string,
    amount: string,
    cash: string,
    flag: v.optional(v.boolean()),
    body: string,
    code: string,
    padded: string,
    mail: string,
    uid: string,
    mood: string,
    bits: string,
    vbits: string,
    doc: string,
    vec: string,
    asked: string,
    at: number,
    local: number,
    day: string,
    clock: string,
    zoned: string,
    span: string,
    ip: string,
    net: string,
    mac: string,
    data: v.optional(v.any()),
    plain: v.optional(v.any()),
    raw: v.optional(v.bytes()),
    ints: v.optional(v.array(v.union(v.number(), v.null()))),
    matrix: v.optional(v.array(v.array(v.int64()))),
    texts: v.optional(v.array(v.union(v.string(), v.null()))),
    stamps: v.optional(v.array(v.number())),
    home: v.optional(address),
    homes: v.optional(v.array(address)),
    kv: v.optional(v.record(v.string(), v.union(v.string(), v.null()))),
    period: string,
    many: string,
    place: string,
    class: string,
    embedding: v.optional(v.array(v.number())),
    lsn: string,
    twice: number,
    thrice: number,
  }),
  odd: defineTable({ own: v.number(), quoted: v.optional(v.string()), cyrillic: v.optional(v.string()), systemId: v.number() }),
  parted: defineTable({ day: v.string(), n: v.number() }),
  animals: defineTable({ name: v.string() }),
  cats: defineTable({ name: v.string(), lives: v.number() }),
  ...pg2convexTables,
});
