import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** @import { Plugin } from "esbuild" */

/** The folder that ships with the server, for projects that have not copied it. */
const SHIPPED = fileURLToPath(new URL("../pg2convex", import.meta.url));

const EXTENSIONS = [".ts", ".js", ".mts", ".mjs", ".tsx", ".jsx"];

/** What `npx convex codegen` would write, which cannot be run without a deployment. */
const GENERATED = new Map([
  [
    "server",
    `export {
       actionGeneric as action, httpActionGeneric as httpAction, internalActionGeneric as internalAction,
       internalMutationGeneric as internalMutation, internalQueryGeneric as internalQuery,
       mutationGeneric as mutation, queryGeneric as query,
     } from "convex/server";`,
  ],
  [
    "api",
    `import { anyApi, componentsGeneric } from "convex/server";
     export const api = anyApi, internal = anyApi, components = componentsGeneric();`,
  ],
  ["dataModel", ""],
]);

/**
 * The folder that `pg2convex/` is taken from: the project's own copy where there is one.
 *
 * @param {string} convexDir
 */
export function pg2convexFolder(convexDir) {
  const own = join(convexDir, "pg2convex");
  return existsSync(own) ? own : SHIPPED;
}

/**
 * Resolves what a project imports but does not hold: the `convex` package (always the server's own, so that there is one of
 * it), `pg2convex/` and its way back to the project's schema, and `_generated/`.
 *
 * @param {string} convexDir
 * @returns {Plugin}
 */
export function projectResolution(convexDir) {
  return {
    name: "project-resolution",
    setup(build) {
      build.onResolve({ filter: /^convex\// }, ({ path }) => ({
        path: import.meta.resolve(path),
        external: true,
      }));

      build.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const wanted = resolve(resolveDir, path);
        const generated = /\/_generated\/(\w+)(\.js)?$/.exec(path)?.[1];
        if (generated !== undefined && GENERATED.has(generated) && sourceFile(wanted) === undefined) {
          return { path: generated, namespace: "generated" };
        }
        if (resolveDir === SHIPPED && dirname(wanted) === dirname(SHIPPED)) {
          return { path: sourceFile(join(convexDir, relative(dirname(SHIPPED), wanted))) ?? wanted };
        }
        if (dirname(wanted) === join(convexDir, "pg2convex") && sourceFile(wanted) === undefined) {
          const shipped = sourceFile(join(SHIPPED, relative(dirname(wanted), wanted)));
          return shipped === undefined ? null : { path: shipped };
        }
        return null;
      });

      build.onLoad({ filter: /.*/, namespace: "generated" }, ({ path }) => ({
        contents: GENERATED.get(path) ?? "",
        resolveDir: convexDir,
      }));
    },
  };
}

/** @param {string} path as written in an import: with `.js`, or without any extension */
export function sourceFile(path) {
  const bare = path.replace(/\.js$/, "");
  return EXTENSIONS.map((extension) => bare + extension).find((file) => existsSync(file));
}
