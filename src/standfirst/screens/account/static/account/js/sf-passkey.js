// @ts-check
/**
 * A button that asks the browser for a passkey, puts its answer into the form and sends it.
 * `data-act` is get or create; `data-options` holds what the server asks for, or `data-source` says where to fetch it.
 */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

/** The server's JSON, with bytes where the browser wants bytes. */
function asked(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  if (key.allowCredentials) key.allowCredentials = known(key.allowCredentials);
  if (key.excludeCredentials) key.excludeCredentials = known(key.excludeCredentials);
  return { publicKey: key };
}

/** The browser's answer as JSON. */
function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

class Passkey extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => this.use());
  }

  async use() {
    const sorry = this.querySelector("[role=alert]");
    if (sorry instanceof HTMLElement) sorry.hidden = true;
    try {
      const options = asked(await this.options());
      const credential = this.dataset.act === "create" ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
      const form = this.closest("form");
      form.elements.namedItem("credential").value = JSON.stringify(answered(credential));
      form.submit();
    } catch {
      if (sorry instanceof HTMLElement) sorry.hidden = false;
    }
  }

  async options() {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const answer = await fetch(this.dataset.source, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options;
  }
}

customElements.define("sf-passkey", Passkey);
