import { createApi } from "./api.mjs";
import { Backend } from "./backend.mjs";
import { UsageError } from "./errors.mjs";
import { listen } from "./http.mjs";
import { parseOptions } from "./options.mjs";
import { loadProject } from "./project.mjs";

/** Starts, says where on one line of standard output, and serves until it is told to end. */
async function main() {
  const options = parseOptions(process.argv.slice(2));
  const backend = new Backend(await loadProject(options.convexDir), options.deny);
  const server = await listen(createApi({ backend, ...options }), options.port);

  // What a function leaves unawaited must not end the server. The reason may hold a row.
  process.on("unhandledRejection", () => {
    console.error("convex/local: a promise that a function did not await has failed");
  });

  const end = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  // Ctrl-C reaches the whole process group: a parent that finishes its work first still needs the server.
  process.on("SIGINT", options.exitWithStdin ? () => undefined : end);
  // Whoever started the server may be killed: what it holds open then ends, and with it this process.
  if (options.exitWithStdin) process.stdin.once("end", end).once("error", end).resume();
  process.stdout.on("error", end);

  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.port}`, deployKey: options.key }));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`convex/local: ${error.message}`);
  process.exitCode = 2;
}
