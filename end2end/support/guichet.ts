import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Mailbox } from "./mailbox";

export interface Login {
  login: string;
  password: string;
}

const executable = process.env.GUICHET ?? join(import.meta.dirname, "../../target/dist/guichet");

/** A running Guichet with the demonstration customer, in a folder of its own. */
export class Guichet {
  readonly mailbox: Mailbox;

  private constructor(
    readonly url: string,
    readonly logins: Record<string, Login>,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {
    this.mailbox = new Mailbox(join(folder, "mail"));
  }

  get administrator(): Login {
    return this.login("administrateur");
  }

  login(role: string): Login {
    const login = this.logins[role];
    if (!login) throw new Error(`no login of a ${role} among ${Object.keys(this.logins)}`);
    return login;
  }

  /** Starts one, with further settings by the name of their environment variable, which people reach at a host. */
  static async start(settings: Record<string, string> = {}, host = "127.0.0.1"): Promise<Guichet> {
    const folder = await mkdtemp(join(tmpdir(), "guichet-"));
    const port = await freePort();
    const url = `http://${host}:${port}`;
    const server = spawn(executable, ["serve", "--demo"], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        GUICHET_ADDR: `127.0.0.1:${port}`,
        GUICHET_PUBLIC_URL: url,
        GUICHET_DATA_DIR: folder,
        RUST_LOG: process.env.RUST_LOG ?? "warn",
        ...settings,
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    try {
      await ready(url, server);
      const logins = JSON.parse(await readFile(join(folder, "demo-logins.json"), "utf8"));
      return new Guichet(url, logins, folder, server);
    } catch (error) {
      server.kill();
      throw error;
    }
  }

  /** Imports a file from the command line, beside the running server. */
  async importFile(name: string, lines: string[], customer = "POTTERS FRANCE"): Promise<void> {
    const file = join(this.folder, name);
    await writeFile(file, lines.join("\r\n"));
    execFileSync(executable, ["users", "import", file, "--customer", customer], {
      env: { PATH: process.env.PATH, GUICHET_DATA_DIR: this.folder },
    });
  }

  /** Takes somebody's second factor away from the command line, where there is one. */
  resetFactor(address: string): void {
    spawnSync(executable, ["user", "reset-factor", address], {
      env: { PATH: process.env.PATH, GUICHET_DATA_DIR: this.folder },
    });
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
    await rm(this.folder, { recursive: true });
  }
}

async function ready(url: string, server: ChildProcess) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`guichet ended with ${server.exitCode} as it started`);
    try {
      if ((await fetch(`${url}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("guichet was not ready within 30 s");
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
