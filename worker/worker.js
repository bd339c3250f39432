// Starts the import's worker and carries messages between it and the page: the words are those of
// `domain/src/imports/protocol.rs`. The page starts it with
//
//   new Worker(`${loader}?js=${js}&wasm=${wasm}&workbook=${workbook}`, { type: "module" })
//
// where `loader` is this file (served as `worker-loader.js`), `js` and `wasm` are what wasm-bindgen
// (`--target web`) made of the crate `worker` (`worker.js`, `worker.wasm`), and `workbook` is the address
// of `workbook/workbook.js` with its own two, escaped; all under hashed names.
//
// It also keeps what is being worked on, so that a reload or a crash loses nothing: see `Keeper`.

const SLICE = 4 * 1024 * 1024;
const { port1, port2 } = new MessageChannel();

// Messages that come while the module loads or a slice is read wait here.
const inbox = [];
let wake = () => {};
self.onmessage = (event) => {
  inbox.push(event.data);
  wake();
};

// An exception here is the `error` event of the page's Worker; a rejected promise would be nobody's.
main().catch((error) => setTimeout(() => { throw error; }));

async function main() {
  const { default: init, ImportSession } = await import(address("js"));
  await init({ module_or_path: address("wasm") });
  const session = new ImportSession();
  const keeper = new Keeper();
  const source = { file: null, read: 0, kept: false, workbook: null, before: null };
  self.postMessage('"ready"');
  for (;;) {
    while (inbox.length > 0) await answer(session, keeper, source, inbox.shift());
    if (session.wants_bytes()) {
      await readOn(session, keeper, source);
      continue;
    }
    const progress = session.work();
    if (progress !== undefined) {
      say(progress, source);
      keeper.note(session.take_journal());
      if (!session.has_file()) await keeper.forget();
      await turn();
    } else {
      await new Promise((resolve) => { wake = resolve; });
    }
  }
}

function address(name) {
  const url = new URL(new URLSearchParams(self.location.search).get(name), self.location.href);
  if (url.origin !== self.location.origin) throw new Error(`${name} is not of this site`);
  return url;
}

