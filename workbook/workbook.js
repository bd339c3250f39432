// Reads one sheet of a workbook, in a worker of its own that `worker.js` starts and ends, so that the
// memory that a large workbook takes goes back as soon as its text is there:
//
//   new Worker(`${loader}?js=${js}&wasm=${wasm}`, { type: "module" })
//
// where `loader` is this file (served as `workbook-loader.js`), and `js` and `wasm` are what wasm-bindgen
// (`--target web`) made of the crate `workbook`. It is posted { file, sheet }, the sheet only if one was
// chosen, and posts { progress }, out of 1, some times, then { sheets, sheet, text, hiddenRows }, the text as a `Uint8Array`, which
// has the rows that are hidden, too, or { error }, the JSON of a `ReadError`.

self.onmessage = ({ data: { file, sheet } }) => {
  // An exception here is the `error` event of the Worker; a rejected promise would be nobody's.
  read(file, sheet).catch((error) => setTimeout(() => { throw error; }));
};

async function read(file, chosen) {
  const { default: init, OpenWorkbook } = await import(address("js"));
  await init({ module_or_path: address("wasm") });
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    self.postMessage({ error: '"unreadable"' });
    return;
  }
  try {
    const workbook = new OpenWorkbook(bytes);
    const sheets = workbook.sheets();
    const sheet = chosen < sheets.length ? chosen : workbook.likely();
    const text = workbook.text(sheet, (progress) => self.postMessage({ progress }));
    self.postMessage({ sheets, sheet, text, hiddenRows: workbook.hidden_rows() }, [text.buffer]);
  } catch (error) {
    if (typeof error !== "string") throw error;
    self.postMessage({ error });
  }
}

function address(name) {
  const url = new URL(new URLSearchParams(self.location.search).get(name), self.location.href);
  if (url.origin !== self.location.origin) throw new Error(`${name} is not of this site`);
  return url;
}
