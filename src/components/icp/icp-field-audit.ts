import type { IcpPage } from "../../data/published/icp.js";
import { element } from "../page/element.js";
import { fold } from "../page/fold.js";
import { dataTable } from "../tables/data-table.js";
import type { Formatter } from "../words/format.js";
import { counted, fieldInWords, sentenceCase } from "../words/wording.js";

type Audit = Pick<IcpPage, "leftOut" | "flagged" | "soundFields">;

interface AuditRow {
  readonly field: string;
  readonly verdict: string;
  readonly reason: string;
}

/** What the audit came to. */
export function fieldAuditSentence({ leftOut, flagged, soundFields }: Audit, f: Formatter): string {
  const refused = leftOut.filter(({ by }) => by === "audit").length;
  const other = leftOut.length - refused;
  const allowed = flagged.filter(({ allowed: reason }) => reason !== null).length;
  const parts = [
    refused > 0
      ? `${counted(refused, "field", f.count)} refused, because a prospect cannot have it or it gives clients away`
      : "",
    allowed > 0
      ? `${counted(allowed, "field", f.count)} used against the audit’s advice, for a written reason`
      : "",
    flagged.length - allowed > 0
      ? `${counted(flagged.length - allowed, "field", f.count)} used with a doubt`
      : "",
    other > 0 ? `${counted(other, "field", f.count)} left out by the settings or for lack of contents` : "",
  ].filter((part) => part !== "");
  const sound = `${sentenceCase(counted(soundFields, "field", f.count))} took part without a doubt`;
  return `${[sound, ...parts].join("; ")}.`;
}

/** Every field that was refused, left out or flagged, with the reason, and how to overrule the audit. */
export function icpFieldAudit(audit: Audit): HTMLElement {
  const rows: readonly AuditRow[] = [
    ...audit.leftOut.map(({ field, reason, by }) => ({
      field,
      verdict: by === "audit" ? "refused" : "left out",
      reason,
    })),
    ...audit.flagged.map(({ field, reason, allowed }) => ({
      field,
      verdict: allowed === null ? "used, with a doubt" : "used, against advice",
      reason: allowed === null ? reason : `${reason}. Allowed because: ${allowed}`,
    })),
  ];
  const example = audit.leftOut.find(({ by }) => by === "audit")?.field ?? "field_name";
  const how = fold(
    "How to overrule the audit",
    element`<p>Write the field and your reason into <code>targeting.yaml</code> and build again. The reason is shown here, and the doubt stays.</p>`,
    element`<pre style="max-width: var(--bw-measure); padding: 0.6rem 0.8rem; white-space: pre-wrap; background: var(--bw-paper-shade)"><code>${`features:\n  allowed:\n    ${example}: why a prospect can have it too, known before the sale`}</code></pre>`,
  );
  if (rows.length === 0) return element`<div>${how}</div>`;
  return element`<div>${dataTable<AuditRow>({
    caption: "Fields refused, left out or in doubt",
    rows,
    pageSize: 8,
    download: { filename: "icp-fields.csv" },
    columns: [
      { key: "field", label: "Field", format: (value) => fieldInWords(String(value)) },
      { key: "verdict", label: "Verdict" },
      { key: "reason", label: "Why", format: (value) => sentenceCase(String(value)) },
    ],
  })}${how}</div>`;
}
