import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

/** What does not suit the tables of odd.sql. */
export default defineSchema({
  teams: defineTable({ name: v.string(), closed: v.boolean() })
    .index("by_closed_and_name", ["closed", "name"])
    .index("by_name", ["name"]),
  members: defineTable({
    team: v.id("members"),
    second: v.id("teams"),
    plain: v.id("teams"),
  }),
  types: defineTable({
    id: v.number(),
    big: v.number(),
    amount: v.number(),
    flag: v.string(),
    body: v.number(),
    at: v.string(),
    raw: v.string(),
    doc: v.bytes(),
    bigs: v.array(v.number()),
    p: v.object({ a: v.string() }),
    feeling: v.union(v.literal("good"), v.literal("bad")),
    price: v.number(),
    span: v.number(),
  }),
  maybe: defineTable({ a: v.string(), b: v.optional(v.string()), c: v.number(), d: v.string() }),
  depts: defineTable({ id: v.number(), headId: v.id("heads") }),
  heads: defineTable({ id: v.number(), deptId: v.id("depts") }).index("by_dept", ["deptId"]),
  ...pg2convexTables,
});
