// @ts-check
/** Says a time in the reader's own zone, where that is another than the one it is written in; what it holds stays. */
class When extends HTMLElement {
  connectedCallback() {
    const there = this.querySelector("time"), from = new Date(there?.dateTime ?? ""), until = new Date(there?.dataset.until ?? "");
    if (!there || this.querySelector(".when__own") || Number.isNaN(from.getTime())) return;
    if (-from.getTimezoneOffset() === minutesOf(there.dateTime)) return;
    const own = document.createElement("span");
    own.className = "when__own";
    own.textContent = `Where you are: ${words(from, until)}`;
    this.append(own);
  }
}

/** East of Greenwich, as a time says of itself; Z is 0. @param {string} text */
function minutesOf(text) {
  const found = /([+-])(\d\d):(\d\d)$/.exec(text);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

/** @param {Date} from @param {Date} until */
function words(from, until) {
  const language = document.documentElement.lang || undefined;
  const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(from);
  const hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const zone = new Intl.DateTimeFormat(language, { timeZoneName: "short" }).formatToParts(from).find((part) => part.type === "timeZoneName")?.value ?? "";
  const last = Number.isNaN(until.getTime()) ? "" : `–${hour.format(until)}`;
  return `${day}, ${hour.format(from)}${last} ${zone}`.trim();
}

customElements.define("sf-when", When);
