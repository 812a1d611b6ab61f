// Passkeys: asks the browser's authenticator, puts its answer into the form, and sends the form (WebAuthn level 3).

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// What the server sends in base64url the authenticator takes as bytes.
function forBrowser(options) {
  const known = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));
  const ready = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: toBytes(options.user.id) };
  ready.excludeCredentials = known(options.excludeCredentials);
  ready.allowCredentials = known(options.allowCredentials);
  return ready;
}

function forServer(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = toText(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    if (response.userHandle) said.userHandle = toText(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: said,
    clientExtensionResults: {},
  });
}

// Let the form ask for a passkey and then send itself, once, even if another copy of this module has been here.
export function enhance(form, send = () => form.submit()) {
  if (!window.PublicKeyCredential || !form.hidden) return;
  const trouble = form.querySelector('[role="alert"][hidden]');
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const publicKey = forBrowser(JSON.parse(form.dataset.options));
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.credential.value = forServer(credential);
      send();
    } catch (error) {
      trouble.textContent = error.name === "InvalidStateError"
        ? "This device has a passkey for you already."
        : "No passkey was used. Try again, or use a code.";
      trouble.hidden = false;
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) enhance(form);
