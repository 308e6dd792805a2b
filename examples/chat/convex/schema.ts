import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { pg2convexTables } from "./pg2convex/tables";

/** The chat application's schema, with the fields and indexes that its queries need. */
export default defineSchema({
  users: defineTable({
    clerkUserId: v.string(),
    email: v.string(),
    image: v.optional(v.string()),
    credits: v.number(),
    createdAt: v.optional(v.number()),
    name: v.string(),
    username: v.string(),
    // The application's own: Postgres never had them, and a migration leaves them alone.
    plan: v.optional(v.string()),
    onboardedAt: v.optional(v.number()),
  })
    .index("by_clerk_user_id", ["clerkUserId"])
    .index("by_email", ["email"])
    .index("by_username", ["username"]),

  threads: defineTable({
    userId: v.id("users"),
    clerkUserId: v.string(),
    metadata: v.optional(v.any()),
    createdAt: v.optional(v.number()),
  })
    .index("by_user", ["userId"])
    .index("by_clerk_user_id", ["clerkUserId"]),

  messages: defineTable({
    threadId: v.id("threads"),
    clerkUserId: v.string(),
    role: v.string(),
    content: v.string(),
    createdAt: v.optional(v.number()),
    toolInvocations: v.optional(v.any()),
    finishReason: v.optional(v.string()),
    totalTokens: v.number(),
    promptTokens: v.number(),
    completionTokens: v.number(),
    modelId: v.optional(v.string()),
    costInCents: v.number(),
  })
    .index("by_thread", ["threadId"])
    .index("by_clerk_user_id", ["clerkUserId"]),

  ...pg2convexTables,
});
