import type { Page } from "@playwright/test";
import type { Guichet } from "./guichet";
import { enrol } from "./second-factor";
import { fillSignIn } from "./test";

/** Signs in as somebody of the carrier's staff, who always needs a second factor: without the one of the test before. */
export async function signInAsOperator(page: Page, guichet: Guichet) {
  const login = guichet.login("exploitant");
  guichet.resetFactor(login.login);
  await page.goto("/connexion");
  await fillSignIn(page, login);
  await enrol(page, login.password);
  await page.goto("/");
}
