import type { LookalikeValidation } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { capturedFigure } from "../charts/captured-figure.js";
import { formatter } from "../words/format.js";
import { validationTitle } from "./score-sentences.js";

/** What the first tenth of the list holds, for the scorer and each baseline. */
export function validationFigure(validation: LookalikeValidation, report: Report): HTMLElement {
  const f = formatter(report);
  return capturedFigure({
    rank: "lead",
    ways: validation.rows.map(({ method, capturedTop10 }) => ({ method, captured: capturedTop10 })),
    title: validationTitle(validation, report),
    subtitle: "Share of lifetime value in the first tenth of the list, by how the list is ordered",
    caption: `${f.count(validation.clients)} clients, each scored by a model that had not seen it (${f.count(validation.folds)} folds, ${f.count(validation.repeats)} times). Lines: 80% intervals.`,
    share: "Share of CLV",
    axis: "Share of lifetime value in the first 10% of the list",
    format: f,
    rowHeight: 48,
  });
}
