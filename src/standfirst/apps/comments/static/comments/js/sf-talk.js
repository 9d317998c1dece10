// @ts-check
/** The conversation in place: opens below the article, takes replies and recommendations, says what is new. Every link works without. */
const POLL = 15_000, MOST_POLL = 120_000;
/** @type {string} */
let token = "";

/** @param {string} address @param {RequestInit} [options] */
const ask = (address, options = {}) => fetch(address, { credentials: "same-origin", ...options });

/** @param {string} text */
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

/** @param {Document | Element} from @param {string} selector */
const all = (from, selector) => /** @type {HTMLElement[]} */ ([...from.querySelectorAll(selector)]);

/** @param {HTMLDetailsElement} panel */
async function open(panel) {
  const address = panel.dataset.talk;
  if (!panel.open || !address || panel.dataset.filled) return;
  panel.dataset.filled = "yes";
  const answer = await ask(address).catch(() => null);
  const found = answer?.ok && parsed(await answer.text()).querySelector("#conversation");
  if (!found) { panel.dataset.filled = ""; return; }
  for (const link of all(found, "a[href^='?']")) link.setAttribute("href", address + link.getAttribute("href"));
  panel.querySelector("summary ~ *")?.replaceWith(found);
  begin(/** @type {HTMLElement} */ (found));
}

/** @param {HTMLElement} talk */
function begin(talk) {
  talk.addEventListener("click", (event) => void click(talk, event));
  talk.addEventListener("submit", (event) => void submit(event));
  talk.addEventListener("input", (event) => keep(/** @type {HTMLElement} */ (event.target)));
  all(talk, "form.say").forEach(prepare);
  if (talk.dataset.signedIn) void mark(talk);
  if (talk.dataset.posted !== undefined) watch(talk, POLL);
}

/** @param {HTMLElement} talk */
async function mark(talk) {
  const shown = all(talk, "article.comment").map((each) => each.id.slice(1));
  const answer = await ask(`/comments/${talk.dataset.article}/mine.json?shown=${shown.join(",")}`).catch(() => null);
  if (answer?.status !== 200) return;
  const mine = await answer.json();
  token = mine.token;
  const recommended = new Set(mine.recommended);
  for (const link of all(talk, "[data-recommend]")) press(link, recommended.has(Number(link.closest("article")?.id.slice(1))));
  for (const id of mine.ignored) talk.querySelector(`#c${id}`)?.classList.add("comment--ignored");
  for (const id of mine.own) own(talk.querySelector(`#c${id}`), id);
  if (mine.seen_until) all(talk, "article.comment").filter((each) => (each.dataset.at ?? "") > mine.seen_until).forEach((each) => each.classList.add("comment--new"));
  const latest = all(talk, "article.comment").map((each) => each.dataset.at ?? "").sort().at(-1);
  if (latest) void ask(`/comments/${talk.dataset.article}/mine.json`, { method: "POST", body: new URLSearchParams({ until: latest }), headers: { "X-CSRFToken": token } });
}

/** @param {Element | null} comment @param {number} id */
function own(comment, id) {
  const acts = comment?.querySelector(".comment__acts");
  if (!acts) return;
  acts.querySelector("[href$='/report/']")?.remove();
  for (const [act, words] of [["edit", "Change"], ["delete", "Delete"]]) {
    const link = document.createElement("a");
    link.href = `/comments/c/${id}/${act}/`;
    link.textContent = words;
    acts.append(link);
  }
}

/** @param {Element | null} button @param {boolean} on */
function press(button, on) {
  const words = button?.querySelector("span");
  if (!button || !words) return;
  button.setAttribute("role", "button");
  button.setAttribute("aria-pressed", String(on));
  words.textContent = on ? "Recommended" : "Recommend";
}

/** @param {HTMLElement} talk @param {Event} event */
async function click(talk, event) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("a[data-say], a[data-recommend], a[data-more], button[data-show-preview]"));
  if (!link || /** @type {MouseEvent} */ (event).ctrlKey || /** @type {MouseEvent} */ (event).metaKey) return;
  if (link.matches("[data-show-preview]")) return preview(/** @type {HTMLFormElement} */ (link.closest("form")));
  if (!talk.dataset.signedIn && !link.matches("[data-more]")) return;
  event.preventDefault();
  if (link.matches("[data-more]")) return more(talk, link);
  if (link.matches("[data-recommend]")) return recommend(link);
  return say(link);
}

/** @param {HTMLAnchorElement} link */
async function recommend(link) {
  const wanted = link.getAttribute("aria-pressed") === "true" ? "no" : "yes";
  const answer = await ask(link.href, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token }, body: new URLSearchParams({ wanted }) }).catch(() => null);
  if (!answer) return;
  const told = await answer.json().catch(() => ({}));
  const number = link.querySelector("b");
  if (answer.ok && number) { number.textContent = String(told.score); press(link, wanted === "yes"); }
  else if (told.sentence) tell(link, told.sentence);
}

/** @param {HTMLElement} beside @param {string} sentence */
function tell(beside, sentence) {
  const acts = beside.closest(".comment__acts") ?? beside;
  acts.parentElement?.querySelector(".fault")?.remove();
  const told = document.createElement("p");
  told.className = "fault";
  told.setAttribute("role", "alert");
  told.textContent = sentence;
  acts.after(told);
}

