// @ts-check
/** Loads a provider's player in place of its link, but only when the reader asks for it. */
class Player extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const address = this.getAttribute("frame");
    if (!link || !address) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.title = this.getAttribute("label") ?? "";
    frame.className = "player__frame";
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    this.replaceChildren(frame);
    frame.focus();
  }
}

customElements.define("sf-player", Player);
