// @ts-check
/** The composer and one's own questions, in the page of the interview; the link inside leads to the same on a page of its own.
 * What is typed is kept until it is sent. */
const PAUSE = 700, LONG_ENOUGH = 12, AGAIN = 45_000, SPREAD = 20_000;

class Asking extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #typed;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #looked;
  #asking = false;

  connectedCallback() {
    this.#asking = this.hasAttribute("asking");
    for (const each of ["submit", "input", "click", "live:asking", "live:over"]) this.addEventListener(each, this);
    this.closest("sf-live")?.addEventListener("live:frame", this);
    if (!this.querySelector("#mine")) void this.#load(this.getAttribute("src") ?? "");
  }

  disconnectedCallback() {
    clearTimeout(this.#looked);
    this.closest("sf-live")?.removeEventListener("live:frame", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.type === "submit") this.#submit(/** @type {SubmitEvent} */ (event));
    else if (event.type === "click") this.#instead(event, target);
    else if (event.type === "live:frame") this.#hear(/** @type {CustomEvent} */ (event).detail);
    else if (event.type === "live:over") this.#over();
    else if (event.type === "live:asking") this.#allow(/** @type {CustomEvent<boolean>} */ (event).detail);
    else if (target instanceof HTMLTextAreaElement) this.#type(target);
  }

  /** @param {string} address @param {RequestInit} [options] */
  async #load(address, options = {}) {
    const answer = await fetch(address, { credentials: "same-origin", ...options }).catch(() => null);
    const part = answer && !answer.url.includes("/sign-in/") && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#mine");
    if (!answer || !part || !this.isConnected) return false;
    const text = answer.ok ? this.#field?.value ?? "" : "";
    this.replaceChildren(part);
    if (this.#field && !options.method) this.#field.value ||= text || localStorage.getItem(this.#draft) || "";
    this.#tell();
    this.#lookAgain();
    return true;
  }

  get #field() { return this.querySelector("textarea"); }

  get #draft() { return `question ${this.querySelector("[data-ask]")?.getAttribute("data-ask") ?? ""}`; }

  #tell() {
    const part = /** @type {HTMLElement | null} */ (this.querySelector("#mine"));
    if (!part) return;
    const words = (/** @type {string | undefined} */ list) => (list ?? "").split(" ").filter(Boolean);
    const detail = { token: part.dataset.token ?? "", votes: words(part.dataset.votes), own: words(part.dataset.own), mayVote: "mayVote" in part.dataset };
    this.dispatchEvent(new CustomEvent("live:mine", { detail, bubbles: true }));
  }

  /** What waits at the desk is nobody else's business, so no stream tells of it. */
  #lookAgain() {
    clearTimeout(this.#looked);
    if (!this.querySelector("li[data-own][data-state=pending]")) return;
    this.#looked = setTimeout(() => { if (document.hidden || this.#isBusy) this.#lookAgain(); else void this.#load(this.getAttribute("src") ?? ""); }, AGAIN + Math.random() * SPREAD);
  }

  get #isBusy() { return this.contains(document.activeElement) && Boolean(this.#field?.value); }

  /** Where one of one's own is concerned, what became of it is asked for. @param {{ event: string, content: any }} frame */
  #hear({ event, content }) {
    const own = new Map([.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("li[data-own]"))].map((each) => [each.dataset.own, each.dataset.state]));
    const cards = event === "delta" ? content.upsert : event === "air" && content.now ? [content.now] : [];
    const touched = cards.some((/** @type {any} */ card) => own.has(card.key) && own.get(card.key) !== card.state) || (event === "delta" && content.gone.some((/** @type {string} */ key) => own.has(key)));
    if (touched && !this.#isBusy) void this.#load(this.getAttribute("src") ?? "");
  }

  /** Nothing can be asked any more; what became of one's own is asked for, though not by everybody at once. */
  #over() {
    for (const each of this.querySelectorAll("form.say, [data-said]")) each.remove();
    clearTimeout(this.#looked);
    this.#looked = setTimeout(() => void this.#load(this.getAttribute("src") ?? ""), Math.random() * 2 * AGAIN);
  }

  /** @param {boolean} asking */
  #allow(asking) {
    if (asking === this.#asking) return;
    this.#asking = asking;
    const form = this.querySelector("form.say");
    if (asking && !form) setTimeout(() => void this.#load(this.getAttribute("src") ?? ""), Math.random() * SPREAD);
    const button = /** @type {HTMLButtonElement | null} */ (form?.querySelector(".button--accent") ?? null);
    if (button) button.disabled = !asking;
    if (form && !asking) this.#say("No questions are taken now. What you typed stays here."); else this.querySelector("[data-said]")?.remove();
  }

  /** @param {string} words */
  #say(words) {
    this.querySelector("[data-said]")?.remove();
    const told = document.createElement("p");
    told.className = "refusal";
    told.setAttribute("role", "alert");
    told.dataset.said = "";
    told.textContent = words;
    this.querySelector("form.say")?.before(told);
  }

  /** @param {HTMLTextAreaElement} field */
  #type(field) {
    localStorage.setItem(this.#draft, field.value);
    clearTimeout(this.#typed);
    this.#typed = setTimeout(() => void this.#look(field.value), PAUSE);
  }

  /** Questions like the one that is being typed. @param {string} text */
  async #look(text) {
    const there = /** @type {HTMLElement | null} */ (this.querySelector("[data-alike]"));
    if (!there) return;
    const answer = text.trim().length < LONG_ENOUGH ? null : await this.#post(there.dataset.alike ?? "", { text }).catch(() => null);
    if (text !== this.#field?.value) return;
    const found = answer?.status === 200 ? [...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes] : [];
    there.replaceChildren(...found);
    there.hidden = !found.length;
    const form = this.querySelector("form.say");
    form?.querySelector("[name=anyway]")?.remove();
    if (found.length) form?.append(Object.assign(document.createElement("input"), { type: "hidden", name: "anyway", value: "on" }));
    const button = form?.querySelector(".button--accent");
    if (button) button.textContent = found.length ? "Submit mine all the same" : "Submit";
  }

  /** @param {string} address @param {Record<string, string>} fields */
  #post(address, fields) {
    const token = /** @type {HTMLElement | null} */ (this.querySelector("#mine"))?.dataset.token ?? "";
    return fetch(address, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields) });
  }

  /** “Vote for this instead”: what was typed is not needed any more. @param {Event} event @param {Element} target */
  #instead(event, target) {
    const button = target.closest("button[data-instead]");
    if (!button) return;
    event.preventDefault();
    void this.#post(button.getAttribute("formaction") ?? "", { wanted: "yes" }).then((answer) => {
      if (!answer.ok) { this.#say("Your vote was not counted."); return; }
      this.#forget();
      void this.#load(this.getAttribute("src") ?? "").then(() => this.#focus());
    }).catch(() => this.#say("There is no connection. Your vote was not counted."));
  }

  #forget() {
    localStorage.removeItem(this.#draft);
    if (this.#field) this.#field.value = "";
  }

  #focus() {
    const there = /** @type {HTMLElement | null} */ (this.querySelector("[role=alert], .refusal--good") ?? this.querySelector("#mine"));
    there?.setAttribute("tabindex", "-1");
    there?.focus({ preventScroll: true });
    there?.scrollIntoView({ block: "nearest" });
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-ask]")) return;
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button) button.disabled = true;
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const draft = this.#draft;
    const done = await this.#load(form.action, { method: "POST", body });
    if (button) button.disabled = false;
    if (!done) { this.#say("There is no connection. What you typed is kept here."); return; }
    if (this.querySelector(".refusal--good")) localStorage.removeItem(draft);
    this.#focus();
  }
}

customElements.define("sf-asking", Asking);
