import { SMTPServer } from "smtp-server";
import { Guichet, freePort } from "../support/guichet";
import { create, find } from "../support/people";
import { expect, newAddress, signIn, test } from "../support/test";

/** A mail server that refuses those whom it is told to. */
async function listen(port: number, unknown: Set<string>, accepted: string[]): Promise<SMTPServer> {
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, done) {
      done(unknown.has(address) ? Object.assign(new Error("5.1.1 boîte inconnue"), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      stream.resume();
      stream.on("end", () => {
        accepted.push(...session.envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

test("people are created while the mail server is away; what it says of a mail stands on the row", async ({ browser }) => {
  // The mail server comes back between two attempts, the third of which is 20 to 40 s after the first.
  test.slow();
  const port = await freePort();
  const guichet = await Guichet.start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  const context = await browser.newContext({ baseURL: guichet.url });
  const page = await context.newPage();
  const [known, misspelt] = [newAddress("connue"), newAddress("mal-saisie")];
  const unknown = new Set([misspelt]);
  const accepted: string[] = [];
  await signIn(page, guichet.administrator);
  for (const address of [known, misspelt]) {
    await create(page, address);
    await expect(await find(page, address)).toContainText("mail en attente");
  }

  const waits = async () => expect(await find(page, known)).toContainText("Motif", { timeout: 2_000 });
  await expect(waits).toPass({ timeout: 40_000 });
  const waiting = await find(page, known);
  await waiting.getByText("Motif").click();
  await expect(waiting.getByText("Pas encore accepté")).toBeVisible();
  await expect(waiting.getByRole("link", { name: "Corriger l’adresse" })).toBeHidden();

  const server = await listen(port, unknown, accepted);
  const refused = async () => expect(await find(page, misspelt)).toContainText("mail refusé", { timeout: 2_000 });
  await expect(refused).toPass({ timeout: 40_000 });
  await expect.poll(() => accepted, { timeout: 40_000 }).toContain(known);
  const row = await find(page, misspelt);
  await row.getByText("Motif").click();
  await expect(row.getByText("Personne n’a cette adresse")).toBeVisible();
  await expect(row.getByText("5.1.1 boîte inconnue")).toBeVisible();
  await expect(row.getByRole("link", { name: "Corriger l’adresse" })).toBeVisible();

  unknown.clear();
  await row.getByRole("button", { name: "Renvoyer" }).click();
  await expect.poll(() => accepted, { timeout: 40_000 }).toContain(misspelt);
  // What the server has accepted is written down a moment later.
  const sent = async () => expect(await find(page, misspelt)).toContainText("mail remis", { timeout: 2_000 });
  await expect(sent).toPass({ timeout: 40_000 });

  await context.close();
  await guichet.stop();
  await new Promise<void>((resolve) => server.close(resolve));
});
