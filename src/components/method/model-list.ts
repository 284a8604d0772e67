import type { MethodPage } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { plural } from "../../model/words/plural.js";
import { element } from "../page/element.js";
import { emptyState } from "../page/empty-state.js";
import { warningList } from "../page/warning-list.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";

type Model = MethodPage["models"][number];

const GREEK: Readonly<Record<string, string>> = { alpha: "α", beta: "β", gamma: "γ", delta: "δ" };

const LOG_ODDS = "change in the log-odds of ending";

/** The value to as many digits as its standard error leaves sense in, at most four. */
function asSure(value: number, error: number | null): number {
  const digits = error ? Math.ceil(Math.log10(Math.abs(value) / error)) + 2 : 4;
  return Number(value.toPrecision(Math.min(4, Math.max(2, digits))));
}

/** Each model: what it does, its formula, and its parameters with what they mean. */
export function modelList(
  method: Pick<MethodPage, "models" | "valueTournament">,
  report: Report,
): HTMLElement {
  if (method.models.length === 0) {
    return emptyState({ reason: "No model was fitted: no client has bought often enough.", report });
  }
  const contest = method.valueTournament
    ? element`<p>How much a client without contracts will bring in the next 12 months is set by the way of predicting chosen above. The model of repeat orders tells how likely it still is a client, and carries that figure on month by month.</p>`
    : null;
  return element`<div>${contest}${method.models.map((model) => modelSection(model, report))}<p class="bw-note">Fixed: not learned from these data. Chosen by likelihood: the best of a few values. Not known: the data leave it open. Where odds are multiplied, the value is the logarithm of the multiplier.</p></div>`;
}

function modelSection(model: Model, report: Report): HTMLElement {
  const f = formatter(report);
  const fit =
    model.logLikelihood === null
      ? ""
      : `, log-likelihood ${f.number(Math.round(model.logLikelihood * 10) / 10)}`;
  const learned =
    model.n > 0
      ? `Fitted on ${plural(f.count(model.n), "history", "histories")}${fit}`
      : model.parameters.length > 0
        ? "Assumed, not fitted"
        : "Not fitted";
  const parameters =
    model.parameters.length === 0
      ? null
      : dataTable({
          rows: model.parameters,
          columns: [
            {
              key: "name",
              label: "Parameter",
              format: (name) => GREEK[String(name)] ?? String(name),
            },
            {
              key: "value",
              label: "Value",
              format: (value, { standardError }) => f.number(asSure(Number(value), standardError)),
            },
            {
              key: "standardError",
              label: "Standard error",
              value: ({ standardError, withoutError }) => standardError ?? withoutError,
              format: (value) =>
                typeof value === "number" ? `± ${f.number(Number(value.toPrecision(2)))}` : String(value),
            },
            {
              key: "meaning",
              label: "What it says",
              format: (meaning, { value }) =>
                String(meaning).replace(LOG_ODDS, `${f.multiple(Math.exp(value))} the odds of ending`),
            },
          ],
          caption: `Parameters of ${model.name}`,
          locale: report.locale,
        });
  return element`<section><h3>${model.name}</h3><p>${model.purpose}</p><pre tabindex="0">${model.formula}</pre><p class="bw-note">${learned}.</p>${warningList(model.warnings)}${parameters}</section>`;
}
