import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join, parse, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { UsageError } from "./errors.mjs";
import { pg2convexFolder, projectResolution, sourceFile } from "./resolve.mjs";

/** @import { BuildFailure } from "esbuild" */
/** @import { Project } from "./types" */

/** The extensions that the Convex command line deploys (`bundler/index.ts`, ENTRY_POINT_EXTENSIONS). */
const DEPLOYED = /\.(js|mjs|cjs|ts|tsx|mts|cts|jsx)$/;

/**
 * Bundles the folder as the Convex command line does, with the same bundler, and loads it.
 *
 * @param {string} convexDir
 * @returns {Promise<Project>}
 */
export async function loadProject(convexDir) {
  if (!statSync(convexDir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${convexDir} is no folder: --convex-dir names the one that holds schema.ts`);
  }
  const schemaFile = sourceFile(join(convexDir, "schema"));
  if (schemaFile === undefined) {
    throw new UsageError(
      `${convexDir} has no schema.ts: --convex-dir names the folder that holds it, often \`convex\``,
    );
  }
  const files = new Map([...functionFiles(convexDir), ["schema", schemaFile]]);
  const built = mkdtempSync(join(tmpdir(), "pg2convex-local-"));
  try {
    await bundle(convexDir, files, built);
    /** @type {Project["modules"]} */
    const modules = new Map();
    for (const [module, file] of files) modules.set(module, await load(join(built, `${module}.mjs`), file));
    const schema = modules.get("schema")?.default;
    if (!isSchema(schema)) throw new UsageError(`${schemaFile}: expected \`export default defineSchema(…)\``);
    modules.delete("schema");
    return { schema, modules };
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

/**
 * The files that would be deployed, by module path, by the rules of the Convex command line.
 *
 * @param {string} convexDir
 * @returns {Map<string, string>}
 */
function functionFiles(convexDir) {
  const files = new Map();
  const pg2convex = pg2convexFolder(convexDir);
  for (const [root, prefix] of [
    [convexDir, ""],
    [pg2convex, "pg2convex/"],
  ]) {
    if (root === undefined || prefix === undefined) continue;
    for (const file of sourcesIn(root)) {
      const { dir, name } = parse(relative(root, file));
      const module = prefix + [...dir.split(sep), name].filter((part) => part !== "").join("/");
      if (module !== "schema") files.set(module, file);
    }
  }
  return files;
}

/**
 * @param {string} dir
 * @returns {string[]}
 */
function sourcesIn(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.name.startsWith(".") || entry.name.startsWith("#") || entry.name.includes(" ")) return [];
    if (entry.isDirectory()) {
      return ["_generated", "node_modules"].includes(entry.name) ? [] : sourcesIn(path);
    }
    // Several dots: `auth.config.ts`, `users.test.ts`.
    return DEPLOYED.test(entry.name) && entry.name.split(".").length === 2 ? [path] : [];
  });
}

/**
 * @param {string} convexDir
 * @param {Map<string, string>} files
 * @param {string} outdir
 */
async function bundle(convexDir, files, outdir) {
  try {
    await esbuild.build({
      absWorkingDir: convexDir,
      entryPoints: Object.fromEntries(files),
      outdir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      conditions: ["convex", "module"],
      target: "node20",
      logLevel: "silent",
      plugins: [projectResolution(convexDir), nodeBuiltins],
    });
  } catch (error) {
    throw new UsageError(compileErrors(error, convexDir));
  } finally {
    await esbuild.stop();
  }
}

/** @type {esbuild.Plugin} */
const nodeBuiltins = {
  name: "node-builtins",
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path }) => (isBuiltin(path) ? { path, external: true } : null));
  },
};

/**
 * @param {unknown} error
 * @param {string} convexDir
 */
function compileErrors(error, convexDir) {
  const errors = /** @type {Partial<BuildFailure>} */ (error).errors ?? [];
  if (errors.length === 0) return `the functions in ${convexDir} do not compile: ${String(error)}`;
  const lines = errors.map(({ text, location }) =>
    location === null
      ? text
      : `${join(convexDir, location.file)}:${location.line}:${location.column + 1}: ${text}`,
  );
  return `the functions in ${convexDir} do not compile:\n${lines.join("\n")}`;
}

/**
 * @param {string} built
 * @param {string} file
 * @returns {Promise<Record<string, unknown>>}
 */
async function load(built, file) {
  try {
    return /** @type {Record<string, unknown>} */ (await import(pathToFileURL(built).href));
  } catch (error) {
    throw new UsageError(
      `${file} fails when it is loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * @param {unknown} value
 * @returns {value is Project["schema"]}
 */
function isSchema(value) {
  return typeof value === "object" && value !== null && "tables" in value && "export" in value;
}
