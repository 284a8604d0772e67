import { element } from "../page/element.js";
import type { Column } from "../tables/column.js";
import { csvFileName } from "../tables/csv-file-name.js";
import { dataTable } from "../tables/data-table.js";

export interface ChartFigureOptions<Row extends object> {
  /** The finding, computed: "Five industries hold 71% of lifetime value". */
  readonly title: string;
  /** n, period, interval, unit. */
  readonly caption: string | Node;
  /** What the chart shows, for those who cannot see it. */
  readonly summary: string;
  readonly data?: { readonly columns: readonly Column<Row>[]; readonly rows: readonly Row[] };
  /** Draws the chart for a width in pixels. */
  readonly chart: (width: number) => Node;
  /** A line below the title: what is on the axes. */
  readonly subtitle?: string;
  /** "lead" for the one strong chart of a page. */
  readonly rank?: "lead";
}

const WIDTH_WITHOUT_LAYOUT = 640;

/** A chart with its finding as title, a caption, a text summary and the data behind it; redrawn as its place changes width. */
export function chartFigure<Row extends object>(options: ChartFigureOptions<Row>): HTMLElement {
  const { title, caption, summary, data, chart, subtitle, rank } = options;
  const place = element`<div class="bw-chart" aria-hidden="true"></div>`;
  fitToWidth(place, chart);
  const heading =
    rank === "lead"
      ? element`<h2 class="bw-figure-title">${title}</h2>`
      : element`<h3 class="bw-figure-title">${title}</h3>`;
  return element`<figure class=${rank === "lead" ? "bw-figure bw-figure-lead" : "bw-figure"}>${heading}${
    subtitle ? element`<p class="bw-figure-subtitle">${subtitle}</p>` : null
  }${place}<p class="bw-hidden">${summary}</p><figcaption>${caption}</figcaption>${data ? dataBehind(title, data) : null}</figure>`;
}

function fitToWidth(place: HTMLElement, chart: (width: number) => Node): void {
  if (typeof ResizeObserver === "undefined") {
    place.append(chart(WIDTH_WITHOUT_LAYOUT));
    return;
  }
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width <= 0 || width === drawn) return;
    drawn = width;
    place.replaceChildren(chart(width));
  }).observe(place);
}

function dataBehind<Row extends object>(
  title: string,
  data: { readonly columns: readonly Column<Row>[]; readonly rows: readonly Row[] },
): HTMLElement {
  const details = element`<details class="bw-data"><summary>Show the data</summary></details>`;
  details.addEventListener(
    "toggle",
    () =>
      details.append(
        dataTable({
          ...data,
          caption: `Data of the chart: ${title}`,
          download: { filename: csvFileName(title) },
          address: null,
        }),
      ),
    { once: true },
  );
  return details;
}
