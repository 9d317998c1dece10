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

/** @type {WeakMap<HTMLDetailsElement, Promise<void>>} */
const filled = new WeakMap();

/** Once, however often it is asked for. @param {HTMLDetailsElement} panel @returns {Promise<void>} */
function open(panel) {
  if (!panel.open) return Promise.resolve();
  const filling = filled.get(panel) ?? fill(panel, panel.dataset.talk ?? "");
  filled.set(panel, filling);
  return filling;
}

/** @param {HTMLDetailsElement} panel @param {string} address */
async function fill(panel, address) {
  const answer = await ask(address).catch(() => null);
  const found = answer?.ok && parsed(await answer.text()).querySelector("#conversation");
  if (!found) { filled.delete(panel); return; }
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
  const ignored = new Set(mine.ignored.map((/** @type {number} */ id) => `c${id}`));
  for (const each of all(talk, "article.comment")) fold(each, ignored.has(each.id));
  const mineOnly = new Set(mine.own.map((/** @type {number} */ id) => `c${id}`));
  for (const id of mine.own) own(talk.querySelector(`#c${id}`), id, mine.changeable.includes(id));
  if (mine.seen_until) all(talk, "article.comment").filter((each) => (each.dataset.at ?? "") > mine.seen_until && !mineOnly.has(each.id)).forEach(unseen);
  const latest = all(talk, "article.comment").map((each) => each.dataset.at ?? "").sort().at(-1);
  if (latest) void ask(`/comments/${talk.dataset.article}/mine.json`, { method: "POST", body: new URLSearchParams({ until: latest }), headers: { "X-CSRFToken": token } });
}

/** @param {Element | null} comment @param {number} id @param {boolean} canChange */
function own(comment, id, canChange) {
  const acts = comment?.querySelector(".comment__acts");
  if (!acts || acts.querySelector("[href$='/delete/']")) return;
  for (const link of acts.querySelectorAll("[href$='/report/'], [href$='/ignore/']")) link.remove();
  const offered = [...(canChange ? [["edit", "Change"]] : []), ["delete", "Delete"]];
  for (const [act, words] of offered) {
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
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("a[data-say], a[data-recommend], a[data-more], a[data-new], a[data-ignore], button[data-show-preview]"));
  if (!link || /** @type {MouseEvent} */ (event).ctrlKey || /** @type {MouseEvent} */ (event).metaKey) return;
  if (link.matches("[data-show-preview]")) return preview(/** @type {HTMLFormElement} */ (link.closest("form")));
  if (!talk.dataset.signedIn && !link.matches("[data-more], [data-new]") || link.getAttribute("href")?.startsWith("#")) return;
  event.preventDefault();
  if (link.matches("[data-new]")) return show(talk, link);
  if (link.matches("[data-more]")) return more(talk, link);
  if (link.matches("[data-recommend]")) return recommend(link);
  if (link.matches("[data-ignore]")) return ignore(talk, link);
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

/** Only the name is left of somebody whom the reader ignores, and the way to read them again. @param {HTMLElement} article @param {boolean} on */
function fold(article, on) {
  article.classList.toggle("comment--ignored", on);
  const by = article.querySelector(".comment__by"), there = by?.querySelector("[data-ignore]");
  if (!on) there?.remove();
  if (!on || there || !by) return;
  const again = document.createElement("a");
  again.href = `/comments/c/${article.id.slice(1)}/ignore/`;
  again.dataset.ignore = "no";
  again.textContent = "You ignore them. Read them again";
  by.append(" ", again);
}

/** All that the same reader says here. @param {HTMLElement} talk @param {HTMLAnchorElement} link */
async function ignore(talk, link) {
  const article = link.closest("article"), wanted = link.dataset.ignore === "no" ? "no" : "yes";
  const answer = await ask(link.href, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ wanted }) }).catch(() => null);
  if (!answer?.ok) { location.assign(link.href); return; }
  await mark(talk);
  /** @type {HTMLElement | null | undefined} */ (article?.querySelector(wanted === "yes" ? ".comment__by [data-ignore]" : ".comment__acts [data-ignore]"))?.focus();
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

/** What came since goes into its places; what is read, and the focus, stay where they are. @param {HTMLElement} talk @param {HTMLAnchorElement} link */
async function show(talk, link) {
  const answer = await ask(link.href).catch(() => null);
  const page = answer?.ok && parsed(await answer.text()).querySelector("#new");
  if (!page) { location.assign(link.href); return; }
  const shown = new Set(all(talk, "article.comment").map((each) => each.id));
  const fresh = all(page, ".thread--roots > li").filter((each) => !shown.has(each.querySelector("article")?.id ?? ""));
  const stay = hold(talk);
  for (const item of [...fresh].reverse()) put(talk, item, link);
  stay();
  talk.dataset.posted = /** @type {HTMLElement} */ (page).dataset.posted;
  talk.dataset.own = "0";
  link.dataset.from = (link.getAttribute("href") ?? "").split("?")[0];
  link.closest(".talk__new")?.classList.remove("talk__new--some");
  link.textContent = fresh.length ? `${fresh.length} shown: go to ${fresh.length > 1 ? "the first" : "it"}` : "Nothing new has come";
  link.href = fresh.length ? `#${talk.querySelector(".comment--fresh")?.id}` : `${link.dataset.from}?since=${talk.dataset.posted}`;
  if (talk.dataset.signedIn) void mark(talk);
}

