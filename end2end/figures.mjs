// npm run figures -- <file>: what the import's preview takes in Chromium and in Firefox, beside Papa Parse, as JSON.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const file = process.argv[2];
if (!file) {
  console.error("npm run figures -- <file>");
  process.exit(2);
}
const { status } = spawnSync("npx", ["playwright", "test", "--config", "figures.config.ts"], {
  cwd: import.meta.dirname,
  env: { ...process.env, FIGURES: resolve(process.env.INIT_CWD ?? ".", file) },
  stdio: "inherit",
});
process.exit(status ?? 1);
