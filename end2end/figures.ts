import { test } from "@playwright/test";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, launch } from "puppeteer-core";
import { chromium } from "./support/chromium";
import { Guichet, freePort } from "./support/guichet";

/** One of the lines of the report. */
interface Figure {
  name: string;
  unit: string;
  /** Of each run, in order. */
  values: number[];
}

const RUNS = 5;
/** Who chooses a file has been on the page for a while: what it starts by itself has started. In milliseconds. */
const SETTLED = 1_500;
const sizes: [rows: number, runs: number][] = [
  [100_000, RUNS],
  [1_000_000, 3],
];
const browsers = {
  Chromium: () => launch({ executablePath: chromium.launchOptions.executablePath, args: chromium.launchOptions.args }),
  Firefox: () => launch({ browser: "firefox", executablePath: process.env.GUICHET_FIREFOX ?? "/usr/bin/firefox-esr" }),
};

const figures: Figure[] = [];
let folder: string;
const file = (rows: number) => join(folder, `${rows}.csv`);

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-figures-"));
  for (const [rows] of sizes) await writeFile(file(rows), people(rows));
});

test.afterAll(async () => {
  await rm(folder, { recursive: true });
  if (process.env.FIGURES) await writeFile(process.env.FIGURES, JSON.stringify(figures, null, 2));
  for (const { name, unit, values } of figures) {
    const sorted = [...values].sort((a, b) => a - b);
    console.log(`${name}: ${sorted[sorted.length >> 1]} ${unit} (${sorted.join(", ")})`);
  }
});

for (const [name, start] of Object.entries(browsers)) {
  test(`${name}: the preview, and Papa Parse`, async () => {
    for (const [rows, runs] of sizes) {
      const takes = { first: [], verdict: [], longest: [], memory: [], papa: [] } as Record<string, number[]>;
      for (let run = 0; run < runs; run++) {
        // A browser for each run: none inherits the memory or the caches of the one before.
        await withBrowser(start, async (browser) => {
          const { first, verdict, longest, memory } = await preview(browser, file(rows));
          takes.first!.push(first);
          takes.verdict!.push(verdict);
          takes.longest!.push(longest);
          takes.memory!.push(memory);
        });
        await withBrowser(start, async (browser) => void takes.papa!.push(await papaParse(browser, file(rows))));
      }
      const of = (what: string) => `${name}, ${rows} rows: ${what}`;
      figures.push(
        { name: of("file chosen → first rows on screen"), unit: "ms", values: takes.first! },
        { name: of("file chosen → whole verdict"), unit: "ms", values: takes.verdict! },
        { name: of("Papa Parse in a worker, decoded and parsed"), unit: "ms", values: takes.papa! },
        { name: of("longest turn of the page's own thread"), unit: "ms", values: takes.longest! },
        { name: of("memory that the browser took more, at most"), unit: "MiB", values: takes.memory! },
      );
    }
  });
}

