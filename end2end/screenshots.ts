import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pages } from "./support/pages";
import { signIn, test } from "./support/test";

const folder = process.env.SCREENSHOTS ?? "screenshots";
const widths = [1440, 768, 390];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page, ${colorScheme}`, async ({ browser, guichet }) => {
    await mkdir(folder, { recursive: true });
    const context = await browser.newContext({ baseURL: guichet.url, colorScheme });
    const page = await context.newPage();
    const shoot = async (path: string) => {
      const name = path.replace(/^\//, "").replace(/\W+/g, "-") || "accueil";
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
    };
    for (const path of pages.anybody) await shoot(path);
    await signIn(page, guichet.administrator);
    for (const path of pages.administrator) await shoot(path);
    await context.close();
  });
}
