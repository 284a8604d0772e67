import type { Report } from "../../data/published/report.js";
import type { ReadyValueChange, ValueChangePage, ValueMove } from "../../data/published/value-change.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { selectControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { readState, writeState } from "../page/url-state.js";
import { warningList } from "../page/warning-list.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { asSentence } from "../words/wording.js";
import {
  bridgeSteps,
  bridgeTitle,
  comparisonCautions,
  measureName,
  moveReason,
  settingsSentence,
  signedMoney,
  type ValueMeasure,
} from "./value-change-sentences.js";
import { startsAwayFromZero, waterfall } from "./waterfall.js";

const defaults = { measure: "clv" };

/** From the previous report's value of all clients to this one's; what to do where no previous report was given. */
export function valueChangePart(change: ValueChangePage, report: Report): HTMLElement {
  if (change.status !== "ready") return noBridge(change);
  const chosen = selectControl({
    label: "Value",
    options: [
      { value: "clv", label: `Lifetime value (first ${report.horizonMonths} months)` },
      { value: "totalValue", label: "Total value (earned and still expected)" },
    ],
    value: readState(defaults).measure,
  });
  const place = element`<div></div>`;
  const show = () => {
    const measure: ValueMeasure = chosen.value === "totalValue" ? "totalValue" : "clv";
    writeState({ measure }, defaults);
    place.replaceChildren(bridgeFigure(change, measure, report), movesTable(change, measure, report));
  };
  chosen.addEventListener("input", show);
  show();
  return element`<div>${chosen}${place}</div>`;
}

function noBridge({ status, reason }: Exclude<ValueChangePage, ReadyValueChange>): HTMLElement {
  const kicker = status === "absent" ? "No earlier report to compare with" : "Not comparable";
  const said =
    status === "absent"
      ? "Where value comes from since the last report is shown once that report is given."
      : asSentence(reason);
  return element`<section class="bw-empty" aria-label=${kicker}><p class="bw-empty-kicker">${kicker}</p><p class="bw-empty-reason">${said}</p><p>Build with <code>--previous FOLDER</code>, where the folder is an earlier report or its <code>exports</code> (<code>manifest.json</code> and <code>clients.csv</code>): keep those two files of each report that you publish.</p></section>`;
}

function bridgeFigure(change: ReadyValueChange, measure: ValueMeasure, report: Report): HTMLElement {
  const f = formatter(report);
  const steps = bridgeSteps(change, measure, report);
  const { clients, nowInterval } = change[measure];
  const words = ({ isTotal, amount }: (typeof steps)[number]) =>
    isTotal ? f.moneyShort(amount, 3) : signedMoney(amount, report);
  const cut = startsAwayFromZero(steps) ? " The axis does not start at zero." : "";
  const figure = chartFigure({
    title: bridgeTitle(change, measure, report),
    subtitle: `${measureName(measure)}, ${f.date(change.previous.asOf)} to ${f.date(report.asOf)}`,
    caption: `${plural(f.count(clients.inBoth), "client is", "clients are")} in both reports, ${f.count(clients.new)} new, ${f.count(clients.lost)} no longer in the books. New history: more time, orders and corrections, under the settings of then, and what the models learned from them; a client that stopped buying is still in the books, and counts here. What will be realised of the total now: ${f.moneyShort(nowInterval.low, 3)} to ${f.moneyShort(nowInterval.high, 3)}, 80% interval.${cut}`,
    summary: steps.map((step) => `${step.label}: ${words(step)}.`).join(" "),
    data: {
      columns: [
        { key: "label", label: "Step" },
        { key: "amount", label: "Amount", format: (amount) => f.money(Number(amount)) },
      ],
      rows: steps,
    },
    chart: (width) =>
      waterfall(steps, {
        width,
        axis: `Value, ${report.currency}`,
        format: (amount) => f.moneyShort(amount, 3),
        signed: (amount) => signedMoney(amount, report),
      }),
  });
  const cautions = warningList(comparisonCautions(change, report)) ?? "";
  return element`<div>${figure}<p>${settingsSentence(change, report)}</p>${cautions}</div>`;
}

function movesTable(change: ReadyValueChange, measure: ValueMeasure, report: Report): HTMLElement {
  const f = formatter(report);
  const { moves } = change[measure];
  if (moves.length === 0)
    return element`<p>No client is worth another amount than in the previous report.</p>`;
  const money = (amount: unknown) => f.moneyShort(Number(amount));
  const reason = (move: ValueMove) => moveReason(move, change.separated, report);
  const table = dataTable({
    rows: moves,
    columns: [
      { key: "clientId", label: "Id", only: "file" },
      {
        key: "name",
        label: "Client",
        render: ({ name, clientId }) =>
          element`<span class="bw-client">${name}${name === clientId ? null : element`<span class="bw-id">${clientId}</span>`}</span>`,
      },
      { key: "change", label: "Change", format: (amount) => signedMoney(Number(amount), report) },
      { key: "previous", label: "Before", format: money },
      { key: "now", label: "Now", format: money },
      { key: "newHistory", label: "New history", only: "file" },
      { key: "changedSettings", label: "Changed settings", only: "file" },
      { key: "reason", label: "Why", value: reason },
    ],
    caption: "The clients whose value changed most",
    pageSize: 20,
    download: { filename: "clients-that-moved.csv" },
    locale: report.locale,
  });
  return element`<div><h3>The ${moves.length === 1 ? "client" : `${f.count(moves.length)} clients`} that moved most</h3>${table}<p class="bw-note">Every client’s move is in <code>exports/value-change.json</code>.</p></div>`;
}
