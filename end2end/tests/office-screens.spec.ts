import type { Page } from "@playwright/test";
import { checkPage, expect, signIn, test } from "../support/test";

/** People whose names and addresses are long, as many are. */
const people = [
  ["10000700;53;Antony;Expéditeur", "de La Rochefoucauld", "Jean-Christophe", "jean-christophe.de-la-rochefoucauld"],
  ["10095403;;Lyon – Part-Dieu;Service client", "Dupont-Lefebvre", "Marie-Antoinette", "marie-antoinette.dupont-lefebvre"],
  ["10000700;5;Saint-Étienne;Consultation", "Vandenberghe-Castelnau", "Anne-Charlotte", "anne-charlotte.vandenberghe"],
  ["10095403;;Antony;Expéditeur", "Benkhalfallah", "Mohammed-Amine", "mohammed-amine.benkhalfallah.abderrahmane"],
].map(([place, last, first, mailbox]) => `${place};${last};${first};${mailbox}@transports-exemple.fr`);

const lists = ["?taille=100", "?utilisateur=transports-exemple"];

/** The addresses and names of the list that are not shown whole, and the cells that lie under another or outside. */
const hidden = (page: Page) =>
  page.locator("tbody").evaluate((rows) => {
    const isCut = (element: Element) =>
      element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    const identity = [...rows.querySelectorAll("th, th *")].filter(isCut);
    const frame = rows.closest(".table-scroll")!.getBoundingClientRect();
    const cells = [...rows.querySelectorAll("tr > *")].filter((cell) => {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      const of = [...cell.parentElement!.children].filter((other) => other !== cell);
      const covered = of.map((other) => other.getBoundingClientRect()).some(
        (box) => box.left < right - 1 && left < box.right - 1 && box.top < bottom - 1 && top < box.bottom - 1,
      );
      return covered || left < frame.left - 1 || right > frame.right + 1;
    });
    return [...identity, ...cells].map((element) => element.textContent!.trim());
  });

test("no name, address or cell of the list is hidden on an office screen or a tablet", async ({ page, guichet }) => {
  await guichet.importFile("longs.csv", ["compte;sous_compte;site;profil;nom;prenom;email", ...people]);
  await signIn(page, guichet.administrator);
  for (const list of lists) {
    await page.goto(`/administration/utilisateurs${list}`);
    await expect(page.locator("tbody tr").nth(people.length - 1)).toBeVisible();
    for (const width of [768, 1024, 1280, 1366, 1440, 1536, 1920, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await hidden(page), `hidden in ${list} at ${width} px`).toEqual([]);
      const unused = await page.locator("main").evaluate((main) => window.innerWidth - main.getBoundingClientRect().right);
      expect(unused, `beside the page at ${width} px`).toBeLessThanOrEqual(1);
    }
  }
  await page.setViewportSize({ width: 1024, height: 900 });
  await checkPage(page);
});

test("rows stand as far apart as they were told to the last time", { tag: "@without-javascript" }, async ({ page, guichet }) => {
  await signIn(page, guichet.administrator);
  const height = async () => (await page.locator("tbody tr").first().boundingBox())!.height;
  await page.goto("/administration/utilisateurs?utilisateur=admin");
  const compact = await height();
  await page.getByRole("button", { name: "Confort" }).click();
  await expect(page.getByRole("button", { name: "Confort" })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(height).toBeGreaterThan(compact);
  await expect.poll(async () => (await page.context().cookies()).map((cookie) => cookie.value)).toContain("comfort");
  await page.goto("/administration/utilisateurs?utilisateur=admin");
  expect(await height()).toBeGreaterThan(compact);
});
