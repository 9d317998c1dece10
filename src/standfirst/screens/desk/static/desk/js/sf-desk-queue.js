// @ts-check
/** The moderators' queue by keys and without loading anew; every act is a form that works without this script. */
const REFRESH = 30_000, OFF = "desk-keys-off";
const LOST = "This could not be sent. Nothing has been done; try again.";

/** @param {string} text */
const parsed = (text) => /** @type {HTMLElement} */ (new DOMParser().parseFromString(text, "text/html").body.firstElementChild);

class Counts extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => { if (!document.hidden) void this.refresh(); }, REFRESH);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async refresh() {
    const answer = await fetch(this.getAttribute("src") ?? "", { credentials: "same-origin" }).catch(() => null);
    if (answer?.status !== 200 || answer.redirected) return;
    for (const [name, count] of Object.entries(await answer.json())) {
      const place = this.querySelector(`[data-count="${name}"]`);
      if (place) place.textContent = String(count);
    }
  }
}

class Queue extends HTMLElement {
  /** @type {HTMLButtonElement[]} */
  undos = [];

  connectedCallback() {
    this.addEventListener("submit", (event) => void this.submit(event));
    this.addEventListener("change", (event) => this.prefill(/** @type {HTMLElement} */ (event.target)));
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.press(event);
    document.addEventListener("keydown", this.pressed, true);
    this.help();
  }

  disconnectedCallback() {
    if (this.pressed) document.removeEventListener("keydown", this.pressed, true);
  }

