import type { WhatIfPage, WhatIfScenario } from "../../data/published/what-if.js";
import { unchanged } from "../../model/economics/what-if/levers.js";
import { type WhatIfOutcome, whatIf } from "../../model/economics/what-if/what-if.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { TURNED } from "./what-if-state.js";
import { leverLabel, leverValue, signedMoney } from "./what-if-words.js";

/** The report and the scenarios side by side. */
export function scenarioTable(page: WhatIfPage, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const base = unchanged(page.model.discountRateAnnual);
  const asItIs = whatIf(page.model, base);
  const rows = [
    { scenario: "As it is", assumed: "Today’s figures", ...figures(asItIs, asItIs) },
    ...page.scenarios.map((scenario) => ({
      scenario: scenario.name,
      assumed: assumptionsOf(scenario, page, report),
      ...figures(whatIf(page.model, scenario.levers, scenario.loses?.loss ?? null), asItIs),
    })),
  ];
  type Row = (typeof rows)[number];
  const money = (value: unknown) => f.moneyTotal(Number(value));
  const ofPlan: Column<Row>[] = page.model.plan
    ? [
        { key: "plan", label: "The plan brings", format: money },
        { key: "ahead", label: "All ahead", format: money },
      ]
    : [];
  return dataTable<Row>({
    rows,
    columns: [
      { key: "scenario", label: "Scenario" },
      { key: "residual", label: "Clients still bring", format: money },
      { key: "clv", label: "Lifetime value", format: money },
      ...ofPlan,
      {
        key: "change",
        label: "Change",
        align: "right",
        format: (value) => (Number(value) === 0 ? "–" : signedMoney(Number(value), f, 3)),
        sortable: false,
      },
      { key: "assumed", label: "What is assumed", sortable: false, wide: true },
    ],
    caption: "Scenarios side by side",
    locale: report.locale,
    download: { filename: "scenarios.csv" },
  });
}

function figures(outcome: WhatIfOutcome, asItIs: WhatIfOutcome) {
  const { residual, clv, plan, ahead } = outcome;
  return { residual, clv, plan: plan?.net ?? null, ahead, change: ahead - asItIs.ahead };
}

/** What a scenario changes, in words. */
export function assumptionsOf(scenario: WhatIfScenario, page: WhatIfPage, report: MoneyFacts): string {
  const f = formatter(report);
  const changes = TURNED.filter((lever) => {
    const asItIs = lever === "discountRateAnnual" ? page.model.discountRateAnnual : 1;
    return scenario.levers[lever] !== asItIs;
  }).map((lever) => `${leverLabel(lever).toLowerCase()} ${leverValue(lever, scenario.levers[lever], f)}`);
  const { loses } = scenario;
  if (loses !== null) {
    const clients = plural(f.count(loses.clients), "client");
    changes.push(
      loses.clients === 0 && (loses.loss.plan?.prospects ?? 0) === 0
        ? `nobody is lost, for no client or prospect of the plan has ${loses.market ?? "such a value"}`
        : `${clients}${loses.loss.plan ? ` and ${f.percent(loses.loss.plan.prospects)} of the plan’s prospects` : ""} lost${loses.market === null ? "" : ` (${loses.market})`}`,
    );
  }
  const text = listInWords(changes);
  return text === "" ? "Nothing changes" : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Where the scenarios come from. */
export function scenarioSource(page: WhatIfPage): string {
  return page.scenarios.some(({ isBuiltIn }) => isBuiltIn)
    ? "These scenarios are built in, their figures assumed: write your own as scenarios into targeting.yaml."
    : "The scenarios are those of targeting.yaml.";
}
