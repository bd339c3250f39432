import AxeBuilder from "@axe-core/playwright";
import { type Page, test as base, expect } from "@playwright/test";
import { Guichet, type Login } from "./guichet";

/** What a browser complained of; a test that leaves a complaint behind fails. */
class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  listen(page: Page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.heard.push(`${message.text()} (${page.url()})`);
    });
    page.on("pageerror", (error) => this.heard.push(String(error)));
  }

  /** For a test in which the server is meant to refuse something. */
  expect(complaint: RegExp) {
    this.expected.push(complaint);
  }

  unexpected(): string[] {
    return this.heard.filter((complaint) => !this.expected.some((expected) => expected.test(complaint)));
  }
}

export const test = base.extend<{ complaints: Complaints }, { guichet: Guichet }>({
  guichet: [
    async ({}, use) => {
      const guichet = await Guichet.start();
      await use(guichet);
      await guichet.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ guichet }, use) => use(guichet.url),
  complaints: async ({}, use) => use(new Complaints()),
  page: async ({ page, complaints }, use) => {
    complaints.listen(page);
    await use(page);
    expect(complaints.unexpected(), "errors in the console").toEqual([]);
  },
});

export { expect };

/**
 * Fails on whatever axe finds on the page, and on a page wider than its window. Both look by script: where the
 * browser runs none, the same page was looked at by the same test with it.
 */
export async function checkPage(page: Page) {
  if (test.info().project.use.javaScriptEnabled === false) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}`).join("\n")}`,
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, `width of ${page.url()} beyond the window`).toBeLessThanOrEqual(0);
}

export const labels = {
  fr: { login: "Identifiant ou adresse e-mail", password: "Mot de passe", signIn: "Se connecter" },
  en: { login: "Identifier or e-mail address", password: "Password", signIn: "Sign in" },
};

/**
 * Signs in without a page, since a page of its own for each test would be half of what most tests do. The page on
 * which people sign in has tests of its own, which use `fillSignIn`.
 */
export async function signIn(page: Page, { login, password }: Login) {
  const answer = await page.request.post("/api/sign_in", { form: { login, password }, maxRedirects: 0 });
  expect(answer.status(), `signing ${login} in`).toBeLessThan(400);
}

/** Signs in without a page, and opens what people come to first. */
export async function arrive(page: Page, login: Login) {
  await signIn(page, login);
  await page.goto("/");
}

export async function fillSignIn(page: Page, { login, password }: Login) {
  const language = (await page.locator("html").getAttribute("lang")) === "en" ? labels.en : labels.fr;
  await page.getByLabel(language.login).fill(login);
  await page.getByLabel(language.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: language.signIn, exact: true }).click();
}

/** An address that no other test uses. */
export function newAddress(name: string): string {
  return `${name}.${Math.random().toString(36).slice(2, 10)}@exemple.fr`;
}
