// @ts-check
/** The interview on the screen: what is on air, what is asked and how often it was voted for, as the feed tells it. Votes go
 * out by PUT and DELETE; every link works without. Texts of people are set as text. Nothing moves under a finger. */
const STILL = 2_500, TURN = 1_000, FROM_NOW = 3_000;

/** @typedef {{ key: string, text: string, by: string, votes: number | null, at: string, label: string, state: string, edited: boolean, lang?: string, also?: number }} Card */
/** @typedef {{ token: string, votes: string[], own: string[], mayVote: boolean }} Mine */

class Live extends HTMLElement {
  /** @type {Mine | null} */ #mine = null;
  #order = "votes";
  #touched = 0;
  /** @type {Set<string>} what was taken back, which nothing that comes late brings again */ #gone = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #turn;

  connectedCallback() {
    this.#order = this.querySelector("nav.order [aria-current]")?.getAttribute("data-order") ?? "votes";
    for (const each of ["live:frame", "live:mine", "click", "pointermove", "pointerdown", "focusin"]) this.addEventListener(each, this);
    for (const time of this.querySelectorAll("[data-slot=at]")) localise(/** @type {HTMLTimeElement} */ (time));
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.type === "live:frame") this.#hear(/** @type {CustomEvent} */ (event).detail);
    else if (event.type === "live:mine") this.#know(/** @type {CustomEvent<Mine>} */ (event).detail);
    else if (event.type === "click") this.#click(/** @type {MouseEvent} */ (event), target);
    else if (target.closest("[data-list]")) this.#touched = Date.now();
  }

  /** @param {{ event: string, content: any }} frame */
  #hear({ event, content }) {
    if (event === "snapshot") this.#all(content);
    else if (event === "delta") this.#some(content);
    else if (event === "air") this.#later(() => this.#air(content.now));
    else if (event === "stage") this.#stage(content);
    this.#arrange();
  }

  /** The picture is late, and what is on air is shown beside it. @param {() => void} act */
  #later(act) {
    const seconds = this.querySelector("video, iframe") ? Number(this.dataset.delay) || 0 : 0;
    if (seconds) setTimeout(act, seconds * 1000); else act();
  }

  /** @param {{ stage: string, asking: boolean, now: Card | null, questions: Card[], answered: Card[], counts: { answered: number } }} state */
  #all(state) {
    const there = new Set([...state.questions, ...state.answered].map((card) => card.key));
    for (const row of this.#rows()) if (!there.has(row.dataset.key ?? "")) row.remove();
    for (const card of [...state.questions, ...state.answered]) this.#put(card);
    this.#later(() => this.#air(state.now));
    this.#stage(state);
  }

  /** @param {{ counters: Record<string, number>, upsert: Card[], gone: string[] }} delta */
  #some({ counters, upsert, gone }) {
    for (const card of upsert) this.#put(card);
    for (const [key, votes] of Object.entries(counters)) count(this.#row(key), votes);
    for (const key of gone) this.#drop(key);
  }

  /** @param {string} key */
  #drop(key) {
    this.#gone.add(key);
    this.#row(key)?.remove();
    const section = /** @type {HTMLElement | null} */ (this.querySelector("[data-onair]"));
    if (section?.dataset.key === key) this.#air(null);
  }

  /** @param {Card} card */
  #put(card) {
    this.#gone.delete(card.key);
    const list = { open: "open", not_reached: "open", answered: "answered" }[card.state];
    const place = list && this.querySelector(`[data-list=${list}]`);
    const before = this.#row(card.key);
    if (!place) { before?.remove(); return; }
    const row = before?.dataset.state === card.state ? before : this.#blank(card);
    fill(row, card);
    if (row !== before) before?.remove();
    if (row.parentElement !== place) place.append(row);
    this.#mark(row);
  }

  /** A row as the page makes them; only what is open can be voted for. @param {Card} card */
  #blank(card) {
    const form = /** @type {HTMLTemplateElement} */ (this.querySelector("[data-blank]"));
    const row = /** @type {HTMLElement} */ (form.content.querySelector("li")?.cloneNode(true));
    if (card.state !== "open") still(row);
    return row;
  }

  /** @param {Card | null} card */
  #air(card) {
    if (card && this.#gone.has(card.key)) card = null;
    const section = /** @type {HTMLElement | null} */ (this.querySelector("[data-onair]"));
    if (!section) return;
    section.hidden = !card;
    section.dataset.key = card?.key ?? "";
    if (!card) return;
    write(section, "text", card.text);
    write(section, "by", card.by || "Somebody");
    write(section, "votes", String(card.votes ?? ""));
    show(section, "tally", card.votes !== null);
    this.#row(card.key)?.remove();
  }

  /** @param {{ stage: string, asking: boolean }} told */
  #stage({ stage, asking }) {
    this.querySelector("sf-asking")?.dispatchEvent(new CustomEvent("live:asking", { detail: asking }));
    const was = this.dataset.state;
    if (stage === was) return;
    this.dataset.state = stage;
    setTimeout(() => void this.#renew(was), Math.random() * FROM_NOW);
  }

  /** The page of the new stage is shared, so that everybody may ask for it. A picture that plays goes on. @param {string} [was] */
  async #renew(was) {
    const answer = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const [head, fresh] = [this.querySelector("#stage"), page?.querySelector("#stage")];
    if (head && fresh) head.replaceWith(fresh);
    if (page && ("ended" === page.querySelector("sf-live")?.getAttribute("data-state") || was === "ended")) this.#below(page);
    const screen = this.querySelector(".screen"), other = page?.querySelector(".screen");
    if (screen && other && !screen.querySelector("video, iframe") && other.querySelector("video, sf-player")) screen.replaceWith(other);
  }

  /** It is over: what was asked, and the count, in place of what waits; or it goes on. What is one's own stays. @param {Document} page */
  #below(page) {
    const below = this.querySelector("[data-below]"), fresh = page.querySelector("[data-below]"), own = this.querySelector("sf-asking");
    if (!below || !fresh) return;
    this.#order = fresh.querySelector("nav.order [aria-current]")?.getAttribute("data-order") ?? "votes";
    if (own) fresh.querySelector("sf-asking")?.replaceWith(own);
    below.replaceWith(fresh);
    for (const time of fresh.querySelectorAll("[data-slot=at]")) localise(/** @type {HTMLTimeElement} */ (time));
    if (this.dataset.state === "ended") own?.dispatchEvent(new CustomEvent("live:over"));
    for (const row of this.#rows()) this.#mark(row);
  }

  /** @param {Mine} mine */
  #know(mine) {
    this.#mine = mine;
    for (const row of this.#rows()) this.#mark(row);
  }

  /** A link becomes a button once it is known whose vote it is. @param {HTMLElement} row */
  #mark(row) {
    const control = row.querySelector("[data-vote]");
    if (!this.#mine?.mayVote || !control) return;
    if (this.#mine.own.includes(row.dataset.key ?? "")) { still(row); return; }
    const button = control instanceof HTMLButtonElement ? control : document.createElement("button");
    if (button !== control) {
      button.type = "button";
      button.className = control.className;
      button.dataset.vote = "";
      button.append(...control.childNodes);
      control.replaceWith(button);
    }
    const voted = this.#mine.votes.includes(row.dataset.key ?? "");
    button.setAttribute("aria-pressed", String(voted));
    write(button, "word", voted ? "voted" : "vote");
  }

  /** @param {MouseEvent} event @param {Element} target */
  #click(event, target) {
    const button = /** @type {HTMLButtonElement | null} */ (target.closest("button[data-vote]"));
    if (button) { void this.#vote(button); return; }
    const order = target.closest("a[data-order]");
    if (!order || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.#choose(order.getAttribute("data-order") ?? "votes");
  }

  /** @param {HTMLButtonElement} button */
  async #vote(button) {
    const row = /** @type {HTMLElement | null} */ (button.closest("[data-key]")), key = row?.dataset.key, mine = this.#mine;
    if (!row || !key || !mine || button.getAttribute("aria-busy") === "true") return;
    const wanted = button.getAttribute("aria-pressed") !== "true";
    const before = row.dataset.votes;
    button.setAttribute("aria-busy", "true");
    this.#cast(row, wanted, before ? Number(before) + (wanted ? 1 : -1) : null);
    const answer = await fetch(`/live/q/${key}/vote/`, { method: wanted ? "PUT" : "DELETE", headers: { "X-CSRFToken": mine.token }, credentials: "same-origin" }).catch(() => null);
    button.removeAttribute("aria-busy");
    if (answer?.ok) { this.#tell(wanted ? "You have voted." : "Your vote is taken back."); return; }
    this.#cast(row, !wanted, before ? Number(before) : null);
    const told = await answer?.json().catch(() => null);
    this.#tell(told?.words ?? "There is no connection. Your vote was not counted.", true);
  }

  /** @param {HTMLElement} row @param {boolean} voted @param {number | null} votes */
  #cast(row, voted, votes) {
    const mine = /** @type {Mine} */ (this.#mine), key = row.dataset.key ?? "";
    mine.votes = voted ? [...mine.votes, key] : mine.votes.filter((each) => each !== key);
    if (votes !== null) count(row, votes);
    this.#mark(row);
  }

  /** @param {string} words */
  #tell(words, seen = false) {
    const told = this.querySelector("[data-told]");
    if (!told) return;
    told.className = seen ? "refusal below-4" : "hidden";
    told.textContent = words;
  }

  /** @param {string} order */
  #choose(order) {
    this.#order = order;
    for (const link of this.querySelectorAll("a[data-order]")) {
      if (link.getAttribute("data-order") === order) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
    this.#touched = 0;
    this.#arrange();
  }

  /** Soon, and once however much comes; later while somebody is about to press something. */
  #arrange() {
    clearTimeout(this.#turn);
    const left = this.#touched + STILL - Date.now();
    if (left > 0) { this.#count(); this.#turn = setTimeout(() => this.#arrange(), Math.max(left, TURN)); return; }
    for (const list of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-list]"))) {
      list.hidden = (list.dataset.list === "answered") !== (this.#order === "answered");
      if (list.dataset.list === "answered") continue;
      const rows = /** @type {HTMLElement[]} */ ([...list.children]);
      const sorted = [...rows].sort(this.#order === "votes" ? byVotes : byTime);
      if (sorted.some((row, place) => row !== rows[place])) list.append(...sorted);
    }
    this.#count();
  }

  #count() {
    const many = this.querySelectorAll("[data-list=answered] > li").length;
    for (const each of this.querySelectorAll("[data-count=answered]")) each.textContent = String(many);
    const none = /** @type {HTMLElement | null} */ (this.querySelector("[data-none]"));
    if (none) none.hidden = this.#order === "answered" || this.querySelector("[data-list=open] > li") !== null;
  }

  /** @param {string} key */
  #row(key) { return /** @type {HTMLElement | null} */ (this.querySelector(`[data-list] > [data-key="${CSS.escape(key)}"]`)); }

  #rows() { return /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-list] > [data-key]")); }
}

/** @param {HTMLElement} one @param {HTMLElement} other */
const byVotes = (one, other) => Number(other.dataset.votes) - Number(one.dataset.votes) || byTime(other, one);

/** @param {HTMLElement} one @param {HTMLElement} other */
const byTime = (one, other) => Date.parse(other.dataset.at ?? "") - Date.parse(one.dataset.at ?? "");

/** @param {Element} within @param {string} slot @param {string} words */
function write(within, slot, words) {
  for (const each of within.querySelectorAll(`[data-slot=${slot}]`)) if (each.textContent !== words) each.textContent = words;
}

/** @param {Element} within @param {string} slot @param {boolean} shown */
function show(within, slot, shown) {
  const there = /** @type {HTMLElement | null} */ (within.querySelector(`[data-slot=${slot}]`));
  if (there) there.hidden = !shown;
}

/** The number alone, where nobody can vote. @param {HTMLElement} row */
function still(row) {
  const vote = row.querySelector("[data-vote]"), number = vote?.querySelector("[data-slot=votes]"), word = vote?.querySelector("[data-slot=word]");
  if (!vote || !number || !word) return;
  const place = document.createElement("p");
  place.className = "vote vote--still";
  place.append(number, " ", word);
  vote.replaceWith(place);
  count(row, row.dataset.votes ? Number(row.dataset.votes) : null);
}

/** @param {HTMLElement | null} row @param {number | null} votes */
function count(row, votes) {
  if (!row) return;
  row.dataset.votes = votes === null ? "" : String(votes);
  write(row, "votes", row.dataset.votes);
  if (!row.querySelector("[data-vote]")) write(row, "word", votes === null ? "" : votes === 1 ? "vote" : "votes");
}

/** @param {HTMLElement} row @param {Card} card */
function fill(row, card) {
  Object.assign(row.dataset, { key: card.key, state: card.state, at: card.at });
  row.id = `q-${card.key}`;
  write(row, "text", card.text);
  write(row, "by", card.by || "Somebody");
  write(row, "label", card.label);
  write(row, "others", String(card.also ?? 0));
  show(row, "label", card.label !== "");
  show(row, "edited", card.edited);
  show(row, "also", Boolean(card.also));
  count(row, card.votes);
  if (card.lang) row.querySelector("h3")?.setAttribute("lang", card.lang);
  row.querySelector("a[data-vote]")?.setAttribute("href", `/live/q/${card.key}/vote/`);
  const time = /** @type {HTMLTimeElement | null} */ (row.querySelector("[data-slot=at]"));
  if (time) { time.dateTime = card.at; localise(time); }
}

/** In the reader's own zone. @param {HTMLTimeElement} time */
function localise(time) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.getTime())) return;
  const language = document.documentElement.lang || undefined;
  const words = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
  if (time.textContent !== words) time.textContent = words;
}

customElements.define("sf-live", Live);
