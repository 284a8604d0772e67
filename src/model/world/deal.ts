import { substream } from "../numerics/substream.js";
import { CHANNELS, demandByMonth, drawChannel } from "./channels.js";
import type { Company } from "./company.js";
import { drawWeighted, drawWhole, type Weighted } from "./draw.js";
import { expectedClv } from "./expected-clv.js";
import { LIFE_PROCESS } from "./life-process.js";
import type { WorldSize } from "./options.js";
import { FIRST_PRODUCTS, HUNTER_FIRST_PRODUCTS, PROJECT_PRODUCT } from "./product-range.js";
import { drawSeller, hireSalesForce, type SalesForce } from "./sales-force.js";
import { AS_OF_DAY, FIRST_DAY, monthStart, TURN_DAY } from "./timeline.js";

/** The vendor with its people and the demand that its campaigns bring. */
export interface Vendor {
  readonly size: WorldSize;
  readonly salesForce: SalesForce;
  readonly demand: ReadonlyMap<string, readonly Weighted<number>[]>;
}

/** How a company was, or would be, sold to; what it buys first. */
export interface Deal {
  readonly channel: string;
  readonly firstContactDay: number;
  readonly createdDay: number;
  readonly closedDay: number;
  /** First day as a client, if won. */
  readonly startDay: number;
  /** Index into the vendor's reps. */
  readonly seller: number;
  /** No contract: orders projects. */
  readonly isProject: boolean;
  readonly product: string;
  readonly afterTurn: boolean;
  /** What the company is expected to be worth by the drivers of before and after the turn of the market, EUR. */
  readonly expectedClv: { readonly before: number; readonly after: number };
}

/** The vendor of a world. */
export function foundVendor(size: WorldSize): Vendor {
  return {
    size,
    salesForce: hireSalesForce(size.seed, size.clients),
    demand: new Map(CHANNELS.map(({ channel }) => [channel, demandByMonth(size.seed, channel)])),
  };
}

/** The opportunity with a company, closed so early that a client starts before the as-of date. */
export function drawDeal({ size, salesForce, demand }: Vendor, company: Company): Deal {
  const { seed, planted } = size;
  const random = substream(seed, `deal ${company.index}`);
  const before = expectedClv(company, false, planted);
  const after = expectedClv(company, true, planted);
  const channel = drawChannel(random, (before + after) / 2, planted);
  const seller = drawSeller(random, salesForce, company.territory);
  const isProject = random() < LIFE_PROCESS.projectOnlyShare;
  const firstProduct = drawWeighted(random, planted && seller === 0 ? HUNTER_FIRST_PRODUCTS : FIRST_PRODUCTS);
  for (;;) {
    const month = drawWeighted(random, demand.get(channel) ?? []);
    const createdDay = monthStart(month) + drawWhole(random, 0, 27);
    const closedDay = createdDay + drawWhole(random, 25, 170);
    const startDay = closedDay + drawWhole(random, 0, 25);
    if (startDay >= AS_OF_DAY) continue;
    return {
      channel,
      firstContactDay: Math.max(FIRST_DAY, createdDay - drawWhole(random, 0, 120)),
      createdDay,
      closedDay,
      startDay,
      seller,
      isProject,
      product: isProject ? PROJECT_PRODUCT : firstProduct,
      afterTurn: startDay >= TURN_DAY,
      expectedClv: { before, after },
    };
  }
}

/** The deal with a company that would become a client on the day after the as-of date. */
export function drawNextDeal(vendor: Vendor, company: Company): Deal {
  return { ...drawDeal(vendor, company), startDay: AS_OF_DAY + 1, afterTurn: true };
}