  help() {
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector("[data-help]"));
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector("[data-keys]"));
    if (!button || !box) return;
    button.hidden = false;
    button.addEventListener("click", () => this.querySelector("dialog")?.showModal());
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener("change", () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes"));
  }

  get cards() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("article.desk-comment")]);
  }

  get current() {
    const focused = document.activeElement?.closest("article.desk-comment");
    return /** @type {HTMLElement | null} */ (focused && this.contains(focused) ? focused : null);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const written = target.matches("textarea") && (event.ctrlKey || event.metaKey) && event.key === "Enter" && target.closest("form");
    if (written && written.dataset.chosen) return this.handled(event, () => this.submitChosen(written));
    if (event.ctrlKey || event.metaKey || event.altKey || this.querySelector("dialog[open]")) return;
    if (target.matches("[name=rule]") && event.key === "Enter") return this.handled(event, () => target.closest("form")?.requestSubmit());
    if (event.key === "Escape") return this.current?.focus();
    if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const act = this.acts[event.key];
    if (act && (event.key === "?" || !localStorage.getItem(OFF))) this.handled(event, act);
  }

  /** Wagtail has keys of its own. @param {Event} event @param {() => unknown} act */
  handled(event, act) {
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  /** @type {Record<string, () => unknown>} */
  acts = {
    j: () => this.step(1),
    k: () => this.step(-1),
    a: () => this.choose("no") || this.submitOf("[data-act=approve]"),
    f: () => this.submitOf("[data-act=feature]"),
    s: () => this.submitOf("[data-act=send]"),
    r: () => this.choose("yes") || this.remove(),
    x: () => this.chosen()?.querySelector(/** @type {"input"} */ ("[name=seen]"))?.click(),
    b: () => this.chosen()?.querySelector(/** @type {"a"} */ ("[data-act=conduct]"))?.click(),
    u: () => this.undos.at(-1)?.click(),
    "?": () => this.querySelector("dialog")?.showModal(),
  };

  /** The one in focus; else the first, which is focused now. */
  chosen() {
    if (!this.current) this.cards[0]?.focus();
    return this.current;
  }

  /** @param {number} by */
  step(by) {
    const place = this.current ? this.cards.indexOf(this.current) + by : 0;
    this.cards[Math.max(0, Math.min(place, this.cards.length - 1))]?.focus();
  }

  /** @param {string} selector */
  submitOf(selector) {
    const button = this.chosen()?.querySelector(`${selector} button`);
    if (button instanceof HTMLButtonElement) button.form?.requestSubmit(button);
    else this.say("This cannot be done to this comment.");
  }

  /** On an appeal: what becomes of it, and then the sentence. @param {string} upheld @returns {boolean} */
  choose(upheld) {
    const form = /** @type {HTMLFormElement | null} */ (this.chosen()?.querySelector("form[data-act=appeal]") ?? null);
    const button = form?.querySelector(`button[value=${upheld}]`);
    if (!form || !button) return false;
    form.dataset.chosen = upheld;
    for (const each of form.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
    form.querySelector("textarea")?.focus();
    this.say(`${button.textContent}: write the sentence, then press Control and Enter.`);
    return true;
  }

  /** @param {HTMLFormElement} form */
  submitChosen(form) {
    const button = form.querySelector(`button[value=${form.dataset.chosen}]`);
    if (button instanceof HTMLButtonElement) form.requestSubmit(button);
  }

  remove() {
    const panel = this.chosen()?.querySelector("[data-act=remove]");
    if (!(panel instanceof HTMLDetailsElement)) return this.say("It is removed already.");
    panel.open = true;
    panel.querySelector("select")?.focus();
  }

  /** The rule's own words, unless others were written. @param {HTMLElement} field */
  prefill(field) {
    if (!(field instanceof HTMLSelectElement) || field.name !== "rule") return;
    const sentence = /** @type {HTMLInputElement | null} */ (field.form?.elements.namedItem("sentence"));
    const own = [...field.options].some((option) => option.dataset.sentence === sentence?.value);
    if (sentence && (own || !sentence.value)) sentence.value = field.selectedOptions[0]?.dataset.sentence ?? "";
  }

  /** @param {Event} event */
  async submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target), card = /** @type {HTMLElement | null} */ (form.closest("article.desk-comment"));
    if (!card) return;
    event.preventDefault();
    if (card.getAttribute("aria-busy") === "true") return;
    card.setAttribute("aria-busy", "true");
    const told = await this.send(form.action, new FormData(form, /** @type {SubmitEvent} */ (event).submitter));
    card.removeAttribute("aria-busy");
    this.say(told.sentence);
    if (told.card) this.replace(card, told.card);
    else if (told.done) this.collapse(card, told);
    void /** @type {Counts | null} */ (document.querySelector("desk-counts"))?.refresh();
  }

  /** @param {string} address @param {FormData} fields @returns {Promise<{sentence: string, done: boolean, card?: string, undo?: string}>} */
  async send(address, fields) {
    const body = new URLSearchParams(/** @type {any} */ (fields));
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer && !answer.redirected ? await answer.json().catch(() => null) : null;
    return told ? { ...told, done: answer?.ok } : { sentence: LOST, done: false };
  }

  /** @param {HTMLElement} old @param {string} html */
  replace(old, html) {
    const card = parsed(html);
    old.replaceWith(card);
    card.focus();
  }

  /** The card goes, a line with the way back stays. @param {HTMLElement} card @param {{sentence: string, undo?: string}} told */
  collapse(card, { sentence, undo }) {
    const next = /** @type {HTMLElement | undefined} */ (this.cards[this.cards.indexOf(card) + 1]);
    const line = document.createElement("div"), words = document.createElement("span");
    line.className = "desk-done";
    words.textContent = sentence;
    line.append(words);
    if (undo) line.append(this.undoOf(line, undo, card));
    card.replaceWith(line);
    (next ?? this.cards.at(-1))?.focus();
  }

  /** @param {HTMLElement} line @param {string} address @param {HTMLElement} card */
  undoOf(line, address, card) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = "Undo";
    this.undos.push(button);
    const over = setTimeout(() => this.forget(button), 10_000);
    button.addEventListener("click", async () => {
      clearTimeout(over);
      const token = /** @type {HTMLInputElement | null} */ (card.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
      const fields = new FormData();
      fields.set("csrfmiddlewaretoken", token);
      this.forget(button);
      const told = await this.send(address, fields);
      this.say(told.sentence);
      if (told.card) this.replace(line, told.card);
      void /** @type {Counts | null} */ (document.querySelector("desk-counts"))?.refresh();
    });
    return button;
  }

  /** @param {HTMLButtonElement} button */
  forget(button) {
    this.undos = this.undos.filter((each) => each !== button);
    button.remove();
  }

  /** @param {string} sentence */
  say(sentence) {
    const place = this.querySelector("[data-told]");
    if (place) place.textContent = sentence;
  }
}

customElements.define("desk-counts", Counts);
customElements.define("desk-queue", Queue);
