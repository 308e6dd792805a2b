// What the functions' containers reach: PostgreSQL, a queue and the local Convex server of `pg2convex local`, which listen on loopback only, each
// through a relay on the address that Docker's own network has on this machine. No other machine reaches it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import net from "node:net";

const PATIENCE_MILLIS = 600_000; // the launcher may have to build first

export class Services {
  /** @param {string} root @param {string | undefined} gateway this machine's address in Docker's network */
  static async start(root, gateway) {
    const local = spawn(`${root}/pg2convex`, ["local"], { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: true });
    const services = new Services(local, gateway);
    try {
      const urls = await values(local, ["POSTGRES_URL", "CONVEX_URL", "CONVEX_DEPLOY_KEY", "AWS_ENDPOINT_URL_SQS"]);
      services.own = urls;
      services.seen = {};
      for (const [name, value] of Object.entries(urls)) services.seen[name] = await services.relayed(value);
      return services;
    } catch (error) {
      services.stop();
      throw error;
    }
  }

  constructor(local, gateway) {
    this.local = local;
    this.gateway = gateway;
    this.relays = [];
  }

  /** The same URL as a container has it; a key stays what it is. */
  async relayed(value) {
    const at = /127\.0\.0\.1:(\d+)/.exec(value);
    if (at === null) return value;
    if (this.gateway === undefined) return value.replace("127.0.0.1", "host.docker.internal");
    const relay = net.createServer((from) => {
      const to = net.connect(Number(at[1]), "127.0.0.1");
      from.pipe(to).pipe(from);
      from.on("error", () => to.destroy());
      to.on("error", () => from.destroy());
    });
    await new Promise((resolve, reject) => relay.once("error", reject).listen(0, this.gateway, resolve));
    this.relays.push(relay);
    return value.replace(at[0], `host.docker.internal:${relay.address().port}`);
  }

  get jdbcUrl() {
    const url = new URL(this.own.POSTGRES_URL);
    return `jdbc:postgresql://${url.host}${url.pathname}?user=${url.username}`;
  }

  /** Takes what is in a queue: message bodies. */
  async take(queue) {
    const url = `${this.own.AWS_ENDPOINT_URL_SQS}/000000000000/${queue}`;
    const taken = [];
    for (;;) {
      const { Messages = [] } = await this.sqs("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 });
      if (Messages.length === 0) return taken;
      for (const { Body, ReceiptHandle } of Messages) {
        taken.push(Body);
        await this.sqs("DeleteMessage", { QueueUrl: url, ReceiptHandle });
      }
    }
  }

  async sqs(action, request) {
    const response = await fetch(this.own.AWS_ENDPOINT_URL_SQS, {
      method: "POST",
      headers: { "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": `AmazonSQS.${action}` },
      body: JSON.stringify(request),
    });
    if (!response.ok) throw new Error(`${action}: HTTP ${response.status}`);
    const text = await response.text();
    return text === "" ? {} : JSON.parse(text);
  }

  stop() {
    for (const relay of this.relays) relay.close();
    this.local.kill("SIGTERM");
  }
}

/** @returns {Promise<Record<string, string>>} of the lines NAME="value" that it prints */
function values(local, names) {
  return new Promise((resolve, reject) => {
    const found = {};
    const timer = setTimeout(() => reject(new Error("pg2convex local does not get ready")), PATIENCE_MILLIS);
    local.once("exit", (code) => reject(new Error(`pg2convex local ended with ${code}`)));
    createInterface({ input: local.stdout }).on("line", (line) => {
      const value = /^(\w+)="(.*)"$/.exec(line);
      if (value !== null) found[value[1]] = value[2];
      if (names.every((name) => name in found)) {
        clearTimeout(timer);
        resolve(found);
      }
    });
  });
}