/** @param {HTMLElement} talk @param {HTMLAnchorElement} link */
async function more(talk, link) {
  const answer = await ask(link.href).catch(() => null);
  if (!answer?.ok) { location.assign(link.href); return; }
  const page = parsed(await answer.text());
  const holder = link.parentElement;
  const item = holder?.matches(".comment__more") ? holder.parentElement : null;
  let list = item ? item.querySelector(":scope > .thread") : talk.querySelector(".thread--roots");
  if (item && !list) { list = document.createElement("ol"); list.className = "thread"; holder?.before(list); }
  const shown = new Set(all(talk, "article.comment").map((each) => each.id));
  const fresh = all(page, ".thread--roots > li").filter((each) => !shown.has(each.querySelector("article")?.id ?? ""));
  list?.append(...fresh);
  const next = /** @type {HTMLAnchorElement | null} */ (page.querySelector("a[data-more][rel=next]"));
  if (next) link.href = new URL(next.getAttribute("href") ?? "", link.href).href; else holder?.remove();
  fresh[0]?.querySelector("a")?.focus();
  if (talk.dataset.signedIn) void mark(talk);
}

/** @param {HTMLAnchorElement} link */
async function say(link) {
  const there = link.closest("li, .say-here");
  const before = there?.querySelector(":scope > form.say");
  if (before) { before.querySelector("textarea")?.focus(); return; }
  const answer = await ask(link.href).catch(() => null);
  const form = answer?.ok && !answer.redirected && parsed(await answer.text()).querySelector("form.say");
  if (!form || !there) { location.assign(link.href); return; }
  const article = there.querySelector(":scope > article");
  if (article) article.after(form); else there.append(form);
  prepare(/** @type {HTMLFormElement} */ (form));
  form.querySelector("textarea")?.focus();
}

/** @param {Element} form */
function prepare(form) {
  const text = form.querySelector("textarea"), button = /** @type {HTMLElement | null} */ (form.querySelector("[data-show-preview]"));
  const draft = localStorage.getItem(nameOf(form));
  if (text && !text.value && draft) text.value = draft;
  if (button) button.hidden = false;
}

/** @param {Element} form */
const nameOf = (form) => `draft ${form.getAttribute("data-draft")}`;

/** @param {HTMLElement} field */
function keep(field) {
  const form = field.closest("form.say[data-draft]");
  if (form && field instanceof HTMLTextAreaElement) localStorage.setItem(nameOf(form), field.value);
}

/** @param {HTMLFormElement} form */
async function preview(form) {
  const there = /** @type {HTMLElement | null} */ (form.querySelector("[data-preview]")), text = form.querySelector("textarea");
  const csrf = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=csrfmiddlewaretoken]"));
  if (!there || !text) return;
  const answer = await ask("/comments/preview/", { method: "POST", headers: { "X-CSRFToken": csrf?.value ?? token }, body: new URLSearchParams({ source: text.value }) }).catch(() => null);
  if (!answer?.ok) return;
  there.replaceChildren(...parsed(await answer.text()).body.childNodes);
  there.hidden = false;
}

/** An answer's address has lost the part that names the comment. @param {string} address */
const placeOf = (address) => (/\/c\/(\d+)\/|waits=(\d+)/.exec(address)?.slice(1).filter(Boolean) ?? []).map((number) => `#c${number}`).join("");

/** @param {Event} event */
async function submit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("form.say[data-draft]")) return;
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
  const data = new FormData(form, button);
  if (button) button.disabled = true;
  const answer = await ask(form.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (data)) }).catch(() => null);
  if (button) button.disabled = false;
  if (!answer) { tell(form, "There is no connection. What you wrote is kept here."); return; }
  if (answer.ok) { localStorage.removeItem(nameOf(form)); location.assign(answer.url + placeOf(answer.url)); return; }
  const again = parsed(await answer.text()).querySelector("form.say");
  if (!again) { tell(form, "This could not be posted. What you wrote is kept here."); return; }
  form.replaceWith(again);
  prepare(again);
  /** @type {HTMLElement | null} */ (again.querySelector("[role=alert]"))?.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} talk @param {number} pause */
function watch(talk, pause) {
  setTimeout(async () => {
    if (!talk.isConnected) return;
    const answer = document.hidden ? null : await ask(`/comments/${talk.dataset.article}/head.json`).catch(() => null);
    const head = answer?.ok ? await answer.json() : null;
    const fresh = head ? head.posted - Number(talk.dataset.posted) : 0;
    if (fresh > 0) announce(talk, fresh);
    watch(talk, fresh > 0 ? POLL : Math.min(pause * 1.5, MOST_POLL));
  }, pause);
}

/** @param {HTMLElement} talk @param {number} fresh */
function announce(talk, fresh) {
  const line = /** @type {HTMLElement | null} */ (talk.querySelector(".talk__new")), words = talk.querySelector("[data-new]");
  if (!line || !words) return;
  words.textContent = `${fresh} new: show`;
  line.hidden = false;
}

for (const panel of /** @type {HTMLDetailsElement[]} */ (all(document, "details[data-talk]"))) {
  panel.addEventListener("toggle", () => void open(panel));
  if (location.hash === "#comments") panel.open = true;
  void open(panel);
}
if (!document.querySelector("details[data-talk]")) all(document, ".talk[data-article], #conversation").forEach(begin);
