import { element } from "../page/element.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** Shares of a whole as thin bars under each other, written out. */
export function shareBars(
  bars: readonly { readonly label: string; readonly share: number; readonly colour: string }[],
  report: MoneyFacts,
): HTMLElement {
  const f = formatter(report);
  const lines = bars.map(({ label, share, colour }) => {
    const part = { width: `${Math.min(100, Math.max(0, 100 * share))}%`, background: colour };
    return element`<li><span><strong>${f.percent(share, share < 0.1 ? 1 : 0)}</strong> ${label}</span><span class="bw-share-track" aria-hidden="true"><span style=${part}></span></span></li>`;
  });
  return element`<ul class="bw-shares">${lines}</ul>`;
}
