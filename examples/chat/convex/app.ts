import {
  type DataModelFromSchemaDefinition,
  internalQueryGeneric,
  mutationGeneric,
  type MutationBuilder,
  paginationOptsValidator,
  type QueryBuilder,
} from "convex/server";
import { v } from "convex/values";
import schema from "./schema";

// What `./_generated/server` exports in a project that has been deployed once.
type DataModel = DataModelFromSchemaDefinition<typeof schema>;
const mutation = mutationGeneric as MutationBuilder<DataModel, "public">;
const internalQuery = internalQueryGeneric as QueryBuilder<DataModel, "internal">;

/** Signs a user up, as the application did before any migration: with fields that Postgres does not have. */
export const signUp = mutation({
  args: {
    clerkUserId: v.string(),
    email: v.string(),
    image: v.optional(v.string()),
    credits: v.number(),
    name: v.string(),
    username: v.string(),
    plan: v.optional(v.string()),
    onboardedAt: v.optional(v.number()),
  },
  returns: v.id("users"),
  handler: async (ctx, args) => await ctx.db.insert("users", args),
});

const page = {
  args: { paginationOpts: paginationOptsValidator },
  returns: v.object({
    page: v.array(v.any()),
    isDone: v.boolean(),
    continueCursor: v.string(),
  }),
};

/** A page of whole documents, oldest first: to look at the data without pg2convex. */
export const listUsers = internalQuery({
  ...page,
  handler: async (ctx, args) => bare(await ctx.db.query("users").paginate(args.paginationOpts)),
});

/** As {@link listUsers}. */
export const listThreads = internalQuery({
  ...page,
  handler: async (ctx, args) => bare(await ctx.db.query("threads").paginate(args.paginationOpts)),
});

/** As {@link listUsers}. */
export const listMessages = internalQuery({
  ...page,
  handler: async (ctx, args) => bare(await ctx.db.query("messages").paginate(args.paginationOpts)),
});

function bare<Document>(result: { page: Document[]; isDone: boolean; continueCursor: string }) {
  return {
    page: result.page,
    isDone: result.isDone,
    continueCursor: result.continueCursor,
  };
}
