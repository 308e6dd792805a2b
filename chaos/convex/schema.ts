import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

/** One table that is adopted from, one that refers to it, one that refers to itself. */
export default defineSchema({
  people: defineTable({
    legacyId: v.optional(v.number()),
    handle: v.string(),
    name: v.optional(v.string()),
    age: v.optional(v.number()),
    // The application's own: a migration leaves it alone.
    plan: v.optional(v.string()),
  }).index("by_handle", ["handle"]),

  items: defineTable({
    legacyId: v.number(),
    ownerId: v.optional(v.id("people")),
    title: v.string(),
    weight: v.optional(v.number()),
  }),

  nodes: defineTable({
    code: v.string(),
    parentId: v.optional(v.id("nodes")),
    label: v.string(),
  }),

  ...pg2convexTables,
});
