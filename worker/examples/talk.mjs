// node talk.mjs <folder>: asks the wasm module (`worker.mjs`, `worker.wasm` in the folder) what `talk.rs` asks
// the session, about the files that it wrote there, and prints every answer.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const SLICE = 1000;
const folder = resolve(process.argv[2]);
const { default: init, ImportSession } = await import(pathToFileURL(join(folder, "worker.mjs")).href);
await init({ module_or_path: readFileSync(join(folder, "worker.wasm")) });
const { open, then } = JSON.parse(readFileSync(join(folder, "requests.json"), "utf8"));

const said = [];
for (const name of readdirSync(join(folder, "files")).sort()) {
  const bytes = new Uint8Array(readFileSync(join(folder, "files", name)));
  const session = new ImportSession();
  said.push(session.receive(open.replace("SIZE", String(bytes.length))));
  for (let at = 0; at < bytes.length; at += SLICE) said.push(session.feed(bytes.subarray(at, at + SLICE)));
  for (let progress = session.work(); progress !== undefined; progress = session.work()) said.push(progress);
  for (const request of then) {
    said.push(session.receive(request));
    const made = session.take_file();
    if (made) said.push(Buffer.from(made).toString("hex"));
  }
  session.free();
}
process.stdout.write(said.map((line) => `${line}\n`).join(""));
