import type { Report } from "../../data/published/report.js";
import {
  normalisedWeights,
  PAY_MEASURES,
  type PayBasis,
  type PayMeasure,
  payableMeasures,
  payShares,
} from "../../model/performance/pay-shares.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { type Control, controlRow, sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { decodeState, writeState } from "../page/url-state.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { signedPoints } from "../words/signed-share.js";

const LABELS: Readonly<Record<PayMeasure, string>> = {
  bookings: "Bookings",
  clv: "Lifetime value won",
  retention: "Clients that stay",
  upsell: "Expansion",
  satisfaction: "Satisfaction",
};
const DEFAULTS = { bookings: 20, clv: 40, retention: 20, upsell: 10, satisfaction: 10 } as const;
const HIGHEST = 100;

/** One pool of variable pay, shared out by bookings alone and by the weights that the reader sets. */
export function payPanel(pay: readonly PayBasis[], report: Report, query: string): HTMLElement {
  const f = formatter(report);
  const payable = payableMeasures(pay);
  const asked = decodeState<Record<PayMeasure, number>>(query, { ...DEFAULTS });
  const sliders = payable.map((measure): [PayMeasure, Control<number>] => [
    measure,
    sliderControl({
      label: LABELS[measure],
      min: 0,
      max: HIGHEST,
      step: 5,
      value: Math.min(HIGHEST, Math.max(0, asked[measure])),
    }),
  ]);
  const result = element`<div></div>`;
  const draw = (): void => {
    const weights = { bookings: 0, clv: 0, retention: 0, upsell: 0, satisfaction: 0 };
    for (const [measure, slider] of sliders) weights[measure] = slider.value;
    const normalised = normalisedWeights(weights, payable);
    const shares = payShares(pay, weights);
    const [most] = shares;
    const said = payable.every((measure) => weights[measure] === 0)
      ? "No weight is set, so that all count alike"
      : `Paid for ${listInWords(payable.map((measure) => `${LABELS[measure].toLowerCase()} ${f.percent(normalised[measure])}`))}`;
    const moved =
      most && Math.abs(most.change) >= 0.0005
        ? ` ${most.rep} would move most: from ${f.percent(most.onBookings, 1)} to ${f.percent(most.byWeights, 1)} of the pool.`
        : " Nobody’s share would change.";
    result.replaceChildren(
      element`<p role="status">${said}.${moved}</p>`,
      dataTable({
        caption: "Shares of one pool of variable pay",
        rows: shares,
        locale: report.locale,
        download: { filename: "simulated-pay.csv" },
        columns: [
          { key: "rep", label: "Rep" },
          { key: "onBookings", label: "On bookings", format: (value) => f.percent(Number(value), 1) },
          { key: "byWeights", label: "By your weights", format: (value) => f.percent(Number(value), 1) },
          { key: "change", label: "Change, points", format: (value) => signedPoints(Number(value), f, 1) },
        ],
      }),
    );
  };
  for (const [, slider] of sliders) {
    slider.addEventListener("input", () => {
      const state: Record<PayMeasure, number> = { ...asked };
      for (const [measure, one] of sliders) state[measure] = one.value;
      writeState(state, { ...DEFAULTS });
      draw();
    });
  }
  draw();
  const missing = PAY_MEASURES.filter((measure) => !payable.includes(measure));
  const note =
    missing.length > 0
      ? element`<p class="bw-note">Nothing is known of: ${listInWords(missing.map((measure) => LABELS[measure].toLowerCase()))}.</p>`
      : null;
  return element`<div>${controlRow(...sliders.map(([, slider]) => slider))}${note}${result}</div>`;
}
