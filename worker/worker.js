// Starts the import's worker and carries messages between it and the page: the words are those of
// `domain/src/imports/protocol.rs`. The page starts it with
//
//   new Worker(`${loader}?js=${js}&wasm=${wasm}`, { type: "module" })
//
// where `loader` is this file (served as `worker-loader.js`), and `js` and `wasm` are what wasm-bindgen
// (`--target web`) made of the crate `worker` (`worker.js`, `worker.wasm`), all under hashed names.

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
  const source = { file: null, read: 0 };
  self.postMessage('"ready"');
  for (;;) {
    while (inbox.length > 0) answer(session, source, inbox.shift());
    if (session.wants_bytes()) {
      await readOn(session, source);
      continue;
    }
    const progress = session.work();
    if (progress !== undefined) {
      self.postMessage(progress);
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

function answer(session, source, message) {
  const [json, file] = Array.isArray(message) ? message : [message];
  if (file) Object.assign(source, { file, read: 0 });
  const response = session.receive(json);
  const made = session.take_file();
  if (made) self.postMessage([response, made], [made.buffer]);
  else self.postMessage(response);
}

async function readOn(session, source) {
  let slice;
  try {
    slice = new Uint8Array(await source.file.slice(source.read, source.read + SLICE).arrayBuffer());
  } catch {
    self.postMessage(session.abandon());
    return;
  }
  // Another file may have been chosen meanwhile; if not, this slice is read again.
  if (inbox.length > 0) return;
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