async function withBrowser(start: () => Promise<Browser>, use: (browser: Browser) => Promise<void>) {
  const browser = await start();
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/** Chooses a file in *Importer des utilisateurs* and waits for the verdict on its last row. */
async function preview(browser: Browser, path: string) {
  const guichet = await Guichet.start();
  try {
    const page = await browser.newPage();
    await page.goto(`${guichet.url}/connexion`);
    await page.type("[name=login]", guichet.administrator.login);
    await page.type("[name=password]", guichet.administrator.password);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await page.goto(`${guichet.url}/administration/utilisateurs/importer`);
    await page.waitForSelector("input[type=file]");
    await settled();
    await page.evaluate(watch);
    const before = await memory(browser);
    const [input] = await page.$$("input[type=file]");
    const done = page.waitForFunction(() => (globalThis as unknown as Watched).seen.verdict > 0, { timeout: 120_000, polling: 100 });
    await (input as import("puppeteer-core").ElementHandle<HTMLInputElement>).uploadFile(path);
    await done;
    const { first, verdict, longest } = await page.evaluate(() => (globalThis as unknown as Watched).seen);
    return { first, verdict, longest, memory: Math.max(0, (await memory(browser)) - before) };
  } finally {
    await guichet.stop();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLED));

interface Watched {
  seen: { first: number; verdict: number; longest: number };
}

/** Runs in the page: notes when rows and the verdict appear, and how long the page's thread was ever kept busy. */
function watch() {
  const seen = { first: 0, verdict: 0, longest: 0 };
  (globalThis as unknown as Watched).seen = seen;
  let chosen = 0;
  let turn = 0;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    if (chosen && !seen.verdict) {
      seen.longest = Math.max(seen.longest, Math.round(now - turn));
      const grid = document.querySelector("[role=grid]");
      if (!seen.first && grid?.querySelector("tbody [role=gridcell]")) seen.first = Math.round(now - chosen);
      if (seen.first && grid?.getAttribute("aria-busy") === "false") seen.verdict = Math.round(now - chosen);
    }
    turn = now;
    channel.port2.postMessage(null);
  };
  document.addEventListener(
    "change",
    () => {
      chosen ||= performance.now();
      turn = performance.now();
      channel.port2.postMessage(null);
    },
    { capture: true },
  );
}

/** Decodes and parses the same file in a worker, as its documentation says. */
async function papaParse(browser: Browser, path: string): Promise<number> {
  const library = await readFile(createRequire(import.meta.url).resolve("papaparse/papaparse.min.js"));
  const files: Record<string, [string, string | Buffer]> = {
    "/": ["text/html", "<!doctype html><title>Papa Parse</title><input type=file>"],
    "/papaparse.js": ["text/javascript", library],
    "/worker.js": [
      "text/javascript",
      `importScripts("/papaparse.js");
       onmessage = ({ data }) => Papa.parse(data, { header: false, complete: ({ data }) => postMessage(data.length) });`,
    ],
  };
  const port = await freePort();
  const server = createServer((request, response) => {
    const [type, content] = files[request.url ?? "/"] ?? ["text/plain", ""];
    response.setHeader("content-type", type).end(content);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.evaluate(() => {
      const worker = new Worker("/worker.js");
      document.querySelector("input")!.addEventListener("change", ({ target }) => {
        const begin = performance.now();
        worker.onmessage = () => (document.title = String(Math.round(performance.now() - begin)));
        worker.postMessage((target as HTMLInputElement).files![0]);
      });
    });
    await settled();
    const input = await page.$("input");
    const done = page.waitForFunction(() => /^\d+$/.test(document.title), { timeout: 120_000, polling: 100 });
    await input!.uploadFile(path);
    await done;
    return Number(await page.title());
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The most memory that the processes of the browser ever held, in MiB: the sum of their own peaks. */
async function memory(browser: Browser): Promise<number> {
  const root = browser.process()?.pid;
  const parents = new Map<number, number>();
  const peaks = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
    peaks.set(pid, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const isOurs = (pid: number | undefined): boolean => !!pid && (pid === root || isOurs(parents.get(pid)));
  const sum = [...peaks].filter(([pid]) => isOurs(pid)).reduce((sum, [, peak]) => sum + peak, 0);
  return Math.round(sum / 1024);
}

/** So many people of the demonstration customer; each hundredth has a mistake. */
function people(rows: number): string {
  const lines = ["compte;sous_compte;site;profil;nom;prenom;email"];
  for (let row = 0; row < rows; row++) {
    const site = row % 100 === 0 ? "ANTONY" : row % 2 ? "Antony" : "Lyon – Part-Dieu";
    lines.push(`10000700;;${site};Expéditeur;Lefèvre-Durand;Hélène;helene.lefevre-durand.${row}@exemple.fr`);
  }
  return `${lines.join("\r\n")}\r\n`;
}
