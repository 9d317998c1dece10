// @ts-check
/** How far long work is, asked once a second until it is done; without this script the page has a link to look again. */
class Progress extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("src")) this.timer = setInterval(() => this.ask(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async ask() {
    const answer = await fetch(this.getAttribute("src") ?? "", { credentials: "same-origin" }).catch(() => null);
    if (!answer || answer.status !== 200 || answer.redirected || !this.isConnected) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.replaceChildren(...parsed.body.childNodes);
    if (this.querySelector('[data-state="sent"], [data-state="running"]')) return;
    clearInterval(this.timer);
    location.reload();
  }
}

customElements.define("desk-progress", Progress);
