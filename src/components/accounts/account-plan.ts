import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import type { PlanItem } from "../../model/key-accounts/lifecycle-plan.js";
import { controlRow, selectControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { readState, writeState } from "../page/url-state.js";
import { formatter } from "../words/format.js";
import { planStep } from "./plan-step.js";

/** Whom the page is for: us, or the customer whom the plan is put before. */
export type Version = "internal" | "customer";

const DEFAULT = { version: "internal" };

/**
 * A choice of the version of the page, and a button that prints it. The choice is kept in the address and set as
 * `data-version` of the body, by which the style sheet hides what is internal, on the screen and in print.
 */
export function versionChoice(account: AccountPage, report: Report): HTMLElement {
  const { version } = readState(DEFAULT);
  const choice = selectControl({
    label: "Version",
    options: [
      { value: "internal", label: "For us: everything" },
      { value: "customer", label: "For the customer: the plan alone" },
    ],
    value: version === "customer" ? "customer" : "internal",
  });
  const print = element`<button type="button" class="bw-button">Print</button>`;
  print.addEventListener("click", () => window.print());
  const note = element`<p class="bw-note" role="status"></p>`;
  const show = (): void => {
    const customer = choice.value === "customer";
    document.body.dataset.version = choice.value;
    document.title = customer
      ? `${report.company} and ${account.name}: plan`
      : `${account.name} | Bellwether`;
    note.textContent = customer
      ? "This is what prints: the plan, without value, risk or other clients. Hand over the print, not the link: behind the link is the internal page."
      : "";
  };
  choice.addEventListener("input", () => {
    writeState({ version: choice.value }, DEFAULT);
    show();
  });
  show();
  return element`<div class="bw-screen">${controlRow(choice, print)}${note}</div>`;
}

/** The plan of the next 12 months with what is behind each step, for us. */
export function internalPlan(account: AccountPage, report: Report): HTMLElement {
  return planList(account.plan, report, (item) => {
    const { what, more } = planStep(item, account.measure);
    return `${what}${more}.`;
  });
}

/** The plan as it can be put before the customer: what was agreed, what is there, what comes; no money, nobody else. */
export function customerPlan(account: AccountPage, report: Report): HTMLElement {
  const f = formatter(report);
  const goals = account.goals.map(
    ({ goal, dueOn }) => element`<li>${goal}${dueOn === null ? "" : `, by ${f.date(dueOn)}`}</li>`,
  );
  const running = account.terms.filter(({ state }) => state === "running");
  const contracts = running.map(
    ({ product, startsOn, endsOn }) =>
      element`<li>${product ?? "Contract"}: ${f.date(startsOn)} to ${f.date(endsOn)}</li>`,
  );
  const products = account.products
    .filter(({ product }) => !running.some((term) => term.product === product))
    .map(({ product, since }) => element`<li>${product}, since ${monthInWords(since, report)}</li>`);
  const steps = account.plan.filter((item) => customerStep(item) !== null);
  const contact = account.successOwner ?? account.owner;
  return element`<section class="bw-plan" aria-label="Plan for the customer"><h2>What ${account.name} and ${report.company} plan together</h2><p>As of ${f.date(report.asOf)}, for the next 12 months.${contact === null ? "" : ` Your contact is ${contact}.`}</p>${part("What we agreed", goals, "No goals are written down yet: we would like to agree on them with you.")}${part("What you have with us", [...contracts, ...products], null)}<h3>What comes next</h3>${planList(steps, report, (item) => customerStep(item) ?? "")}</section>`;
}

function part(title: string, items: readonly HTMLElement[], without: string | null): HTMLElement | null {
  if (items.length === 0 && without === null) return null;
  return element`<div><h3>${title}</h3>${items.length === 0 ? element`<p>${without}</p>` : element`<ul>${items}</ul>`}</div>`;
}

function planList(
  items: readonly PlanItem[],
  report: Report,
  words: (item: PlanItem) => string,
): HTMLElement {
  const f = formatter(report);
  const rows = items.map(
    (item) =>
      element`<div class="bw-confidence-item"><dt>${f.date(item.on)}</dt><dd>${words(item)}</dd></div>`,
  );
  return element`<dl class="bw-confidence">${rows}</dl>`;
}

/** A step in words for the customer; null: it is none of the customer's. */
function customerStep({ kind, subject }: PlanItem): string | null {
  const of = subject === null ? "your contract" : subject;
  switch (kind) {
    case "mend":
      return null;
    case "prepare renewal":
      return `We talk about how to go on with ${of}.`;
    case "renewal":
      return `The next term of ${of} begins, if we agree on it.`;
    case "goal":
      return `Goal: ${subject}.`;
    case "overdue goal":
      return `Goal: ${subject}. We agree on a new date.`;
    case "offer":
      return `We show you ${subject}.`;
    case "review":
      return "We review together what was agreed.";
  }
}

function monthInWords(iso: string, { locale }: Pick<Report, "locale">): string {
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${iso}T00:00:00Z`));
}
