import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { checkPage, expect, newAddress, signIn, test } from "../support/test";

const HEADINGS = "compte;sous_compte;site;profil;nom;prenom;email";

const file = (lines: string[]) => ({
  name: "equipe.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([HEADINGS, ...lines, ""].join("\r\n")),
});

/** A row of somebody at Antony, or wherever. */
const row = (last: string, first: string, more: { site?: string; email?: string } = {}) =>
  `10000700;;${more.site ?? "Antony"};Expéditeur;${last};${first};${more.email ?? newAddress(first)}`;

const grid = (page: Page) => page.getByRole("grid");
const cell = (page: Page, text: string) => grid(page).locator("td").filter({ hasText: text }).first();

async function check(page: Page, lines: string[]) {
  await page.goto("/administration/utilisateurs/importer");
  await page.locator("input[type=file]").setInputFiles(file(lines));
  await expect(page.getByRole("heading", { level: 1, name: "Vérifier avant d’importer" })).toBeVisible();
  await compared(page);
}

/** Opens the cell that says so to be written into: keys pressed before it has the focus are the grid's. */
async function write(page: Page, text: string) {
  await cell(page, text).dblclick();
  await expect(page.locator("[data-editor]")).toBeFocused();
}

const compared = (page: Page) => expect(page.getByText(/mails? de bienvenue partir|Aucune ligne ne peut/)).toBeVisible();

