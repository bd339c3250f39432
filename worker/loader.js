// Starts a worker whose code is a wasm module:
//
//   new Worker(`${loader}?js=${js}&wasm=${wasm}`, { type: "module" })
//
// where `loader` is this file (served as `worker-loader.js`), and `js` and `wasm` are what wasm-bindgen
// (`--target web`) made of a crate with a function `start`, which takes the messages that came meanwhile.

const waiting = [];
self.onmessage = ({ data }) => waiting.push(data);

// An exception here is the `error` event of the Worker; a rejected promise would be nobody's.
main().catch((error) => setTimeout(() => { throw error; }));

async function main() {
  const { default: init, start } = await import(address("js"));
  await init({ module_or_path: address("wasm") });
  start(waiting);
}

function address(name) {
  const url = new URL(new URLSearchParams(self.location.search).get(name), self.location.href);
  if (url.origin !== self.location.origin) throw new Error(`${name} is not of this site`);
  return url;
}
