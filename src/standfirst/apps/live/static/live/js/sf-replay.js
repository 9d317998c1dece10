// @ts-check
/** A minute is a link that works without this script; with it the video goes there at once, and says where it is. */
class Replay extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    this.addEventListener("click", this);
    this.video?.addEventListener("timeupdate", this);
    for (const button of this.shares) button.hidden = false;
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
    this.video?.removeEventListener("timeupdate", this);
  }

  get shares() {
    return /** @type {HTMLButtonElement[]} */ ([...this.querySelectorAll("[data-share]")]);
  }

  get places() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.querySelectorAll("a[data-at]")]);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "timeupdate") return this.mark(this.video?.currentTime ?? 0);
    const target = event.target instanceof Element ? event.target : null;
    const share = /** @type {HTMLButtonElement | null | undefined} */ (target?.closest("[data-share]"));
    if (share) return void this.share(share);
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    const place = /** @type {HTMLAnchorElement | null | undefined} */ (target?.closest("a[data-at]"));
    if (place && !ctrlKey && !metaKey && !shiftKey && this.seek(Number(place.dataset.at))) this.arrive(event, place);
  }

  /** Whether there is something to be moved. @param {number} at @returns {boolean} */
  seek(at) {
    if (this.video) {
      this.video.currentTime = at;
      void this.video.play().catch(() => {}); // where the browser wants to be asked first, it waits there
      this.mark(at);
      return true;
    }
    const frame = this.querySelector("iframe");
    if (!frame) return false;
    frame.src = this.begun(frame.src, at);
    this.mark(at);
    return true;
  }

  /** A player begins where its address says so. @param {string} address @param {number} at */
  begun(address, at) {
    const url = new URL(address);
    if (url.hostname === "player.vimeo.com") url.hash = `t=${at}s`;
    else url.searchParams.set("start", String(at));
    return String(url);
  }

  /** The address says where one is, and the place in the transcript is shown. @param {Event} event @param {HTMLAnchorElement} place */
  arrive(event, place) {
    event.preventDefault();
    history.replaceState(null, "", place.getAttribute("href"));
    if (place.closest(".said")) return;
    const screen = this.querySelector(".screen");
    screen?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} at in seconds */
  mark(at) {
    for (const list of this.querySelectorAll(".ribbon, .chapters, .script")) {
      const places = this.places.filter((place) => list.contains(place));
      const current = places.findLast((place) => Number(place.dataset.at) <= at + 0.25);
      for (const place of places) {
        if (place !== current) place.removeAttribute("aria-current");
        else if (!place.hasAttribute("aria-current")) place.setAttribute("aria-current", "true");
      }
    }
  }

  /** @param {HTMLButtonElement} button */
  async share(button) {
    const { share: url, text } = button.dataset;
    if (navigator.share) return void navigator.share({ text, url }).catch(() => {});
    await navigator.clipboard?.writeText(`${text} ${url}`);
    button.textContent = navigator.clipboard ? "Copied, with its minute" : `${url}`;
  }
}

customElements.define("sf-replay", Replay);
