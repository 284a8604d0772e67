import { randomNormal } from "d3";
import { substream } from "../numerics/substream.js";
import type { Accounts } from "./accounts.js";
import { CHANNELS } from "./channels.js";
import type { Company } from "./company.js";
import type { CompanyName } from "./company-names.js";
import type { Vendor } from "./deal.js";
import { drawOne, drawWeighted, drawWhole, type Random, type Weighted } from "./draw.js";
import type { Opportunity } from "./opportunities.js";
import { type Cell, dateCell, lazyTable, type Table } from "./table.js";
import { AS_OF_DAY, FIRST_DAY } from "./timeline.js";
import { winProbability } from "./win-drivers.js";

const TITLES: Readonly<Record<string, readonly string[]>> = {
  "economic buyer": ["Managing Director", "CFO", "COO"],
  champion: ["Head of Operations", "Plant Manager", "Supply Chain Manager"],
  user: ["Planner", "Dispatcher", "Controller"],
  technical: ["Head of IT", "Systems Architect"],
};
const ROLES: readonly Weighted<string>[] = [
  ["economic buyer", 15],
  ["champion", 30],
  ["user", 35],
  ["technical", 20],
];
/** Log-odds that a contact's score gains from its role. */
const ROLE_SCORES: Readonly<Record<string, number>> = {
  "economic buyer": 0.5,
  champion: 0.7,
  user: -0.3,
  technical: 0,
};

/** Of the prospects without an opportunity, one in so many has lately asked for something. */
const LOOSE_LEADS_ONE_IN = 6;

interface Enquiry {
  readonly accountId: string;
  readonly naming: CompanyName | null;
  readonly company: Company;
  readonly channel: string;
  readonly createdDay: number;
  readonly outcome: "won" | "lost" | null;
}

/** A contact's score out of 100: what a scoring tool would see of P(win), with noise. */
function drawScore(random: Random, company: Company, role: string): number {
  const pWin = winProbability(company);
  const logOdds =
    Math.log(pWin / (1 - pWin)) + (ROLE_SCORES[role] ?? 0) + randomNormal.source(random)(0.8, 0.8)();
  return Math.round(100 / (1 + Math.exp(-logOdds)));
}

function* enquiries(
  vendor: Vendor,
  accounts: Accounts,
  opportunities: readonly Opportunity[],
): Generator<Enquiry> {
  const namings = new Map<string, CompanyName>();
  for (const { clientId, naming } of accounts.clients) namings.set(clientId, naming);
  for (const { prospectId, naming } of accounts.prospects) namings.set(prospectId, naming);
  const taken = new Set(opportunities.map(({ accountId }) => accountId));
  for (const { accountId, company, deal, stage } of opportunities) {
    const outcome = stage === "won" || stage === "lost" ? stage : null;
    const naming = namings.get(accountId) ?? null;
    yield { accountId, naming, company, channel: deal.channel, createdDay: deal.createdDay, outcome };
  }
  for (const { prospectId: accountId, naming, company, nextDeal } of accounts.prospects) {
    const random = substream(vendor.size.seed, `loose lead ${company.index}`);
    if (taken.has(accountId) || random() * LOOSE_LEADS_ONE_IN >= 1) continue;
    const createdDay = AS_OF_DAY - drawWhole(random, 1, 270);
    yield { accountId, naming, company, channel: nextDeal.channel, createdDay, outcome: null };
  }
}

/** Account id as a rule; now and then only the domain or the company's name was noted. */
function drawReference(random: Random, { accountId, naming }: Enquiry): readonly [Cell, Cell, Cell] {
  const pick = random();
  if (naming !== null && pick < 0.07) return [null, naming.domain, null];
  if (naming !== null && pick < 0.1) return [null, null, `${naming.name} ${naming.legalForm}`];
  return [accountId, null, null];
}

/** Contacts: one to three before each opportunity, and loose ones of prospects. */
export function leadsTable(vendor: Vendor, accounts: Accounts, opportunities: readonly Opportunity[]): Table {
  const columns = [
    ...["lead_id", "account_id", "domain", "company", "contact_id", "title", "role"],
    ...["created_on", "source", "score", "outcome"],
  ];
  return lazyTable(columns, function* () {
    let number = 0;
    for (const enquiry of enquiries(vendor, accounts, opportunities)) {
      const random = substream(vendor.size.seed, `leads ${enquiry.company.index} ${enquiry.createdDay}`);
      const contacts = drawWeighted(random, [
        [1, 50],
        [2, 33],
        [3, 17],
      ]);
      for (let contact = 0; contact < contacts; contact++) {
        number += 1;
        const role = drawWeighted(random, ROLES);
        const source = contact === 0 || random() < 0.6 ? enquiry.channel : drawOne(random, CHANNELS).channel;
        const createdDay = Math.max(FIRST_DAY, enquiry.createdDay - drawWhole(random, 0, 80));
        yield [
          ...[`L${String(number).padStart(5, "0")}`, ...drawReference(random, enquiry)],
          ...[`${enquiry.accountId}-${contact + 1}`, drawOne(random, TITLES[role] ?? []), role],
          ...[dateCell(createdDay), source, drawScore(random, enquiry.company, role), enquiry.outcome],
        ];
      }
    }
  });
}
