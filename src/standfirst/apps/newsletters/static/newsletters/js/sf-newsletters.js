// @ts-check
/** Turns newsletters on and off in place; the form inside works without. */
class Newsletters extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  /** @param {SubmitEvent} event */
  handleEvent(event) {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (!button || !["on", "off"].includes(button.name)) return;
    event.preventDefault();
    this.#turn(/** @type {HTMLFormElement} */ (event.target), button);
  }

  /** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
  async #turn(form, button) {
    const row = button.closest("li")?.id ?? "";
    button.setAttribute("aria-busy", "true");
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) }).catch(() => null);
    if (!answer || !this.isConnected) return form.requestSubmit();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("sf-newsletters");
    if (!fresh) return location.assign(form.action);
    const status = page.querySelector("header .sans");
    document.querySelector("header.grid .sans")?.replaceWith(status ?? "");
    this.replaceChildren(...fresh.childNodes);
    /** @type {HTMLElement | null} */ (this.querySelector(`#${CSS.escape(row)} button`))?.focus();
  }
}

customElements.define("sf-newsletters", Newsletters);