/** What somebody else has said. @param {HTMLElement} talk @param {HTMLElement} item @param {HTMLElement} link */
function put(talk, item, link) {
  const article = /** @type {HTMLElement} */ (item.querySelector("article"));
  unseen(article);
  article.classList.add("comment--fresh");
  const above = item.dataset.under && talk.querySelector(`#c${item.dataset.under}`)?.closest("li");
  if (above) item.querySelector("[data-plain]")?.remove();
  place(talk, item, above || null, link);
}

/** Under what it answers, where that is shown; else above all others. @param {HTMLElement} talk @param {HTMLElement} item @param {HTMLElement | null} above @param {HTMLElement} link */
function place(talk, item, above, link) {
  if (!above) { rootsOf(talk, link).prepend(item); return; }
  let list = above.querySelector(":scope > .thread");
  if (!list) { list = document.createElement("ol"); list.className = "thread"; (above.querySelector(":scope > form.say") ?? above.querySelector(":scope > article"))?.after(list); }
  list.append(item);
}

/** Made where nobody had said anything. @param {HTMLElement} talk @param {HTMLElement} link */
function rootsOf(talk, link) {
  const there = talk.querySelector(".thread--roots");
  if (there) return there;
  const list = document.createElement("ol");
  list.className = "thread thread--roots";
  link.closest(".talk__new")?.nextElementSibling?.replaceWith(list);
  return list;
}

/** Who reads further down goes on there; from the top, what is new is seen at once. @param {HTMLElement} talk @returns {() => void} */
function hold(talk) {
  for (const each of all(talk, ".comment--fresh")) each.classList.remove("comment--fresh");
  const roots = talk.querySelector(".thread--roots");
  const read = roots && roots.getBoundingClientRect().top < 0 ? all(talk, "article.comment").find((each) => each.getBoundingClientRect().bottom > 0) : null;
  const before = read?.getBoundingClientRect().top ?? 0;
  document.documentElement.style.overflowAnchor = "none";
  return () => {
    if (read) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => document.documentElement.style.removeProperty("overflow-anchor"));
  };
}

/** Marked in words. @param {HTMLElement} article */
function unseen(article) {
  if (article.classList.contains("comment--new")) return;
  article.classList.add("comment--new");
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.textContent = "New";
  article.querySelector(".comment__by > b")?.after(" ", badge);
}

/** A passage of the article that somebody wants to talk about. @param {CustomEvent<{passage: string, address: string}>} event */
async function quote(event) {
  const panel = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details[data-talk]"));
  if (!panel) return;
  event.preventDefault();
  const { passage, address } = event.detail;
  panel.open = true;
  await open(panel);
  const link = /** @type {HTMLAnchorElement | null} */ (panel.querySelector(".say-here a[data-say]"));
  if (!link) { location.assign(address); return; }
  await say(link, address);
  const form = link.closest(".say-here")?.querySelector(":scope > form.say"), field = form && fieldOf(form, "quote");
  if (!form || !field) return;
  field.value = passage;
  keep(field);
  prepare(form);
}

/** @param {Element} form @param {string} name */
const fieldOf = (form, name) => /** @type {HTMLTextAreaElement | null} */ (form.querySelector(`textarea[name=${name}]`));

/** @param {HTMLAnchorElement} link @param {string} [address] of the form, where it is to hold more */
async function say(link, address = link.href) {
  const there = link.closest("li, .say-here");
  const before = there?.querySelector(":scope > form.say");
  if (before) { fieldOf(before, "source")?.focus(); return; }
  const answer = await ask(address).catch(() => null);
  const form = answer?.ok && !answer.redirected && parsed(await answer.text()).querySelector("form.say");
  if (!form || !there) { location.assign(address); return; }
  const article = there.querySelector(":scope > article");
  if (article) article.after(form); else there.append(form);
  prepare(form);
  fieldOf(form, "source")?.focus();
}

/** @param {Element} form */
function prepare(form) {
  const button = /** @type {HTMLElement | null} */ (form.querySelector("[data-show-preview]"));
  for (const field of /** @type {HTMLTextAreaElement[]} */ (all(form, "textarea"))) {
    field.value ||= (form.hasAttribute("data-draft") && localStorage.getItem(nameOf(form, field))) || "";
    const folded = field.value && field.closest("details");
    if (folded) folded.open = true;
  }
  if (button) button.hidden = false;
}

