import type { MethodPage } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";

/** The settings that this report was built with. */
export function settingsTable(settings: MethodPage["settings"], report: Report): HTMLElement {
  return dataTable({
    rows: settings,
    columns: [
      { key: "key", label: "Setting", render: ({ key }) => element`<code>${key}</code>` },
      { key: "value", label: "Value", align: "left" },
      { key: "meaning", label: "What it does" },
    ],
    caption: "The settings that this report was built with",
    pageSize: 100,
    locale: report.locale,
  });
}
