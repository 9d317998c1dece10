// @ts-check
// In these something may still happen; whoever gets into another is shown the whole page anew.
const OPEN = '[data-state="sent"], [data-state="running"], [data-state="ready"], [data-state="paused"]';

/** How far long work is, asked every second, or as often as it says, until it is done; without this script the page has a
 * link to look again. */
class Progress extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("src")) this.timer = setInterval(() => this.ask(), Number(this.getAttribute("every")) || 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  /** Other things can be done to what is paused. */
  get isPaused() {
    return this.querySelector('[data-state="paused"]') !== null;
  }

  async ask() {
    const answer = await fetch(this.getAttribute("src") ?? "", { credentials: "same-origin" }).catch(() => null);
    if (!answer || answer.status !== 200 || answer.redirected || !this.isConnected) return;
    const wasPaused = this.isPaused;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.replaceChildren(...parsed.body.childNodes);
    if (this.querySelector(OPEN) && this.isPaused === wasPaused) return;
    clearInterval(this.timer);
    location.reload();
  }
}

customElements.define("desk-progress", Progress);
