import { signInAsOperator } from "../support/operator";
import { pages } from "../support/pages";
import { checkPage, expect, signIn, test } from "../support/test";

test.describe("Every page is sound and accessible", () => {
  for (const path of pages.anybody) {
    test(`${path}, for anybody`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await checkPage(page);
    });
  }

  for (const path of pages.user) {
    test(`${path}, for somebody who administers nothing`, async ({ page, guichet }) => {
      await signIn(page, guichet.login("utilisateur"));
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await checkPage(page);
    });
  }

  for (const path of pages.advanced) {
    test(`${path}, for an advanced user`, async ({ page, guichet }) => {
      await signIn(page, guichet.login("avance"));
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await checkPage(page);
    });
  }

  for (const path of pages.operator) {
    test(`${path}, for the carrier's staff`, async ({ page, guichet }) => {
      await signInAsOperator(page, guichet);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await checkPage(page);
    });
  }

  for (const path of pages.administrator) {
    test(`${path}, for the administrator`, async ({ page, guichet }) => {
      await signIn(page, guichet.administrator);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await checkPage(page);
    });
  }
});
