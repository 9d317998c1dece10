// @ts-check
/** The producer's desk by keys and without loading anew. Every act is a form that works without this script; what others do
 * is seen within two seconds, and nothing moves under a finger, under the focus or while somebody writes. */
const EVERY = 2000, OFF = "desk-keys-off";
const LOST = "This could not be sent. Nothing has been done; try again.";
const OLD = "The house does not answer. What stands here may be old.";

/** @param {string} text */
const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

/** How many lists it has: with the stage another comes or goes. @param {HTMLElement} board */
const lists = (board) => board.querySelectorAll("[data-list]").length;

class Live extends HTMLElement {
  looks = 0;

  connectedCallback() {
    this.addEventListener("submit", (event) => void this.submit(event));
    this.addEventListener("click", (event) => this.open(event));
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.press(event);
    document.addEventListener("keydown", this.pressed, true);
    this.timer = setInterval(() => { if (!document.hidden) void this.refresh(); }, EVERY);
    this.help();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    if (this.pressed) document.removeEventListener("keydown", this.pressed, true);
  }

  help() {
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector("[data-help]"));
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector("[data-keys]"));
    if (!button || !box) return;
    button.hidden = false;
    button.addEventListener("click", () => this.keys?.showModal());
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener("change", () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes"));
  }

  get keys() {
    return /** @type {HTMLDialogElement | null} */ (this.querySelector("[data-keys-help]"));
  }

  get panel() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("[data-panel]"));
  }

  get rows() {
    const all = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-question]")]);
    return all.filter((row) => row.offsetParent);
  }

  get current() {
    return /** @type {HTMLElement | null} */ (document.activeElement?.closest("[data-question]") ?? null);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const form = target.closest("form");
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && target.matches("textarea") && form) return this.handled(event, () => form.requestSubmit());
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
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
    n: () => this.push(this.querySelector("[data-part=air] [data-act=next]"), "Nothing is next."),
    w: () => this.push(this.querySelector("[data-part=air] [data-act=answered]"), "Nothing is on air."),
    j: () => this.step(1),
    k: () => this.step(-1),
    i: () => this.first("incoming"),
    o: () => this.first("approved"),
    a: () => this.pushRow("approve"),
    x: () => this.pushRow("deck"),
    p: () => this.pushRow("air"),
    e: () => void this.show("edit"),
    m: () => void this.show("merge"),
    l: () => void this.show("label"),
    d: () => void this.show("decline"),
    "?": () => this.keys?.showModal(),
  };

  /** @param {Element | null | undefined} button @param {string} otherwise */
  push(button, otherwise) {
    if (button instanceof HTMLButtonElement) button.form?.requestSubmit(button);
    else this.say(otherwise);
  }

  /** The one in focus; else the first, which is focused now. */
  chosen() {
    if (!this.current) this.rows[0]?.focus();
    return this.current;
  }

  /** @param {string} act */
  pushRow(act) {
    this.push(this.chosen()?.querySelector(`[data-act=${act}]`), "This cannot be done with this question.");
  }

  /** @param {number} by */
  step(by) {
    const rows = this.rows, place = this.current ? rows.indexOf(this.current) + by : 0;
    rows[Math.max(0, Math.min(place, rows.length - 1))]?.focus();
  }

  /** @param {string} list */
  first(list) {
    this.rows.find((row) => row.closest(`[data-list=${list}]`))?.focus();
  }

  /** @param {Event} event */
  open(event) {
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    const link = /** @type {HTMLElement} */ (event.target).closest("a[data-act=open]");
    if (!(link instanceof HTMLAnchorElement) || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    void this.fill(link.href, "");
  }

  /** @param {string} part */
  async show(part) {
    const link = this.chosen()?.querySelector("a[data-act=open]");
    if (link instanceof HTMLAnchorElement) await this.fill(link.href, part);
  }

  /** @param {string} address @param {string} part */
  async fill(address, part) {
    this.from = this.panel.open ? this.from : this.current;
    const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Part": "yes" } }).catch(() => null);
    if (answer?.status !== 200 || answer.redirected) return this.say("This question is not there any more.");
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "button button-small button-secondary", textContent: "Close" });
    close.addEventListener("click", () => this.panel.close());
    this.panel.replaceChildren(close, ...parsed(await answer.text()).childNodes);
    if (!this.panel.open) this.panel.addEventListener("close", () => this.from?.focus(), { once: true });
    if (!this.panel.open) this.panel.showModal();
    const fields = "textarea, select, input:not([type=hidden]), button:not([disabled])";
    const wanted = /** @type {HTMLElement | null} */ (this.panel.querySelector(`[data-panel-act=${part || "none"}]`)?.querySelector(fields) ?? null);
    (wanted ?? close).focus();
  }

  /** @param {Event} event */
  async submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    event.preventDefault();
    if (form.method === "get") return this.fill(`${form.action}?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`, "merge");
    if (form.method !== "post") return form.closest("dialog")?.close();
    if (this.sends) return;
    this.sends = true;
    const row = /** @type {HTMLElement | null} */ (form.closest("[data-question]"));
    const next = row ? this.rows[this.rows.indexOf(row) + 1] : null;
    row?.setAttribute("aria-busy", "true");
    const told = await this.send(form.action, new FormData(form, /** @type {SubmitEvent} */ (event).submitter));
    row?.removeAttribute("aria-busy");
    this.sends = false;
    if (told.done && this.panel.open) this.panel.close();
    await this.refresh(true);
    if (row && !row.isConnected && next?.isConnected) next.focus();
    this.say(told.sentence);
  }

  /** @param {string} address @param {FormData} fields @returns {Promise<{sentence: string, done: boolean}>} */
  async send(address, fields) {
    const body = new URLSearchParams(/** @type {any} */ (fields));
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer && !answer.redirected ? await answer.json().catch(() => null) : null;
    return told ? { ...told, done: answer?.ok } : { sentence: LOST, done: false };
  }

  /** What has changed since. @param {boolean} [own] after a press of one's own, which may move things */
  async refresh(own = false) {
    const board = /** @type {HTMLElement | null} */ (this.querySelector("[data-board]"));
    if (!board) return;
    const look = ++this.looks;
    const address = `${this.getAttribute("src")}&seen=${encodeURIComponent(board.dataset.stamp ?? "")}`;
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (look !== this.looks || !this.isConnected) return;
    if (!answer?.ok || answer.redirected) return this.say(OLD);
    if (this.told === OLD) this.say("");
    if (answer.status !== 200) return;
    const newer = /** @type {HTMLElement | null} */ (parsed(await answer.text()).querySelector("[data-board]"));
    if (!newer || look !== this.looks) return;
    if (lists(board) !== lists(newer)) return board.replaceWith(newer);
    this.renew(board, newer, "[data-part=air]", own);
    if (own || !board.querySelector("[data-part=room] details[open]")) this.renew(board, newer, "[data-part=room]", own);
    for (const list of newer.querySelectorAll("[data-list]")) this.relist(board, /** @type {HTMLElement} */ (list), own);
    board.dataset.stamp = newer.dataset.stamp;
  }

  /** A part of the board, unless it is in use. @param {HTMLElement} board @param {HTMLElement} newer @param {string} part @param {boolean} own */
  renew(board, newer, part, own) {
    const old = board.querySelector(part), now = newer.querySelector(part);
    if (!old || !now || old.innerHTML === now.innerHTML) return;
    const focused = old.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.act : null;
    old.replaceWith(now);
    if (own && focused) /** @type {HTMLElement | null} */ (now.querySelector(`[data-act=${focused}]`))?.focus();
  }

  /** Rows keep their element and, while somebody is in the list, their place. @param {HTMLElement} board @param {HTMLElement} newer @param {boolean} own */
  relist(board, newer, own) {
    const list = board.querySelector(`[data-list="${newer.dataset.list}"]`);
    const rows = list?.querySelector("[data-rows]"), wanted = newer.querySelector("[data-rows]");
    if (!list || !rows || !wanted) return;
    const many = list.querySelector("[data-many]");
    if (many) many.textContent = newer.querySelector("[data-many]")?.textContent ?? "";
    this.renew(list, newer, "[data-further]", own);
    const inUse = !own && (rows.matches(":hover") || rows.contains(document.activeElement));
    const fresh = [...wanted.children].map((row) => this.kept(/** @type {HTMLElement} */ (row)));
    const gone = [...rows.children].filter((row) => !fresh.includes(/** @type {HTMLElement} */ (row)));
    for (const row of gone) row.remove();
    if (inUse) rows.append(...fresh.filter((row) => !row.isConnected || row.parentElement !== rows));
    else if (fresh.some((row, place) => rows.children[place] !== row)) this.reorder(rows, fresh);
  }

  /** The element that stands for it already, brought up to date. @param {HTMLElement} row */
  kept(row) {
    const old = row.id ? document.getElementById(row.id) : null;
    if (!old || !this.contains(old)) return row;
    if (old.dataset.stamp === row.dataset.stamp) return old;
    const focused = old.contains(document.activeElement);
    old.replaceWith(row);
    if (focused) row.focus();
    return row;
  }

  /** @param {Element} rows @param {HTMLElement[]} fresh */
  reorder(rows, fresh) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    rows.replaceChildren(...fresh);
    if (focused && rows.contains(focused)) focused.focus();
  }

  get told() { return this.querySelector("[data-told]")?.textContent ?? ""; }

  /** @param {string} sentence */
  say(sentence) {
    const place = this.querySelector("[data-told]");
    if (place) place.textContent = sentence;
  }
}

customElements.define("desk-live", Live);