test.describe("Repairing a file before it is imported", () => {
  test.beforeEach(async ({ page, guichet }) => {
    await signIn(page, guichet.administrator);
  });

  test("a column that is not there is filled for all rows, and what is sure is corrected at once", async ({ page }) => {
    const lines = ["SAINT ETIENNE", "antony", "Antony", "Antoni"].map((site) => `${site};${newAddress("sans-compte")}`);
    await page.goto("/administration/utilisateurs/importer");
    const buffer = Buffer.from(["site;email", ...lines, ""].join("\r\n"));
    await page.locator("input[type=file]").setInputFiles({ name: "equipe.csv", mimeType: "text/csv", buffer });
    await expect(page.getByRole("alert").filter({ hasText: "N° compte" })).toBeVisible();
    await checkPage(page);
    await page.getByLabel("N° compte pour toutes les lignes où rien n’est dit").first().selectOption("10000700");
    await expect(page.getByRole("alert").filter({ hasText: "N° compte" })).toBeHidden();
    await compared(page);
    await expect(page.getByRole("radio", { name: "3 en erreur" })).toBeVisible();

    await page.getByRole("button", { name: "Appliquer les corrections sûres (2)" }).click();
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await expect(cell(page, "Antoni")).toBeVisible();
    await page.getByRole("button", { name: "Annuler la dernière correction" }).click();
    await expect(page.getByRole("radio", { name: "3 en erreur" })).toBeVisible();
  });

  test("a cell says what is wrong beside it, and its row is left out by its button", async ({ page }) => {
    await check(page, [row("Petit", "ada"), row("Perdu", "leo", { site: "Ailleurs" })]);
    const height = async () => (await grid(page).locator("[data-row='1']").boundingBox())!.height;
    const before = await height();
    await cell(page, "Ailleurs").click();
    await expect(cell(page, "Ailleurs").locator(".reason")).toBeVisible();
    expect(await height(), "beside it, not in its row").toBe(before);
    await checkPage(page);
    await page.getByRole("button", { name: "Écarter la ligne 3" }).click();
    await expect(page.getByRole("radio", { name: "1 écartée" })).toBeVisible();
    await grid(page).getByText("Perdu").hover();
    await page.getByRole("button", { name: "Reprendre la ligne 3" }).click();
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
  });

  test("of two addresses in a cell each gets a row, which can be taken back, and is imported", async ({ page, guichet }) => {
    const [one, other] = [newAddress("une"), newAddress("autre")];
    await check(page, [row("Petit", "ada", { email: `"${one} ; ${other}"` })]);
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await page.getByRole("button", { name: "Faire une ligne de chaque valeur" }).click();
    await expect(page.getByText("1 ligne ajoutée à la fin de la liste")).toBeVisible();
    await expect(grid(page).getByTitle("Faite de la ligne 2")).toBeVisible();
    await checkPage(page);
    await page.getByRole("button", { name: "Annuler la dernière correction" }).click();
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await grid(page).getByRole("button", { name: "Faire deux lignes" }).click();
    await compared(page);
    await page.getByRole("button", { name: "Importer les 2 lignes" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await guichet.mailbox.next(one);
    await guichet.mailbox.next(other);
  });

  test("a sub-account that there is not is chosen among those of the row's contract", async ({ page }) => {
    await check(page, [row("Petit", "ada").replace("10000700;;", "10000700;99999;")]);
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await page.getByLabel("Remplacer « 99999 » par").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Remplacer dans la ligne" }).click();
    await expect(page.getByRole("radio", { name: "0 en erreur" })).toBeVisible();
    await checkPage(page);
  });

  test("of a number that a spreadsheet program rounded what it can have been is offered", async ({ page }) => {
    await check(page, [row("Petit", "ada").replace("10000700", "1,00007E+07")]);
    // Beside the correction, whose click would take it.
    await cell(page, "1,00007E+07").locator(".value").dblclick();
    await grid(page).getByRole("button", { name: "10000700" }).first().click();
    await expect(page.getByRole("radio", { name: "0 en erreur" })).toBeVisible();
  });

  test("rows are found by any text, whatever its case and accents", async ({ page }) => {
    await check(page, [row("Lefèvre", "helene"), row("Petit", "lea"), row("LEFEBVRE", "tom")]);
    await page.getByRole("searchbox", { name: "Chercher dans les lignes" }).fill("lefe");
    await expect(page.getByText("2 lignes trouvées")).toBeVisible();
    await expect(grid(page)).not.toContainText("Petit");
    await page.getByRole("searchbox", { name: "Chercher dans les lignes" }).fill("lefè");
    await page.getByRole("searchbox", { name: "Chercher dans les lignes" }).press("Enter");
    await expect(page.getByText("2 lignes trouvées")).toBeVisible();
    await page.getByRole("searchbox", { name: "Chercher dans les lignes" }).fill("");
    await expect(grid(page)).toContainText("Petit");
  });

  test("rows in error are left out, taken back, and what is left out is not imported", async ({ page, guichet }) => {
    const [kept, left] = [newAddress("gardee"), newAddress("ecartee")];
    await check(page, [
      row("Petit", "ada", { email: kept }),
      row("Grand", "eva", { email: left }),
      row("Perdu", "leo", { site: "Ailleurs" }),
    ]);
    await page.locator("label").filter({ hasText: "en erreur" }).click();
    await page.getByRole("button", { name: "Écarter ces lignes" }).click();
    await expect(page.getByText("1 ligne écartée")).toBeVisible();
    await page.locator("label").filter({ hasText: "toutes" }).click();
    await cell(page, left).click();
    await page.keyboard.press("Shift+Space");
    await page.getByRole("button", { name: "Écarter", exact: true }).click();
    await expect(page.getByRole("radio", { name: "2 écartées" })).toBeVisible();
    await page.getByRole("button", { name: "Annuler la dernière correction" }).click();
    await expect(page.getByRole("radio", { name: "1 écartée" })).toBeVisible();
    await page.getByRole("button", { name: "Rétablir" }).click();
    await page.getByRole("button", { name: "Importer la ligne valide" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await guichet.mailbox.next(kept);
    expect(await guichet.mailbox.to(left)).toEqual([]);
  });

  test("what is typed goes to its own row, and no error is skipped, when the comparison answers meanwhile", async ({ page }) => {
    await check(page, ["X1", "X2", "X3"].map((site) => row("Petit", "suite", { site })));
    await page.locator("label").filter({ hasText: "en erreur" }).click();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/api/fill_draft", async (route) => {
      await held;
      await route.continue();
    });
    await write(page, "X1");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    await expect(grid(page).locator(":focus")).toContainText("X2");
    await page.keyboard.press("F2");
    await expect(page.locator("[data-editor]")).toBeFocused();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Nîmes");
    answer();
    await expect(grid(page).locator("tbody tr").first()).toContainText("À créer");
    await page.keyboard.press("Enter");
    const sites = grid(page).locator("tbody tr");
    await expect(sites).toContainText([/fichier\s: X1/, /Nîmes.*fichier\s: X2/, /X3/]);
    await expect(grid(page).locator(":focus")).toContainText("X3");
    await compared(page);
    await page.locator("label").filter({ hasText: "en erreur" }).click();
    await expect(sites).toHaveCount(1);
  });

  test("the filter that applies stays in view when no row is left of it", async ({ page }) => {
    await check(page, [row("Petit", "ada")]);
    await page.locator("label").filter({ hasText: "à créer" }).click();
    await page.getByRole("button", { name: "Écarter ces lignes" }).click();
    await expect(page.getByRole("radio", { name: "1 écartée" })).toBeVisible();
    await expect(page.getByRole("radio", { name: "0 à créer" })).toBeChecked();
  });

  test("undo, redo and the next error are at hand wherever the focus is, but for fields of text", async ({ page }) => {
    await check(page, [row("Petit", "ada", { site: "Ici" }), row("Grand", "eva", { site: "Là" })]);
    const errors = (count: number) => expect(page.getByRole("radio", { name: `${count} en erreur` })).toBeVisible();
    await write(page, "Ici");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    await errors(1);
    await page.getByRole("button", { name: "Erreur suivante" }).focus();
    await page.keyboard.press("Control+z");
    await errors(2);
    await page.keyboard.press("Control+y");
    await errors(1);
    const search = page.getByRole("searchbox", { name: "Chercher dans les lignes" });
    await search.pressSequentially("e");
    await search.press("Control+z");
    await expect(search).toHaveValue("");
    await errors(1);
    await search.press("F8");
    await expect(grid(page).locator(":focus")).toContainText("Là");
  });

  test("Ctrl+Enter corrects all cells of a value, spaces around it or not", async ({ page }) => {
    await check(page, ["antony ", "antony", " antony"].map((site) => row("Petit", "espace", { site })));
    // Beside the correction, whose click would take this row alone.
    await cell(page, "antony").locator(".value").click();
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("button", { name: "Importer les 3 lignes valides" })).toBeEnabled();
  });

  test("of rows that repeat another the first is kept by one button, and that is taken back", async ({ page }) => {
    const [one, two] = [newAddress("double"), newAddress("triple")];
    await check(page, [one, one, two, two, two].map((email) => row("Petit", "encore", { email })));
    await page.getByRole("button", { name: "Garder la première" }).click();
    await expect(page.getByText("3 lignes écartées")).toBeVisible();
    await expect(page.getByRole("button", { name: "Importer les 2 lignes valides" })).toBeEnabled();
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("radio", { name: "3 en erreur" })).toBeVisible();
  });

  test("what nobody can guess is replaced in all its rows by what is chosen from a list", async ({ page }) => {
    await check(page, ["Siège", "Siège", "Antony"].map((site) => row("Petit", "siege", { site })));
    const family = page.getByRole("listitem").filter({ hasText: "lignes disent « Siège »" });
    await expect(family.getByRole("button", { name: "Remplacer pour les 2" })).toBeDisabled();
    await checkPage(page);
    await family.getByLabel("Remplacer « Siège » par").selectOption({ label: "Antony" });
    await family.getByRole("button", { name: "Remplacer pour les 2" }).click();
    await expect(page.getByRole("button", { name: "Importer les 3 lignes valides" })).toBeEnabled();
    await expect(family).toHaveCount(0);
    await write(page, "fichier : Siège");
    const editor = grid(page).getByRole("combobox", { name: "Site, ligne 2" });
    await expect(editor).toBeFocused();
    expect(await editor.evaluate((field: HTMLInputElement) => Array.from(field.list!.options, (of) => of.value))).toContain("Nîmes");
  });

  test("with a family that is corrected the focus goes to the next, and stays with the list", async ({ page }) => {
    await check(page, ["Antoni", "Antoni", "Nimes gare", "Nimes gare", "Perdu", "Perdu"].map((site) => row("Petit", "suite", { site })));
    const families = page.getByRole("complementary", { name: "Corrections proposées" });
    const buttons = families.getByRole("listitem").getByRole("button", { name: /^(Corriger|Remplacer)/ });
    const count = await buttons.count();
    expect(count).toBeGreaterThan(1);
    for (let left = count; left > 0; left--) {
      const list = families.getByRole("listitem").first().getByRole("combobox");
      if (await list.count()) await list.selectOption({ label: "Antony" });
      await buttons.first().focus();
      await page.keyboard.press("Enter");
      await expect(buttons).toHaveCount(left - 1);
      const next = left > 1 ? families.getByRole("listitem").first().locator("select, button").first() : families;
      await expect(next).toBeFocused();
    }
  });

  test("the ruler shows where errors stand, and leads there", async ({ page }) => {
    const lines = Array.from({ length: 200 }, (_, at) => row("Petit", "regle", { site: at === 150 ? "Ailleurs" : "Antony" }));
    await check(page, lines);
    const ruler = page.locator(".ruler");
    await expect(ruler.locator(".e")).toHaveAttribute("d", "M2 187.5h8");
    await expect(grid(page)).not.toContainText("Ailleurs");
    const { width, height } = (await ruler.boundingBox())!;
    await ruler.click({ position: { x: width / 2, y: (height * 150.5) / 200 } });
    await expect(grid(page)).toContainText("Ailleurs");
    await write(page, "Ailleurs");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    await expect(ruler.locator(".e")).toHaveAttribute("d", "");
  });

  test("while many rows are written, about how much longer is said", async ({ page }) => {
    test.slow();
    const address = newAddress("beaucoup");
    await check(page, Array.from({ length: 12_000 }, (_, at) => row("Petit", "b", { email: `${at}.${address}` })));
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/api/commit_draft", async (route) => {
      await held;
      await route.abort();
    });
    await page.getByRole("button", { name: /^Importer les 12\s000 lignes valides/u }).click();
    await expect(page.getByRole("progressbar", { name: "Écriture des lignes" })).toBeVisible();
    await expect(page.getByText(/Encore [123]\ss environ|Bientôt terminé/u)).toBeVisible();
    await checkPage(page);
    answer();
  });

  test("a text is replaced in a column, after saying in how many rows", async ({ page }) => {
    await check(page, [row("Petit", "ada", { site: "Anthoni" }), row("Grand", "eva", { site: "Anthoni" }), row("Anthoni", "leo")]);
    await page.getByText("Chercher et remplacer").click();
    await page.getByLabel("Colonne", { exact: true }).selectOption({ label: "Site" });
    await page.getByLabel("Chercher", { exact: true }).fill("anthoni");
    await page.getByRole("textbox", { name: "Remplacer par" }).fill("Antony");
    await expect(page.getByText("2 lignes changeraient.")).toBeVisible();
    await page.getByRole("button", { name: "Remplacer dans 2 lignes" }).click();
    await expect(page.getByRole("button", { name: "Importer les 3 lignes valides" })).toBeEnabled();
    await expect(page.getByText("Aucune ligne ne changerait.")).toBeVisible();
    await expect(grid(page)).toContainText("Anthoni");
  });

  test("a selection is filled down by the keyboard, in one step that is taken back", async ({ page }) => {
    await check(page, [row("Petit", "ada"), row("Grand", "eva", { site: "X" }), row("Moyen", "leo", { site: "Y" })]);
    await cell(page, "Antony").click();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(grid(page).locator("tr[aria-selected=true]")).toHaveCount(3);
    await expect(page.getByRole("button", { name: /Recopier «\sSite\s» vers le bas/ })).toBeVisible();
    await page.keyboard.press("Control+d");
    await expect(page.getByRole("button", { name: "Importer les 3 lignes valides" })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("radio", { name: "2 en erreur" })).toBeVisible();
    await page.keyboard.press("Control+y");
    await expect(page.getByRole("radio", { name: "0 en erreur" })).toBeVisible();
  });

  test("a column of the clipboard is written from the active cell down", async ({ page }) => {
    await check(page, [row("Petit", "ada", { site: "X" }), row("Grand", "eva", { site: "Y" }), row("Moyen", "leo")]);
    await cell(page, "X").click();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "Antony\r\nNîmes\r\n");
      document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole("button", { name: "Importer les 3 lignes valides" })).toBeEnabled();
    await expect(grid(page)).toContainText("Nîmes");
  });

  test("cells in each other's place are exchanged in all rows by one button", async ({ page }) => {
    const [one, two] = [newAddress("un"), newAddress("deux")];
    await check(page, [`10000700;;Antony;;${one};Zoé;Durand`, `10000700;;Antony;;${two};Tom;Petit`]);
    await page.getByRole("button", { name: "Échanger dans les 2" }).click();
    await expect(page.getByRole("button", { name: "Importer les 2 lignes valides" })).toBeEnabled();
  });

  test("corrections outlive another choice of columns, and are given up for another reading only when asked", async ({ page }) => {
    await check(page, [row("Petit", "ada", { site: "Ici" }), row("Grand", "eva")]);
    await write(page, "Ici");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    await page.getByLabel("La colonne nom du fichier alimente").selectOption({ label: "Ne pas importer" });
    await expect(grid(page)).not.toContainText("Petit");
    await expect(grid(page)).toContainText("fichier : Ici");
    const headings = page.getByLabel("La première ligne porte les titres");
    await headings.click();
    await expect(page.getByRole("alert")).toContainText("effacerait votre correction");
    await checkPage(page);
    await page.getByRole("button", { name: "Garder mes corrections" }).click();
    await expect(headings).toBeChecked();
    await page.reload();
    await expect(page.getByText(/1\scorrection/)).toBeVisible();
    await page.getByRole("button", { name: "Reprendre « equipe.csv »" }).click();
    await expect(grid(page)).toContainText("fichier : Ici");
    await expect(page.getByLabel("La colonne nom du fichier alimente")).toHaveValue("");
    await headings.click();
    await page.getByRole("button", { name: "Lire ainsi, sans mes corrections" }).click();
    await expect(headings).not.toBeChecked();
    await expect(grid(page)).not.toContainText("fichier : Ici");
  });

  test("a file that cannot be read otherwise stays as it is, with its corrections", async ({ page }) => {
    await page.goto("/administration/utilisateurs/importer");
    const buffer = Buffer.from(`${row("Petit", "seule", { site: "Ici" })}\r\n`);
    await page.locator("input[type=file]").setInputFiles({ name: "equipe.csv", mimeType: "text/csv", buffer });
    await compared(page);
    await write(page, "Ici");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    const headings = page.getByLabel("La première ligne porte les titres");
    await headings.click();
    await page.getByRole("button", { name: "Lire ainsi, sans mes corrections" }).click();
    await expect(page.getByRole("alert")).toContainText("aucune personne à importer");
    await expect(headings).not.toBeChecked();
    await expect(grid(page)).toContainText("fichier : Ici");
    await expect(page.getByRole("button", { name: "Importer la ligne valide" })).toBeEnabled();
  });

  test("a reload loses nothing: file, corrections and draft are resumed", async ({ page }) => {
    const email = newAddress("reprise");
    await check(page, [row("Petit", "ada", { email, site: "Ici" }), row("Grand", "eva")]);
    await write(page, "Ici");
    await page.keyboard.type("Antony");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Importer les 2 lignes valides" })).toBeEnabled();
    const draft = new URL(page.url()).searchParams.get("brouillon");
    await page.reload();
    await expect(page.getByText(/Vous vérifiiez un fichier il y a moins d’une minute\s: 1\scorrection/)).toBeVisible();
    await page.getByRole("button", { name: "Reprendre « equipe.csv »" }).click();
    await expect(page.getByRole("radio", { name: "0 en erreur" })).toBeVisible();
    await compared(page);
    expect(new URL(page.url()).searchParams.get("brouillon")).toBe(draft);
    await page.getByRole("button", { name: "Annuler la dernière correction" }).click();
    await expect(page.getByRole("radio", { name: "1 en erreur" })).toBeVisible();
    await page.getByRole("button", { name: "Rétablir" }).click();
    await page.getByRole("button", { name: "Importer les 2 lignes valides" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
    await page.goto("/administration/utilisateurs/importer");
    await expect(page.getByRole("heading", { level: 1, name: "Importer des utilisateurs" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Reprendre/ })).toHaveCount(0);
  });

  test("a tab that dies loses nothing, and what is forgotten is gone", async ({ page, context }) => {
    await check(page, [row("Petit", "ada"), row("Grand", "eva")]);
    await write(page, "Petit");
    await page.keyboard.type("Moyenne");
    await page.keyboard.press("Enter");
    await expect(grid(page)).toContainText("Moyenne");
    await page.close({ runBeforeUnload: false });
    const next = await context.newPage();
    await next.goto("/administration/utilisateurs/importer");
    await next.getByRole("button", { name: "Reprendre « equipe.csv »" }).click();
    await expect(grid(next)).toContainText("Moyenne");
    await next.goto("/administration/utilisateurs/importer");
    await next.getByRole("button", { name: "Oublier" }).click();
    await expect(next.getByRole("button", { name: /^Reprendre/ })).toHaveCount(0);
    await next.reload();
    await expect(next.getByRole("heading", { level: 1, name: "Importer des utilisateurs" })).toBeVisible();
    await expect(next.getByRole("button", { name: /^Reprendre/ })).toHaveCount(0);
  });

  test("a file that cannot be begun leaves the one that was kept", async ({ page, complaints }) => {
    complaints.expect(/net::ERR_/);
    await check(page, [row("Petit", "ada")]);
    await page.reload();
    await expect(page.getByRole("button", { name: "Reprendre « equipe.csv »" })).toBeVisible();
    await page.route("**/api/import_basis*", (route) => route.abort("connectionfailed"));
    await page.locator("input[type=file]").setInputFiles({ ...file([row("Grand", "eva")]), name: "autre.csv" });
    await expect(page.getByRole("alert").filter({ hasText: "ne peut pas être lu" })).toBeVisible();
    await page.unroute("**/api/import_basis*");
    await page.getByRole("button", { name: "Reprendre « equipe.csv »" }).click();
    await expect(grid(page)).toContainText("Petit");
    await expect(grid(page)).not.toContainText("Grand");
  });

  test("of two files that are chosen one after the other the second is checked", async ({ page }) => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/api/import_basis*", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/administration/utilisateurs/importer");
    await page.locator("input[type=file]").setInputFiles(file([row("Petit", "ada")]));
    const reading = page.getByRole("status").filter({ hasText: "Lecture" });
    await expect(reading).toContainText("equipe.csv");
    await page.locator("input[type=file]").setInputFiles({ ...file([row("Grand", "eva")]), name: "autre.csv" });
    await expect(reading).toContainText("autre.csv");
    answer();
    await compared(page);
    await expect(grid(page)).toContainText("Grand");
    await expect(grid(page)).not.toContainText("Petit");
  });

  test("a file that comes in by several slices is there to its last row, after a reload too", async ({ page }) => {
    const count = 100_000;
    const rows = Array.from({ length: count }, (_, at) => row("Lefèvre-Durand", "Hélène", { email: `helene.lefevre.durand.${at}@exemple.fr` }));
    const last = `durand.${count - 1}@`;
    const found = async () => {
      await expect(grid(page)).toHaveAttribute("aria-busy", "false");
      await page.getByRole("searchbox", { name: "Chercher dans les lignes" }).fill(last);
      await expect(grid(page).locator("tbody tr")).toHaveCount(1);
      await expect(grid(page)).toContainText(last);
    };
    // Nothing is sent: 100,000 rows are compared for nobody.
    await page.route("**/api/*_draft", () => {});
    await page.goto("/administration/utilisateurs/importer");
    await page.locator("input[type=file]").setInputFiles(file(rows));
    await found();
    await page.reload();
    await page.getByRole("button", { name: "Reprendre « equipe.csv »" }).click();
    await found();
  });

  test("signing out leaves nothing of the file to whoever comes next", async ({ page, guichet }) => {
    await check(page, [row("Petit", "ada")]);
    await page.getByRole("button", { name: "Déconnexion" }).first().click();
    await expect(page.getByLabel("Mot de passe", { exact: true })).toBeVisible();
    const left = await page.evaluate(async () => {
      const names: string[] = [];
      const root = await navigator.storage.getDirectory();
      for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
      return names;
    });
    expect(left).toEqual([]);
    await signIn(page, guichet.administrator);
    await page.goto("/administration/utilisateurs/importer");
    await expect(page.getByRole("button", { name: /^Reprendre/ })).toHaveCount(0);
  });

  test("a browser that refuses to store imports as ever", async ({ page }) => {
    await page.route("**/worker-loader*", async (route) => {
      const response = await route.fetch();
      const refusing = "navigator.storage.getDirectory = () => Promise.reject(new DOMException('no', 'SecurityError'));\n";
      await route.fulfill({ response, body: refusing + (await response.text()) });
    });
    await check(page, [row("Petit", "ada")]);
    await expect(page.getByRole("button", { name: "Importer la ligne valide" })).toBeEnabled();
  });

  test("a draft that has run out is replaced, and filled again, by itself", async ({ page, complaints }) => {
    complaints.expect(/status of 404/);
    await check(page, [row("Petit", "ada"), row("Grand", "eva")]);
    const draft = new URL(page.url()).searchParams.get("brouillon")!;
    // As if it had: a draft of another number is not there either.
    await page.route(/\/api\/(commit|fill)_draft/, async (route) => {
      const body = route.request().postData()!;
      await route.continue({ postData: body.replace(draft, "00000000-0000-7000-8000-000000000000") });
    });
    await page.getByRole("button", { name: "Importer les 2 lignes valides" }).click();
    await expect(page.getByText("Rien n’a été importé")).toBeVisible();
    await expect(page).not.toHaveURL(new RegExp(draft));
    await compared(page);
    await page.getByRole("button", { name: "Importer les 2 lignes valides" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Résultat de l’import" })).toBeVisible();
  });

  test("a comparison that is suspended and resumed during a request sends its rows once", async ({ page }) => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    let sent = 0;
    await page.route("**/api/fill_draft", async (route) => {
      sent += 1;
      await held;
      await route.continue();
    });
    await page.goto("/administration/utilisateurs/importer");
    await page.locator("input[type=file]").setInputFiles(file([row("Petit", "ada"), row("Grand", "eva")]));
    await page.getByRole("button", { name: "Suspendre" }).click();
    await page.getByRole("button", { name: "Reprendre" }).click();
    await expect(page.getByRole("button", { name: "Suspendre" })).toBeVisible();
    answer();
    await compared(page);
    expect(sent).toBe(1);
  });

  test("a lost connection resumes by itself", async ({ page, context, complaints }) => {
    complaints.expect(/net::ERR_/);
    await page.goto("/administration/utilisateurs/importer");
    await page.route("**/api/fill_draft", (route) => route.abort("connectionfailed"));
    await page.locator("input[type=file]").setInputFiles(file([row("Petit", "ada"), row("Grand", "eva")]));
    await expect(page.getByText(/Connexion perdue/)).toBeVisible();
    await context.setOffline(true);
    await page.unroute("**/api/fill_draft");
    await page.getByRole("button", { name: "Réessayer maintenant" }).click();
    await expect(page.getByText(/Connexion perdue/)).toBeVisible();
    await context.setOffline(false);
    // It waits twice as long after each attempt.
    await expect(page.getByRole("button", { name: "Importer les 2 lignes valides" })).toBeEnabled({ timeout: 40_000 });
  });
});
