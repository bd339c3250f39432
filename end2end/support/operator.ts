import type { Page } from "@playwright/test";
import type { Guichet } from "./guichet";
import { signIn } from "./test";

/** Signs in as somebody of the carrier's staff. */
export async function signInAsOperator(page: Page, guichet: Guichet) {
  await signIn(page, guichet.login("exploitant"));
}
