import { ConvexError } from "convex/values";

/** The version of these functions' arguments and results. The worker sends its own with each call. */
export const PROTOCOL = 1;

/** Refuses a caller of another version before anything is read, let alone written. */
export function requireProtocol(got: number): void {
  if (got !== PROTOCOL) {
    throw new ConvexError({ code: "protocol_mismatch", expected: PROTOCOL, got });
  }
}
