import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

/** The schema that this folder's own tests run against, in the place of an application's. */
export default defineSchema({
  users: defineTable({
    clerkId: v.string(),
    email: v.string(),
    name: v.optional(v.string()),
    plan: v.optional(v.string()),
  })
    .index("by_clerk_id", ["clerkId"])
    .index("by_email_and_name", ["email", "name"]),

  posts: defineTable({
    author: v.id("users"),
    rank: v.optional(v.number()),
    body: v.any(),
  }).index("by_author_and_rank", ["author", "rank"]),

  /** One field of each kind that JSON cannot say. */
  values: defineTable({
    int: v.optional(v.int64()),
    number: v.optional(v.number()),
    bytes: v.optional(v.bytes()),
    any: v.optional(v.any()),
  }),

  ...pg2convexTables,
});
