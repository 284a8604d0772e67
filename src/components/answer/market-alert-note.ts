import type { MarketAlert } from "../../model/market/market-alert.js";
import { element } from "../page/element.js";
import { pageLink } from "../page/page-link.js";

/** That the profile should be looked at again, with the page that says why; null when nothing says so. */
export function marketAlertNote(alert: MarketAlert | null): HTMLElement | null {
  if (alert === null) return null;
  return element`<p class="bw-warnings" role="note" aria-label="Look at the profile again"><strong>${
    alert.strength === "clear" ? "Look at the profile again." : "Worth a look."
  }</strong> ${alert.sentence} <a href=${pageLink("market")}>See how the market moved</a></p>`;
}
