import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("../local/server.mjs", import.meta.url));
export const fixture = fileURLToPath(new URL("../local/fixture", import.meta.url));
export const KEY = "dev:local|test-key";

/** The local server as a process of its own, as everybody else runs it. */
export class LocalServer {
  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
  ) {}

  static async start(...options: string[]): Promise<LocalServer> {
    const child = run("--convex-dir", fixture, "--key", KEY, "--exit-with-stdin", ...options);
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    return new LocalServer(child, (JSON.parse(line) as { url: string }).url);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.kill("SIGTERM");
    await once(this.process, "exit");
  }

  /** Calls a function with the deploy key, or with whatever `headers` say, and tells status and body. */
  async call(
    kind: "query" | "mutation" | "action",
    body: object | string,
    headers: Record<string, string> = { authorization: `Convex ${KEY}` },
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.url}/api/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** As {@link call}, where only the function's answer matters. */
  async value(kind: "query" | "mutation", path: string, args: object): Promise<unknown> {
    const { body } = await this.call(kind, { path, args, format: "convex_encoded_json" });
    if (body.status !== "success") throw new Error(String(body.errorMessage));
    return body.value;
  }
}

/** The bare process, for what happens before it serves. */
export function run(...options: string[]) {
  return spawn(process.execPath, [server, ...options], { stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs the process to its end. */
export async function runToEnd(...options: string[]) {
  const child = run(...options);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
}
