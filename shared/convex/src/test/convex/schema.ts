import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

export default defineSchema({
  things: defineTable({ n: v.optional(v.number()), value: v.any() }).index("by_n", ["n"]),
  ...pg2convexTables,
});
