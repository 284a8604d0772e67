import type { ProspectRow } from "../../data/published/prospect-row.js";
import { intervalBar } from "../charts/interval-bar.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";

/** The prospect's expected CLV with its interval, and below it on the same scale the CLV of the clients most like it. */
export function prospectValueLine(prospect: ProspectRow, f: Formatter): HTMLElement {
  const { expectedClv, expectedClvLow, expectedClvHigh, similarClients } = prospect;
  const max = 1.02 * Math.max(expectedClvHigh, ...similarClients.map(({ clv }) => clv), 1);
  const own = { value: expectedClv, low: expectedClvLow, high: expectedClvHigh };
  const line = (name: string, amount: string, drawing: HTMLElement, strong: boolean) =>
    element`<li style="display: grid; grid-template-columns: minmax(6rem, 1fr) minmax(4rem, 1fr) 3.6rem; gap: 0.75rem; align-items: center; padding: 0.15rem 0; line-height: 1.25"><span style=${{ overflowWrap: "anywhere", fontWeight: strong ? 600 : 400 }}>${name}</span>${drawing}<strong style="text-align: right; font-variant-numeric: tabular-nums">${amount}</strong></li>`;
  const clients = similarClients.map(({ name, clv }) =>
    line(
      name,
      f.moneyShort(clv),
      intervalBar(
        { value: clv, low: clv, high: clv },
        { max, label: `CLV ${f.moneyShort(clv)}`, colour: colour.everyone },
      ),
      false,
    ),
  );
  return element`<div><ul style="list-style: none; margin: 0; padding: 0; max-width: none">${line(
    "This prospect, if won",
    f.moneyShort(expectedClv),
    intervalBar(own, { max, label: `expected CLV ${f.moneyInterval(own)}` }),
    true,
  )}${clients}</ul><p class="bw-note" style="margin: 0.3rem 0 0">${
    clients.length > 0 ? "Below: the clients most like it, with their CLV. " : ""
  }Line: 80% interval, ${f.moneyShort(expectedClvLow)} to ${f.moneyShort(expectedClvHigh)}.</p></div>`;
}