// Posts an answer. What cannot be read otherwise is read again as it was, from its beginning.
function say(response, source) {
  if (response.startsWith('{"reopen_rejected"')) {
    source.read = 0;
    if (source.before) {
      source.file = source.before.file;
      source.workbook.sheet = source.before.sheet;
    }
  }
  if (/^\{"(reopen_rejected"|checking":\{"done":true)/.test(response)) source.before = null;
  self.postMessage(response);
}

async function answer(session, keeper, source, message) {
  if (!Array.isArray(message)) {
    const isReread = message.startsWith('{"reread"');
    const request = isReread && source.workbook ? await ofSheet(session, source, keeper, message) : message;
    if (request === undefined) return;
    const response = session.receive(request);
    if (response === undefined) return;
    const made = session.take_file();
    keeper.note(session.take_journal());
    if (made) self.postMessage([response, made], [made.buffer]);
    else say(response, source);
    return;
  }
  const [json, file, owner] = message;
  if (file === undefined) {
    await keep(keeper, JSON.parse(json));
    return;
  }
  const { name, size, overrides } = JSON.parse(json).open;
  const kept = file === null ? await keeper.resume(owner) : await keeper.begin(owner, { name, size, overrides });
  if (!file && !kept) {
    session.receive(json);
    self.postMessage(session.abandon());
    return;
  }
  // What was open is not to be gone back to.
  session.abandon();
  Object.assign(source, { file: file ?? kept.file, read: 0, kept: file === null, workbook: null, before: null });
  const request = (await isWorkbook(source.file)) ? await ofWorkbook(session, source, keeper, json) : json;
  if (request === undefined) return;
  say(session.receive(request), source);
  if (kept) session.restore(kept.changes.map((change) => JSON.stringify(change)));
}

// Zip archives, and the compound files of old and of encrypted workbooks.
async function isWorkbook(file) {
  try {
    const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return ["80,75,3,4", "208,207,17,224"].includes(head.join());
  } catch {
    return false;
  }
}

// The request to open a workbook as the session understands it, which knows text only. What is kept is the
// workbook, so that it can be resumed with all its sheets.
async function ofWorkbook(session, source, keeper, json) {
  const { file } = source;
  source.workbook = { file, open: JSON.parse(json).open };
  try {
    for (let at = 0; at < file.size && !source.kept; at += SLICE) {
      keeper.store(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()), at, file.size);
    }
  } catch {
    // It cannot be read any more, which will be said in a moment.
  }
  source.kept = true;
  return ofSheet(session, source, keeper, json);
}

// A request to read a workbook, or to read it otherwise: another sheet is another file. `undefined` when
// there is nothing to read, or something else is wanted by now.
async function ofSheet(session, source, keeper, json) {
  const { workbook } = source;
  const request = JSON.parse(json);
  // The text of a sheet is ours: nothing is to be guessed.
  const overrides = { ...(request.open ?? request.reread).overrides, delimiter: ";" };
  const wanted = overrides.sheet ?? workbook.sheet;
  if (workbook.sheet !== undefined && wanted === workbook.sheet) {
    return JSON.stringify({ reread: { ...request.reread, overrides } });
  }
  const told = await textOf(workbook, wanted);
  if (told?.error) {
    const response = session.fail(told.error);
    if (!session.has_file()) {
      Object.assign(source, { file: null, workbook: null });
      await keeper.forget();
    }
    say(response, source);
  }
  if (!told?.text) return undefined;
  const { sheets, sheet, text, hiddenRows } = told;
  if (workbook.sheet !== undefined) source.before ??= { file: source.file, sheet: workbook.sheet };
  workbook.sheet = sheet;
  Object.assign(source, { file: new Blob([text]), read: 0 });
  const read = { sheets, sheet, hidden_rows: hiddenRows };
  return JSON.stringify({ open: { ...workbook.open, overrides, size: text.length, workbook: read } });
}

// What a worker of its own says of a sheet; `undefined` when something else is wanted before it has.
function textOf({ file, open }, sheet) {
  const worker = new Worker(address("workbook"), { type: "module" });
  const supersedes = (message) => (Array.isArray(message) ? message[1] !== undefined : message.startsWith('{"reread"'));
  return new Promise((resolve, reject) => {
    wake = () => { if (inbox.some(supersedes)) resolve(undefined); };
    worker.onmessage = ({ data }) => {
      if (data.progress === undefined) resolve(data);
      else self.postMessage(JSON.stringify({ reading: { read: Math.round(data.progress * open.size), of: open.size } }));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ file, sheet });
  }).finally(() => worker.terminate());
}

async function keep(keeper, { recall, forget, draft }) {
  const tell = (file) => self.postMessage(JSON.stringify({ autosaved: { file } }));
  if (recall) tell(await keeper.recall(recall.owner));
  if (forget) tell((await keeper.forget(forget.owner)) ?? null);
  if (draft) keeper.note({ draft: draft.id });
}

async function readOn(session, keeper, source) {
  let slice;
  try {
    slice = new Uint8Array(await source.file.slice(source.read, source.read + SLICE).arrayBuffer());
  } catch {
    await keeper.forget();
    self.postMessage(session.abandon());
    return;
  }
  // Another file may have been chosen meanwhile; if not, this slice is read again.
  if (inbox.length > 0) return;
  if (!source.kept) keeper.store(slice, source.read, source.file.size);
  source.read += slice.length;
  self.postMessage(session.feed(slice));
}

// A turn of the event loop, in which messages arrive; without the 4 ms that timers wait.
function turn() {
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
}

const DAY = 24 * 60 * 60 * 1000;

// Keeps the file that is being worked on and what was changed in it in the origin's private file system,
// in a folder of the person and customer. What is another's or a day old goes as soon as anybody comes
// here; signing out clears all of it (`Clear-Site-Data`). Where the browser refuses to store, nothing is
// kept and nothing else changes. `notes` has a line of JSON for each thing to know: [milliseconds, thing];
// whoever holds it open holds the folder, so that two windows do not write over each other.
class Keeper {
  #folder = null;
  #owner = null;
  #file = null;
  #notes = null;

