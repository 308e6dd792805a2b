// Invokes each function with each file in events/ by `sam local invoke`, checks the answers and what landed in Convex, and prints what was shown.
// usage: node config/sam-local/run.mjs      Needs Docker, the SAM CLI, and the packages (./mvnw package); exits with 1 on any difference.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { Services } from "./services.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const work = mkdtempSync(join(tmpdir(), "pg2convex-sam-"));
const gateway = bridgeAddress();
const architecture = process.arch === "arm64" ? "arm64" : "x86_64";
const pulled = isThere(`public.ecr.aws/lambda/java:25-${architecture}`) ? ["--skip-pull-image"] : [];
const addHost = gateway === undefined ? [] : ["--add-host", `host.docker.internal:${gateway}`];
const UUID = /^[0-9a-f-]{36}$/;
const shown = [];
const invoked = new Set();
const logs = [];

const services = await Services.start(root, gateway);
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
process.on("exit", () => {
  services.stop();
  rmSync(work, { recursive: true, force: true });
});
try {
  source("fill", services.jdbcUrl);
  const template = samTemplate();
  const environment = variables();
  await show((func, file, change) => invoke(template, environment, func, file, change));
  const missed = readdirSync(join(root, "events")).filter((file) => file.endsWith(".json") && !invoked.has(file));
  assert.deepEqual(missed, [], "each file in events/ is invoked");
  showLogs();
  console.log(`sam local: ${invoked.size} events, ${logs.length} invocations as they should be`);
} catch (error) {
  shown.push([error.message.split("\n").slice(0, 40).join("\n    "), "DIFFERS"]);
  process.exitCode = 1;
} finally {
  for (const [what, how] of shown) console.log(`  ${how.padEnd(10)} ${what}`);
}
process.exit();

