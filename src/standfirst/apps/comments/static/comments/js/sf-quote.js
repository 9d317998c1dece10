// @ts-check
/** Offers to quote what is selected in the article's text. Who selects nothing has a field for it in the form. */
const SHORTEST = 3, LONGEST = 600, SETTLED = 200, EDGE = 12;

/** As they stand in the text, not as they are drawn: a first letter may float, capitals may be made of small ones. @param {Range} range */
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const each of copy.querySelectorAll("p, li, h2, h3, blockquote, figcaption, td, th, br")) each.after(" ");
  return (copy.textContent ?? "").split(/\s+/).filter(Boolean).join(" ");
}

class Quote extends HTMLElement {
  connectedCallback() {
    this.heard ??= () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.settle(), SETTLED); };
    this.pressed ??= (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") this.hidden = true; };
    document.addEventListener("selectionchange", this.heard);
    document.addEventListener("keydown", this.pressed);
    this.onmousedown = (event) => event.preventDefault();
    this.onclick = (event) => this.quote(event);
    this.say ??= this.link.getAttribute("href") ?? "";
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    if (this.heard) document.removeEventListener("selectionchange", this.heard);
    if (this.pressed) document.removeEventListener("keydown", this.pressed);
  }

  get link() {
    return /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
  }

  settle() {
    const selection = document.getSelection(), text = document.querySelector("#text");
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const passage = range ? wordsOf(range) : "";
    if (!text || !range || !text.contains(range.commonAncestorContainer) || passage.length < SHORTEST) {
      if (!this.matches(":focus-within, :active")) this.hidden = true;
      return;
    }
    this.offer(passage, range, text);
  }

  /** @param {string} passage @param {Range} range @param {Element} text */
  offer(passage, range, text) {
    const fits = passage.length <= LONGEST;
    this.passage = passage;
    this.link.href = `${this.say}?quote=${encodeURIComponent(passage)}`;
    this.link.hidden = !fits;
    const told = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    told.className = fits ? "hidden" : "sf-quote__long";
    if (this.hidden || this.fits !== fits) told.textContent = fits ? "The next link quotes what you selected." : `A passage has ${LONGEST} characters at most.`;
    this.fits = fits;
    this.hidden = false;
    this.place(range, text);
  }

  /** After the block in which the selection ends, so that it is the next stop of the Tab key; below its last line. @param {Range} range @param {Element} text */
  place(range, text) {
    let block = /** @type {Node | null} */ (range.endContainer);
    while (block && block.parentNode !== text) block = block.parentNode;
    if (block && block !== this && block.nextSibling !== this) /** @type {ChildNode} */ (block).after(this);
    const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
    const within = (this.offsetParent ?? document.body).getBoundingClientRect();
    const start = Math.max(EDGE, Math.min(end.left, innerWidth - this.offsetWidth - EDGE));
    this.style.left = `${start - within.left}px`;
    this.style.top = `${end.bottom - within.top + EDGE / 2}px`;
  }

  /** The conversation below takes it, where it is open to this reader; else the link leads to the form. @param {MouseEvent} event */
  quote(event) {
    if (event.ctrlKey || event.metaKey || !(/** @type {Element} */ (event.target)).closest("a")) return;
    const taken = !document.dispatchEvent(new CustomEvent("talk:quote", { cancelable: true, detail: { passage: this.passage, address: this.link.href } }));
    if (taken) { event.preventDefault(); this.hidden = true; }
  }
}

customElements.define("sf-quote", Quote);
