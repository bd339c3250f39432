// Passkeys (W3C Web Authentication). A form with `data-passkey` asks the server what to ask the authenticator for, and is
// sent with its answer. Fetched when such a form is used.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const listed = (credentials) => credentials.map((credential) => ({ ...credential, id: bytes(credential.id) }));

/** What the server asks for, with its bytes as bytes: browsers that read them from text are few. */
function options(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  if (asked.user) publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) publicKey.excludeCredentials = listed(asked.excludeCredentials);
  if (asked.allowCredentials) publicKey.allowCredentials = listed(asked.allowCredentials);
  return { publicKey };
}

/** An answer as text. What a browser has no such field for is left out. */
function written({ id, type, rawId, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const field of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[field]) said[field] = text(response[field]);
  return JSON.stringify({ id, type, rawId: text(rawId), response: said });
}

/** The words for what went wrong in the browser. */
function words({ name }, { cancelled, known, unsupported, failed }) {
  switch (name) {
    case "AbortError":
    case "NotAllowedError":
      return cancelled;
    case "InvalidStateError":
      return known;
    case "SecurityError":
      return unsupported;
    default:
      return failed;
  }
}

async function ask(form) {
  const begun = await fetch(form.dataset.begin, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  // The session has ended, or something is due first: the page leads there.
  if (begun.status === 401 || begun.status === 403) location.reload();
  if (!begun.ok) throw new Error(begun.statusText);
  return begun.json();
}

export async function answer(form) {
  const says = (message) => {
    const place = form.querySelector("[data-problem]");
    place.lastElementChild.textContent = message;
    place.hidden = !message;
  };
  if (form.ariaBusy === "true") return;
  if (!navigator.credentials || !window.PublicKeyCredential) return says(form.dataset.unsupported);

  says("");
  form.ariaBusy = "true";
  try {
    const { request, problem } = await ask(form);
    if (!request) return says(problem);
    const credential = await navigator.credentials[form.dataset.passkey](options(JSON.parse(request.options)));
    form.elements.ceremony.value = request.ceremony;
    form.elements.answer.value = written(credential);
    form.submit();
  } catch (error) {
    says(words(error, form.dataset));
  } finally {
    form.ariaBusy = "false";
  }
}
