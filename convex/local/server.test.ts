import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fixture, LocalServer, run, runToEnd } from "../testing/localServer";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "pg2convex-test-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const SCHEMA = 'import { defineSchema } from "convex/server";\nexport default defineSchema({});\n';

test("start_printsOneLineAndARandomKey", async () => {
  const keys = await Promise.all(
    [1, 2].map(async () => {
      const child = run("--convex-dir", fixture, "--exit-with-stdin");
      const lines: string[] = [];
      createInterface(child.stdout).on("line", (line) => lines.push(line));
      while (lines.length === 0) await once(child.stdout, "data");
      child.stdin.end();
      await once(child, "exit");
      expect(child.exitCode).toBe(0);
      expect(lines).toHaveLength(1);
      const ready = JSON.parse(lines[0] ?? "") as Record<string, string>;
      expect(ready).toEqual({
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
        deployKey: expect.stringMatching(/^dev:local\|[\w-]{32}$/) as string,
      });
      return ready.deployKey;
    }),
  );
  expect(keys[0]).not.toBe(keys[1]);
});

test("sigint_parentHoldsStdin_isLeftToTheParent", async () => {
  const server = await LocalServer.start();
  server.process.kill("SIGINT");
  expect((await server.call("query", { path: "nothing:here", args: {} })).status).toBe(200);
  await server.stop();
  expect(server.process.exitCode).toBe(0);
});

test("sigterm_idle_endsCleanly", async () => {
  const server = await LocalServer.start();
  server.process.kill("SIGTERM");
  const [code] = (await once(server.process, "exit")) as [number];
  expect(code).toBe(0);
});

test("sigterm_requestUnderWay_isAnsweredFirst", async () => {
  const server = await LocalServer.start();
  const slow = server.call("mutation", { path: "notes:fail", args: { how: "too many writes" } });
  await new Promise((resolve) => setTimeout(resolve, 30));
  server.process.kill("SIGTERM");
  expect((await slow).status).toBe(200);
  if (server.process.exitCode === null) await once(server.process, "exit");
  expect(server.process.exitCode).toBe(0);
});

test("start_portInUse_saysSo", async () => {
  const server = await LocalServer.start();
  const port = new URL(server.url).port;
  const { code, stdout, stderr } = await runToEnd("--convex-dir", fixture, "--port", port);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    `convex/local: port ${port} is in use: choose another with --port, or 0 for any free one\n`,
  );
  await server.stop();
});

test("start_withoutSchema_saysSo", async () => {
  const { code, stderr } = await runToEnd("--convex-dir", dir);
  expect(code).toBe(2);
  expect(stderr).toContain(`${dir} has no schema.ts`);
});

test("start_folderThatIsNone_saysSo", async () => {
  const { code, stderr } = await runToEnd("--convex-dir", join(dir, "missing"));
  expect(code).toBe(2);
  expect(stderr).toContain("is no folder: --convex-dir names the one that holds schema.ts");
});

test("start_withoutOptions_saysHowItIsUsed", async () => {
  const { code, stdout, stderr } = await runToEnd();
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^convex\/local: --convex-dir is missing.*\nusage: /);
});

test("start_functionsDoNotCompile_namesFileAndLine", async () => {
  writeFileSync(join(dir, "schema.ts"), SCHEMA);
  writeFileSync(join(dir, "broken.ts"), "export const a = 1;\nexport const b = ;\n");
  const { code, stderr } = await runToEnd("--convex-dir", dir);
  expect(code).toBe(2);
  expect(stderr).toContain(`${join(dir, "broken.ts")}:2:18: Unexpected ";"`);
});

test("start_schemaWithoutDefaultExport_namesTheFile", async () => {
  writeFileSync(join(dir, "schema.ts"), "export const schema = 1;\n");
  const { code, stderr } = await runToEnd("--convex-dir", dir);
  expect(code).toBe(2);
  expect(stderr).toContain('No matching export in "schema.ts" for import "default"');
});

test("start_moduleThatThrows_namesTheFile", async () => {
  writeFileSync(join(dir, "schema.ts"), SCHEMA);
  writeFileSync(join(dir, "throws.ts"), 'throw new Error("at load");\nexport const a = 1;\n');
  const { code, stderr } = await runToEnd("--convex-dir", dir);
  expect(code).toBe(2);
  expect(stderr).toContain(`${join(dir, "throws.ts")} fails when it is loaded: at load`);
});

test("handshake_schemaWithoutTheTables_saysWhatToAdd", async () => {
  writeFileSync(join(dir, "schema.ts"), SCHEMA);
  const server = await LocalServer.start("--convex-dir", dir);
  const { body } = await server.call("query", {
    path: "pg2convex/handshake:handshake",
    args: { mapping: "m" },
  });
  expect(body.errorData).toMatchObject({ code: "tables_missing" });
  await server.stop();
});

test("concurrentMutations_someFailing_runOneAfterTheOther", async () => {
  const server = await LocalServer.start();
  const calls = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0
      ? server.call("mutation", { path: "notes:fail", args: { how: "error" } })
      : server.call("mutation", { path: "notes:add", args: { title: `${n}` } }),
  );
  const answers = await Promise.all(calls);
  expect(answers.filter(({ body }) => body.status === "success")).toHaveLength(40);
  expect(await server.value("query", "notes:count", {})).toBe(40);
  await server.stop();
});

test("requests_onOneConnection_reuseIt", async () => {
  const server = await LocalServer.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  for (let n = 0; n < 3; n += 1) {
    await new Promise((resolve, reject) => {
      const sent = request(`${server.url}/api/query`, {
        method: "POST",
        agent,
        headers: { "content-type": "application/json" },
      });
      sent.on("error", reject);
      sent.on("response", (response) => {
        ports.add(response.socket.localPort);
        response.resume().on("end", resolve);
      });
      sent.end(JSON.stringify({ path: "notes:count", args: {} }));
    });
  }
  expect(ports.size).toBe(1);
  agent.destroy();
  await server.stop();
});
