import { createHash, timingSafeEqual } from "node:crypto";
import { HttpError } from "./errors.mjs";

/**
 * The key that an Authorization header carries, or undefined where there is none. The checks of its form come before the
 * body is looked at, the check of the key after it (convex-backend `local_backend/src/authentication.rs`).
 *
 * @param {string | string[] | undefined} header
 * @returns {string | undefined}
 */
export function keyIn(header) {
  if (typeof header !== "string") return undefined;
  if (header.length < 7) throw new HttpError(400, "InvalidHeaderFailure", "Invalid authentication header");
  const [, scheme = "", credentials = ""] = /^(\S+) +(.*)$/s.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case "convex":
      return credentials;
    case "bearer":
      throw new HttpError(401, "InvalidAuthHeader", "This deployment has no provider for user identities");
    default:
      throw new HttpError(400, "InvalidAdminKey", "Invalid admin key");
  }
}

/**
 * Whether the caller is the deployment's admin. A key may come with its type (`dev:`) or without, and with a user to act as
 * behind a colon. No key is nobody; a wrong one is refused.
 *
 * @param {string | undefined} given
 * @param {string} key
 */
export function isAdmin(given, key) {
  if (given === undefined) return false;
  if (!timingSafeEqual(digest(bare(given)), digest(bare(key)))) {
    throw new HttpError(401, "BadAdminKey", "The provided admin key was invalid for this instance");
  }
  return true;
}

/** @param {string} key */
function bare(key) {
  return key.replace(/^[a-z]+:/, "").replace(/:.*$/s, "");
}

/** @param {string} text */
function digest(text) {
  return createHash("sha256").update(text).digest();
}
