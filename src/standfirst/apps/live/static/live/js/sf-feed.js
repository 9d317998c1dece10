// @ts-check
/** Brings what happens in a room: one stream for all tabs of a browser, and the state from time to time where there is none.
 * It says each frame as a “live:frame” event on itself, and the screen around it shows it. */
const EVENTS = ["snapshot", "delta", "air", "stage"];
const POLL = 3_000, SPREAD = 2_000, LATER = 90_000, HIDDEN = 30_000, AGAIN = 1_200;

/** @typedef {{ event: string, epoch: string, seq: number, content: any }} Frame */

class Feed extends HTMLElement {
  /** @type {EventSource | null} */ #source = null;
  /** @type {BroadcastChannel | null} */ #others = null;
  /** @type {(() => void) | null} */ #release = null;
  /** @type {AbortController | null} */ #waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #sleep;
  #epoch = "";
  #seq = 0;
  #catching = false;
  #isOn = false;
  /** @type {Map<number, Frame>} */ #early = new Map();

  connectedCallback() {
    const [epoch, seq] = (this.getAttribute("cursor") ?? ".0").split(".");
    this.#epoch = epoch ?? "";
    this.#seq = Number(seq);
    if ("BroadcastChannel" in window) {
      this.#others = new BroadcastChannel(this.#name);
      this.#others.addEventListener("message", ({ data }) => this.#hear(data));
    }
    document.addEventListener("visibilitychange", this);
    this.#begin();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this);
    this.#end();
    this.#others?.close();
  }

  /** A tab that nobody looks at leaves the stream to another. */
  handleEvent() {
    clearTimeout(this.#sleep);
    if (document.hidden) this.#sleep = setTimeout(() => this.#end(), HIDDEN);
    else if (!this.#source && !this.#timer && !this.#waiting) this.#begin();
  }

  get #name() { return `live ${this.getAttribute("stream")}`; }

  /** One tab has the stream; the others hear what it tells, and one of them follows when it goes. */
  #begin() {
    this.#isOn = true;
    if (!("locks" in navigator) || !this.#others) { this.#open(); return; }
    void navigator.locks.request(this.#name, { ifAvailable: true }, (lock) => lock ? this.#lead() : this.#follow());
  }

  #lead() {
    this.#waiting = null;
    this.#open();
    return new Promise((resolve) => { this.#release = () => resolve(undefined); });
  }

  #follow() {
    void this.#catchUp();
    this.#waiting = new AbortController();
    navigator.locks.request(this.#name, { signal: this.#waiting.signal }, () => this.#lead()).catch(() => undefined);
  }

  #end() {
    this.#isOn = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#source?.close();
    this.#source = null;
    this.#waiting?.abort();
    this.#waiting = null;
    this.#release?.();
    this.#release = null;
  }

  #open() {
    const source = new EventSource(`${this.getAttribute("stream")}?c=${this.#epoch}.${this.#seq}`);
    this.#source = source;
    for (const event of EVENTS) {
      source.addEventListener(event, (told) => {
        const [epoch, seq] = told.lastEventId.split(".");
        const frame = { event, epoch: epoch ?? "", seq: Number(seq), content: JSON.parse(told.data) };
        this.#others?.postMessage(frame);
        this.#hear(frame);
      });
    }
    source.addEventListener("degrade", () => this.#askInstead());
    source.addEventListener("elsewhere", () => this.#askInstead());
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) this.#askInstead(); });
  }

  /** Where there is no place on a stream: the state, every few seconds, and later the stream again. */
  #askInstead() {
    this.#source?.close();
    this.#source = null;
    const until = Date.now() + LATER * (1 + Math.random());
    const again = async () => {
      const answer = await this.#catchUp();
      if (!this.#isOn) return;
      if (answer === 403 || answer === 404) { this.#timer = undefined; return; }
      if (Date.now() > until) { this.#timer = undefined; this.#open(); return; }
      this.#timer = setTimeout(again, POLL + Math.random() * SPREAD);
    };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(again, Math.random() * SPREAD);
  }

  /** What is new is shown in its order; where something is missing before it, it waits, and everything is asked for. @param {Frame} frame */
  #hear(frame) {
    const goesOn = frame.epoch === this.#epoch;
    if (frame.event !== "snapshot" && goesOn && frame.seq <= this.#seq) return;
    if (frame.event === "snapshot" || (goesOn && frame.seq === this.#seq + 1)) { this.#show(frame); return; }
    this.#early.set(frame.seq, frame);
    void this.#catchUp();
  }

  /** And what came too early and has its turn now. @param {Frame} frame */
  #show(frame) {
    if (frame.epoch !== this.#epoch) for (const [seq, each] of this.#early) if (each.epoch !== frame.epoch) this.#early.delete(seq);
    this.#epoch = frame.epoch;
    this.#seq = frame.seq;
    this.dispatchEvent(new CustomEvent("live:frame", { detail: frame, bubbles: true }));
    for (const seq of this.#early.keys()) if (seq <= this.#seq) this.#early.delete(seq);
    const next = this.#early.get(this.#seq + 1);
    if (next) this.#show(next);
  }

  /** The state may be a second old, so that it is asked for again while something waits. @returns {Promise<number>} the status of the answer; 0 without a connection */
  async #catchUp() {
    if (this.#catching) return 200;
    this.#catching = true;
    const answer = await fetch(this.getAttribute("state") ?? "", { credentials: "same-origin" }).catch(() => null);
    const state = answer?.ok ? await answer.json().catch(() => null) : null;
    this.#catching = false;
    if (state && (state.epoch !== this.#epoch || state.seq >= this.#seq)) this.#hear({ event: "snapshot", epoch: state.epoch, seq: state.seq, content: state });
    if (answer?.ok && this.#early.size) setTimeout(() => void this.#catchUp(), AGAIN);
    return answer?.status ?? 0;
  }
}

customElements.define("sf-feed", Feed);
