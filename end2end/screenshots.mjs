// npm run screenshots -- <folder>: every page, in three widths, light and dark.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const folder = process.argv[2];
if (!folder) {
  console.error("npm run screenshots -- <folder>");
  process.exit(2);
}
const { status } = spawnSync("npx", ["playwright", "test", "--config", "screenshots.config.ts"], {
  cwd: import.meta.dirname,
  env: { ...process.env, SCREENSHOTS: resolve(process.env.INIT_CWD ?? ".", folder) },
  stdio: "inherit",
});
process.exit(status ?? 1);
