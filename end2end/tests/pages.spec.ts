import type { Cookie, Page } from "@playwright/test";
import type { Guichet } from "../support/guichet";
import { signInAsOperator } from "../support/operator";
import { pages } from "../support/pages";
import { checkPage, expect, signIn, test } from "../support/test";

interface Visitor {
  name: string;
  paths: string[];
  enter?: (page: Page, guichet: Guichet) => Promise<void>;
}

const visitors: Visitor[] = [
  { name: "anybody", paths: pages.anybody },
  {
    name: "somebody who administers nothing",
    paths: pages.user,
    enter: (page, guichet) => signIn(page, guichet.login("utilisateur")),
  },
  {
    name: "an advanced user",
    paths: pages.advanced,
    enter: (page, guichet) => signIn(page, guichet.login("avance")),
  },
  { name: "the carrier's staff", paths: pages.operator, enter: signInAsOperator },
  {
    name: "the administrator",
    paths: pages.administrator,
    enter: (page, guichet) => signIn(page, guichet.administrator),
  },
];

for (const { name, paths, enter } of visitors) {
  test.describe(`Every page is sound and accessible, for ${name}`, () => {
    // One session for all of these tests, which only look.
    let session: Cookie[] = [];

    test.beforeAll(async ({ browser, guichet }) => {
      const page = await browser.newPage({ baseURL: guichet.url });
      await enter?.(page, guichet);
      session = await page.context().cookies();
      await page.close();
    });

    test.beforeEach(({ context }) => context.addCookies(session));

    for (const path of paths) {
      test(path, async ({ page }) => {
        await page.goto(path);
        if (enter) expect(new URL(page.url()).pathname, "the session lasts").not.toMatch(/^\/connexion/);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await checkPage(page);

        // The phone's and the English pages have the same colours.
        if (test.info().project.name !== "chromium") return;
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        await checkPage(page);
      });
    }
  });
}
