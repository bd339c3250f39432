// node transcript.cjs <folder>: asks the wasm module (`transcript_wasm.js` in the folder) about the files that
// `transcript.rs` wrote there, and prints every answer.
const { readFileSync, readdirSync, writeSync } = require("node:fs");
const { join, resolve } = require("node:path");

const folder = resolve(process.argv[2]);
const { transcript } = require(join(folder, "transcript_wasm.js"));
for (const name of readdirSync(join(folder, "files")).sort()) {
  writeSync(1, transcript(readFileSync(join(folder, "files", name))));
}