/** @param {Element} form @param {HTMLTextAreaElement} field */
const nameOf = (form, field) => `draft ${form.getAttribute("data-draft")}${field.name === "source" ? "" : ` ${field.name}`}`;

/** @param {HTMLElement} field */
function keep(field) {
  const form = field.closest("form.say[data-draft]");
  if (form && field instanceof HTMLTextAreaElement) localStorage.setItem(nameOf(form, field), field.value);
}

/** @param {HTMLFormElement} form */
async function preview(form) {
  const there = /** @type {HTMLElement | null} */ (form.querySelector("[data-preview]")), text = fieldOf(form, "source");
  const csrf = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=csrfmiddlewaretoken]"));
  if (!there || !text) return;
  const answer = await ask("/comments/preview/", { method: "POST", headers: { "X-CSRFToken": csrf?.value ?? token }, body: new URLSearchParams({ source: text.value }) }).catch(() => null);
  if (!answer?.ok) return;
  there.replaceChildren(...parsed(await answer.text()).body.childNodes);
  there.hidden = false;
}

/** An answer's address has lost the part that names the comment. @param {string} address */
const placeOf = (address) => (/\/c\/(\d+)\/|waits=(\d+)/.exec(address)?.slice(1).filter(Boolean) ?? []).map((number) => `#c${number}`).join("");

/** What was posted stands where it was written, and what waits is said there; a form on a page of its own leads to it. @param {HTMLFormElement} form @param {Response} answer */
async function stand(form, answer) {
  const talk = /** @type {HTMLElement | null} */ (form.closest("#conversation")), number = placeOf(answer.url);
  if (!talk || !number) { location.assign(answer.url + number); return; }
  if (answer.url.includes("waits=")) { form.replaceWith(held(answer.url + number)); focusOn(talk, ".say__waits"); return; }
  const item = parsed(await answer.text()).querySelector(number)?.closest("li");
  const parent = item?.parentElement?.closest("li")?.querySelector("article")?.id;
  const above = parent ? talk.querySelector(`#${parent}`)?.closest("li") : null;
  const link = /** @type {HTMLElement | null} */ (talk.querySelector("a[data-new]"));
  if (!item || (parent ? !above : !link)) { location.assign(answer.url + number); return; }
  form.remove();
  place(talk, item, above ?? null, link ?? talk);
  talk.dataset.own = String(Number(talk.dataset.own ?? 0) + 1);
  focusOn(talk, number);
  void mark(talk);
}

/** @param {string} address */
function held(address) {
  const told = document.createElement("p"), link = document.createElement("a");
  told.className = "note say__waits";
  told.setAttribute("role", "status");
  link.href = address;
  link.textContent = "Your comments";
  told.append("A moderator reads your comment first; until then only you see it, here: ", link, ".");
  return told;
}

/** @param {HTMLElement} talk @param {string} selector */
function focusOn(talk, selector) {
  const there = /** @type {HTMLElement | null} */ (talk.querySelector(selector));
  there?.setAttribute("tabindex", "-1");
  there?.focus({ preventScroll: true });
  there?.scrollIntoView({ block: "nearest" });
}

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
  if (answer.ok) { for (const field of all(form, "textarea")) localStorage.removeItem(nameOf(form, /** @type {HTMLTextAreaElement} */ (field))); await stand(form, answer); return; }
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
    const fresh = head ? head.posted - Number(talk.dataset.posted) - Number(talk.dataset.own ?? 0) : 0;
    if (fresh > 0) announce(talk, fresh);
    watch(talk, fresh > 0 ? POLL : Math.min(pause * 1.5, MOST_POLL));
  }, pause);
}

/** @param {HTMLElement} talk @param {number} fresh */
function announce(talk, fresh) {
  const link = /** @type {HTMLAnchorElement | null} */ (talk.querySelector("a[data-new]"));
  if (!link) return;
  link.dataset.from ??= (link.getAttribute("href") ?? "").split("?")[0];
  link.href = `${link.dataset.from}?since=${talk.dataset.posted}`;
  const words = `${fresh} new: show`;
  if (link.textContent !== words) link.textContent = words;
  link.closest(".talk__new")?.classList.add("talk__new--some");
}

document.addEventListener("talk:quote", (event) => void quote(/** @type {CustomEvent} */ (event)));
for (const panel of /** @type {HTMLDetailsElement[]} */ (all(document, "details[data-talk]"))) {
  panel.addEventListener("toggle", () => void open(panel));
  if (location.hash === "#comments") panel.open = true;
  void open(panel);
}
if (!document.querySelector("details[data-talk]")) all(document, ".talk[data-article], #conversation").forEach(begin);
