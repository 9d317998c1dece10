// @ts-check
/** What it holds is asked for again every so many milliseconds, and put in its place when it has changed: for screens that
 * nobody touches. Without this script the page shows what was true when it was opened. */
class Again extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => void this.ask(), Number(this.getAttribute("every")) || 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async ask() {
    if (this.asks) return;
    this.asks = true;
    const headers = { "X-Part": "yes" };
    const answer = await fetch(this.getAttribute("src") ?? "", { credentials: "same-origin", headers }).catch(() => null);
    const text = answer?.status === 200 && !answer.redirected ? await answer.text().catch(() => null) : null;
    this.asks = false;
    if (text === null || text === this.shown || !this.isConnected) return;
    this.shown = text;
    this.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  }
}

customElements.define("sf-again", Again);
