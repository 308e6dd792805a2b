import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

const anything = v.optional(v.any());

/** Takes any value, so that tests can plant what no migration would write. */
export default defineSchema({
  people: defineTable({
    login: anything,
    name: anything,
    credits: anything,
    points: anything,
    key: anything,
    extra: anything,
  })
    .index("by_login", ["login"])
    .index("by_key", ["key"]),
  notes: defineTable({ person: anything, body: anything, extra: anything }),
  tags: defineTable({ label: anything, weight: anything }),
  badges: defineTable({ code: anything, title: anything }).index("by_code", ["code"]),
  ...pg2convexTables,
});
