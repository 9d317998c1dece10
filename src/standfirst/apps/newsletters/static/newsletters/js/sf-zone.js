// @ts-check
/** Offers the time zone of the browser: in a select it is chosen by a button, a box is left for the reader to tick. Nothing is
 * sent before the reader says so, and the select works without. */
class Zone extends HTMLElement {
  connectedCallback() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "", offer = /** @type {HTMLElement | null} */ (this.querySelector("[data-offer]"));
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector("[type=checkbox]")), select = this.querySelector("select");
    if (!zone || !offer || (select && ![...select.options].some((each) => each.value === zone && !each.selected))) return;
    for (const each of offer.querySelectorAll("bdi")) each.textContent = zone.replaceAll("_", " ");
    if (box) box.value = zone;
    offer.querySelector("button")?.addEventListener("click", () => {
      if (select) select.value = zone;
      offer.hidden = true;
      select?.focus();
    });
    offer.hidden = false;
  }
}

customElements.define("sf-zone", Zone);
