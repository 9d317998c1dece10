// @ts-check
/** Signs up without leaving the page; a visitor is asked for an address. The link inside leads to all newsletters without it. */
class NewsletterBox extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  /** @param {MouseEvent} event */
  handleEvent(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || link.parentElement !== this || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    void this.#begin(link.href).then((done) => done || location.assign(link.href));
  }

  /** @param {string} address */
  async #begin(address) {
    const found = await formAt(address);
    const button = found?.querySelector(`#n${this.dataset.newsletter} button[name=on]`);
    return found && button ? this.#press(found) : this.#show(found);
  }

  /** What the reader's own button in the list does. @param {HTMLFormElement} form */
  async #press(form) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: tokenOf(form), on: this.dataset.newsletter ?? "", at: this.dataset.at ?? "" });
    return this.#show(await formAt(form.action, { method: "POST", body }));
  }

  /** That it is done, or the field for an address. @param {HTMLFormElement | null | undefined} form */
  #show(form) {
    const row = form?.querySelector(`#n${this.dataset.newsletter}`), done = row?.querySelector(".done"), asking = form?.querySelector(".asking");
    if (form && row && done) this.#put(done);
    else if (form && row?.querySelector("[name=newsletter]") && asking) this.#ask(form, asking);
    else return false;
    return true;
  }

  /** @param {Element} done */
  #put(done) {
    done.setAttribute("role", "status");
    done.setAttribute("tabindex", "-1");
    this.replaceChildren(done);
    /** @type {HTMLElement} */ (done).focus();
  }

  /** @param {HTMLFormElement} form @param {Element} asking */
  #ask(form, asking) {
    const fields = { csrfmiddlewaretoken: tokenOf(form), newsletter: this.dataset.newsletter ?? "", at: this.dataset.at ?? "" };
    const note = form.querySelector(":scope > .sans");
    form.replaceChildren(...Object.entries(fields).map(hidden), asking, ...(note ? [note] : []));
    form.querySelector("sf-zone")?.remove();
    for (const each of form.querySelectorAll("[id]")) rename(form, each, `${each.id}-${this.dataset.newsletter}`);
    form.removeAttribute("id");
    const button = form.querySelector(".button");
    if (button) button.textContent = "Sign up";
    this.replaceChildren(form);
    /** @type {HTMLElement | null} */ (form.querySelector("[type=email]"))?.focus();
  }
}

/** @param {string} address @param {RequestInit} [options] @returns {Promise<HTMLFormElement | null | undefined>} */
async function formAt(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#newsletters") : null;
}

/** @param {HTMLFormElement} form */
const tokenOf = (form) => /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;

/** @param {[string, string]} field */
function hidden([name, value]) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

/** Two boxes may be open on one page. @param {HTMLFormElement} form @param {Element} each @param {string} id */
function rename(form, each, id) {
  form.querySelector(`label[for="${each.id}"]`)?.setAttribute("for", id);
  each.id = id;
}

customElements.define("sf-newsletter-box", NewsletterBox);