async function show(invoke) {
  const coordinator = (file, what, check, change) => expect("CoordinatorFunction", `coordinator-${file}.json`, what, check, change);
  const expect = async (func, file, what, check, change) => {
    const answer = await invoke(func, file, change);
    const result = checked(check, answer, `${func} ${file}: ${what}`);
    shown.push([`${func} ${file}: ${what}`, "as said"]);
    return result;
  };
  const accepted = (state) => (answer) => {
    assert.match(answer.runId, UUID);
    assert.deepEqual(answer, { version: 1, reply: "accepted", runId: answer.runId, state });
    return answer.runId;
  };
  const refused = (code) => (answer) => {
    assert.equal(typeof answer.message, "string");
    assert.deepEqual(answer, { version: 1, reply: "refused", code, message: answer.message });
  };
  const registered = (answer) => {
    assert.match(answer.hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(answer, { version: 1, reply: "registered", mapping: "chat", hash: answer.hash });
  };
  const failures = (...ids) => (answer) =>
    assert.deepEqual(answer, { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
  const bodies = (...texts) => (event) => {
    texts.forEach((text, at) => (event.Records[at].body = text));
    return event;
  };
  const ended = () => coordinator("cancel", "cancelled", accepted("cancelled"));
  const drain = () => Promise.all(["pages", "verify", "control"].map((queue) => services.take(queue)));

  await coordinator("register", "registered", registered);
  await coordinator("register", "the chat's own mapping, registered", registered, (event) => {
    event.text = readFileSync(join(root, "examples/chat/mapping.yaml"), "utf8");
    return event;
  });
  await coordinator("status", "refused, as nothing was run", refused("no_run"));
  const run = await coordinator("start", "accepted", accepted("active"));
  await coordinator("status", "its progress", ({ reply, progress }) => {
    assert.equal(reply, "progress");
    assert.deepEqual([progress.run.id, progress.run.state], [run, "active"]);
  });
  await coordinator("pause", "paused", accepted("paused"));
  await coordinator("resume", "active again", accepted("active"));

  const users = (await services.take("pages"))[0];
  assert.equal(JSON.parse(users).runId, run);
  await expect("WorkerFunction", "worker-sqs-bad-record.json", "names the bad record only", failures("059f36b4-87a3-44ab-83d2-661975847802"), bodies(users));
  const moved = compare("users");
  shown.push([`Convex: the ${moved} users are what plain SQL says`, "as said"]);
  const ids = await coordinator("ids", "the users' documents", ({ reply, ids }) => {
    assert.deepEqual([reply, ids.length], ["ids", Number(moved)]);
    return ids;
  }, ({ after, ...event }) => event);
  await coordinator("ids-row", "one user's document", (answer) =>
    assert.deepEqual(answer, { version: 1, reply: "ids", setAside: false, ids: [ids[0]] }), (event) => ({ ...event, key: ids[0].key }));
  await coordinator("rejects", "none of threads so far", (answer) => assert.deepEqual(answer, { version: 1, reply: "rejects", rejects: [] }));
  await coordinator("report", "the run's, without findings", ({ reply, report }) =>
    assert.deepEqual([reply, report.progress.run.id, report.findings], ["report", run, []]));
  const advance = (await services.take("control"))[0];
  assert.equal(JSON.parse(advance).type, "advance");
  await coordinator("control-sqs", "the next stage is planned, and a command beside it is logged", failures(), (event) => {
    for (const record of event.Records) record.body = record.body.replace(/"runId":"[^"]*"/, `"runId":"${run}"`);
    return bodies(advance)(event);
  });
  const threads = [...new Set(await services.take("pages"))];
  for (const page of threads.slice(0, 2))
    await expect("WorkerFunction", "worker-sqs.json", "a page is moved", failures(), bodies(page));
  if (threads.length === 1) shown.push([`Convex: the ${compare("threads")} threads are what plain SQL says`, "as said"]);

  await ended();
  await drain();
  await coordinator("verify", "accepted", accepted("active"));
  const page = (await services.take("verify"))[0];
  await expect("VerifierFunction", "verifier-sqs.json", "a page is compared", failures(), bodies(page));
  await ended();
  await coordinator("resync", "accepted", accepted("active"));
  await coordinator("schedule", "refused beside the active run", refused("run_active"));
  await coordinator("resync-keys", "refused beside the active run", refused("run_active"));
  await ended();
  const event = await coordinator("eventbridge", "accepted", accepted("active"));
  await coordinator("eventbridge", "the same event again is the same run", (answer) => assert.equal(answer.runId, event));
  await ended();
  await coordinator("redrive", "accepted", accepted("active"));
  await coordinator("eventbridge-redrive", "refused beside the active run", refused("run_active"));
}

/** What the functions logged has neither the deploy key nor what is in the rows. */
function showLogs() {
  const values = source("values", services.jdbcUrl).split("\n");
  assert.ok(values.length > 100, "the rows have texts to look for");
  const hidden = [services.own.CONVEX_DEPLOY_KEY.split("|").at(-1), ...values];
  const told = logs.filter(({ text }) => hidden.some((value) => text.includes(value))).map(({ of }) => of);
  assert.deepEqual(told, [], "a log holds the deploy key or a row's value");
  for (const func of ["CoordinatorFunction", "WorkerFunction"])
    assert.ok(logs.some(({ of, text }) => of.startsWith(func) && /"logger":"dev\.pg2convex/.test(text)), `${func} logs something`);
  shown.push([`Logs of ${logs.length} invocations: no key, and none of ${values.length} texts of the rows`, "as said"]);
}

/** This machine's address in Docker's network; none with Docker Desktop, whose containers reach this machine's loopback anyway. */
function bridgeAddress() {
  if (process.platform !== "linux") return undefined;
  const [{ IPAM }] = JSON.parse(execFileSync("docker", ["network", "inspect", "bridge"]).toString());
  const { Gateway, Subnet } = IPAM.Config[0];
  return Gateway || Subnet.replace(/\d+\/\d+$/, "1");
}

function isThere(image) {
  try {
    execFileSync("docker", ["image", "inspect", image], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function checked(check, answer, what) {
  try {
    return check(answer);
  } catch (error) {
    throw new Error(`${what}; answered was ${JSON.stringify(answer)}\n${error.message}`, { cause: error });
  }
}

/** A function's answer to a file in events/, changed where it names what another run had. */
async function invoke(template, environment, func, file, change = (event) => event) {
  invoked.add(file);
  const event = join(work, file);
  writeFileSync(event, JSON.stringify(change(JSON.parse(readFileSync(join(root, "events", file), "utf8")))));
  const { error, stdout, stderr } = await run("sam", ["local", "invoke", func, "-t", template, "-e", event, "--env-vars", environment, ...pulled,
    ...addHost, "--region", "us-east-1", "--parameter-overrides", `Architecture=${architecture}`]);
  logs.push({ of: `${func} ${file}`, text: stderr });
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } catch {
    throw new Error(`${func} ${file}: no answer; ${error?.message.split("\n")[0]}\n${stderr.trim().split("\n").slice(-25).join("\n")}`);
  }
}

/** Not waited for: the relays are in this process. */
function run(command, args) {
  return new Promise((resolve) => execFile(command, args, { cwd: work }, (error, stdout, stderr) => resolve({ error, stdout, stderr })));
}

/** A copy of the template that has the variables of a laptop, and the packages where they are. */
function samTemplate() {
  const names = ["POSTGRES_URL", "CONVEX_URL", "CONVEX_DEPLOY_KEY", "AWS_ENDPOINT_URL_SQS"];
  const text = readFileSync(join(root, "template.yaml"), "utf8")
    .replace(/^ {6}Variables:\n/m, (line) => line + names.map((name) => `        ${name}: ""\n`).join(""))
    .replace(/CodeUri: functions\/(\w+)\/target\/\w+\.zip/g, (_, module) => `CodeUri: ${zip(module)}`);
  const file = join(work, "sam-local.yaml");
  writeFileSync(file, text);
  return file;
}

function zip(module) {
  const made = ["", "quick/"].map((folder) => join(root, "functions", module, "target", `${folder}${module}.zip`)).filter(existsSync);
  assert.ok(made.length > 0, `functions/${module}/target/${module}.zip is missing: build it with ./mvnw package`);
  return made[0];
}

function variables() {
  const queues = Object.fromEntries(["PAGES", "VERIFY", "CONTROL"].map((name) => [`PG2CONVEX_${name}_QUEUE_URL`,
    `${services.seen.AWS_ENDPOINT_URL_SQS}/000000000000/${name.toLowerCase()}`]));
  const file = join(work, "env.json");
  writeFileSync(file, JSON.stringify({ Parameters: { PG2CONVEX_SECRET_ID: "", PG2CONVEX_TICK_RULE: "", ...services.seen, ...queues } }), { mode: 0o600 });
  return file;
}

/** @returns how many documents the table has */
function compare(table) {
  return source("compare", services.jdbcUrl, services.own.CONVEX_URL, services.own.CONVEX_DEPLOY_KEY, table);
}

function source(...args) {
  const quick = join(root, "local/target/quick");
  const classpath = `${quick}/classes:${readFileSync(join(quick, "classpath"), "utf8").trim()}`;
  return execFileSync(java(), ["-cp", classpath, join(root, "config/sam-local/Source.java"), ...args], { encoding: "utf8" }).trim();
}

/** The java that the launcher would take. */
function java() {
  const home = execFileSync(join(root, "config/find-jdk"), { encoding: "utf8" }).trim();
  return home === "" ? "java" : `${home}/bin/java`;
}