  // What is kept for somebody, `<person>.<customer>`: null when there is nothing to resume. What the same
  // person works on for another customer stays.
  async recall(owner) {
    try {
      const folders = await imports();
      for await (const name of folders.keys()) {
        if (personOf(name) !== personOf(owner)) await folders.removeEntry(name, { recursive: true }).catch(() => {});
      }
      const { at, complete, name, size, overrides, draft, changes } = await this.#take(owner);
      this.#release();
      if (complete && Date.now() - at < DAY) {
        return { name, size, overrides, draft, changes: depth(changes), seconds: Math.max(0, Math.round((Date.now() - at) / 1000)) };
      }
      await this.forget(owner);
    } catch {
      this.#release();
    }
    return null;
  }

  // The file and the changes of what was recalled; null when another window has taken it meanwhile.
  async resume(owner) {
    try {
      const { changes } = await this.#take(owner);
      return { file: await (await this.#folder.getFileHandle("file")).getFile(), changes };
    } catch {
      this.#release();
      return null;
    }
  }

  // Holds somebody's folder, and reads its notes.
  async #take(owner) {
    this.#release();
    this.#folder = await (await imports()).getDirectoryHandle(owner);
    this.#owner = owner;
    this.#notes = await opened(this.#folder, "notes");
    return read(this.#notes);
  }

  // Begins to keep a file that was chosen, in the place of what was kept before.
  async begin(owner, about) {
    if (!owner) return;
    try {
      await this.forget(owner);
      this.#folder = await (await imports()).getDirectoryHandle(owner, { create: true });
      this.#owner = owner;
      this.#notes = await opened(this.#folder, "notes");
      this.#notes.truncate(0);
      this.#file = await opened(this.#folder, "file");
      this.#file.truncate(0);
      this.note(about);
    } catch {
      this.#release();
    }
  }

  // Keeps a slice of the file.
  store(slice, at, size) {
    try {
      this.#file?.write(slice, { at });
      if (this.#file && at + slice.length >= size) {
        this.#file.close();
        this.#file = null;
        this.note({ complete: true });
      }
    } catch {
      this.#release();
    }
  }

  // Keeps a thing to know, or a change as its JSON.
  note(thing) {
    if (!this.#notes || thing === undefined) return;
    try {
      const json = typeof thing === "string" ? `{"change":${thing}}` : JSON.stringify(thing);
      const line = new TextEncoder().encode(`[${Date.now()},${json}]\n`);
      this.#notes.write(line, { at: this.#notes.getSize() });
      this.#notes.flush();
    } catch {
      this.#release();
    }
  }

  // Drops what is kept.
  async forget(owner = this.#owner) {
    this.#release();
    if (!owner) return;
    try {
      await (await imports()).removeEntry(owner, { recursive: true });
    } catch {
      // There is nothing, or another window works with it.
    }
  }

  #release() {
    this.#file?.close();
    this.#notes?.close();
    this.#file = this.#notes = this.#folder = null;
  }
}

// The folder of all that is kept.
async function imports() {
  return (await navigator.storage.getDirectory()).getDirectoryHandle("imports", { create: true });
}

function personOf(owner) {
  return owner.split(".")[0];
}

// A file of a folder to write to. A page that is just leaving may still hold it.
async function opened(folder, name) {
  const handle = await folder.getFileHandle(name, { create: true });
  for (let tries = 20; ; tries -= 1) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

// How many of these changes stand.
function depth(changes) {
  return changes.reduce((depth, change) => depth + (change === "undo" ? -1 : 1), 0);
}

// What the notes say, all together. A file that was read otherwise has other changes, and no draft yet. A last
// line that was not written to its end is left out.
function read(notes) {
  const bytes = new Uint8Array(notes.getSize());
  notes.read(bytes, { at: 0 });
  const kept = { at: 0, changes: [], draft: null };
  const lines = new TextDecoder().decode(bytes).split("\n");
  for (const line of lines.slice(0, -1)) {
    const [at, { change, ...about }] = JSON.parse(line);
    kept.at = at;
    Object.assign(kept, about);
    if (change?.read) Object.assign(kept, { ...change.read, draft: null });
    else if (change !== undefined) kept.changes.push(change);
  }
  return kept;
}
