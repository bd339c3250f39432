import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { Guichet, type Login } from "../support/guichet";
import { checkPage, expect, signIn, test } from "../support/test";

/** The chapters of the guide, and what their pictures show. */
const chapters: { key: string; path: string; as?: (guichet: Guichet) => Login }[] = [
  { key: "connexion", path: "/connexion" },
  { key: "gestion", path: "/mon-compte/utilisateurs", as: (guichet) => guichet.administrator },
  { key: "ajouter", path: "/administration/utilisateurs/creer", as: (guichet) => guichet.administrator },
  { key: "avances", path: "/consolidation", as: (guichet) => guichet.login("avance") },
  { key: "retrouver", path: "/administration/utilisateurs", as: (guichet) => guichet.administrator },
  { key: "importer", path: "/administration/utilisateurs/importer", as: (guichet) => guichet.administrator },
  { key: "passation", path: "/administration/changement-administrateur", as: (guichet) => guichet.administrator },
  { key: "suivi", path: "/administration/courriels", as: (guichet) => guichet.administrator },
];

const languages = { fr: "fr-FR", en: "en-GB" };
const pictures = join(import.meta.dirname, "../../public");
const words = join(import.meta.dirname, "../guide");

/** The words of a page that are not those of somebody's data. */
async function wordsOf(page: Page): Promise<string> {
  const said = page.getByRole("main").locator("h1, h2, label, legend, th[scope=col], dt, button, .button");
  const lines = (await said.allInnerTexts()).map((line) => line.replace(/\d+/g, "0").replace(/\s+/g, " ").trim());
  return `${[...new Set(lines.filter(Boolean))].join("\n")}\n`;
}

async function shown(browser: Browser, guichet: Guichet, chapter: (typeof chapters)[number], locale: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: guichet.url, locale, viewport: { width: 1200, height: 675 } });
  const page = await context.newPage();
  if (chapter.as) await signIn(page, chapter.as(guichet));
  await page.goto(chapter.path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  return page;
}

test.describe("The guide", () => {
  // Other tests change what the pictures show.
  let guichet: Guichet;
  test.beforeAll(async () => {
    guichet = await Guichet.start();
  });
  test.afterAll(async () => guichet.stop());

  for (const chapter of chapters) {
    for (const [language, locale] of Object.entries(languages)) {
      test(`shows the page of "${chapter.key}" as it is, ${language}`, async ({ browser }) => {
        const page = await shown(browser, guichet, chapter, locale);
        const name = `${chapter.key}.${language}`;
        if (process.env.GUICHET_GUIDE === "write") {
          await mkdir(words, { recursive: true });
          await writeFile(join(words, `${name}.txt`), await wordsOf(page));
          await page.screenshot({ path: join(pictures, `guide.${name}.jpg`), type: "jpeg", quality: 70 });
        }
        const pictured = await readFile(join(words, `${name}.txt`), "utf8");
        expect(await wordsOf(page), "the picture is old: CONTRIBUTING.md says how to make it anew").toBe(pictured);
        await page.context().close();
      });
    }
  }

  test("opens at the chapter of the page from which it is asked for, with its pictures", async ({ page, guichet: served }) => {
    await page.goto("/contactez-nous");
    await expect(page.getByRole("contentinfo").getByRole("link", { name: "Guide d’utilisation" })).toHaveAttribute("href", "/guide");
    await signIn(page, served.administrator);
    await page.goto("/administration/utilisateurs/importer");
    await page.getByRole("contentinfo").getByRole("link", { name: "Guide d’utilisation" }).click();
    await expect(page).toHaveURL(/\/guide#importer$/);
    await expect(page.getByRole("heading", { level: 2, name: "Importer des utilisateurs" })).toBeInViewport();

    for (const picture of await page.getByRole("main").getByRole("img").all()) {
      await picture.scrollIntoViewIfNeeded();
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1200);
    }
    await expect(page.getByRole("main").getByRole("img")).toHaveCount(chapters.length);
    await checkPage(page);
  });
});
