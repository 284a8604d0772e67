/** What every page knows of the report itself: the published `report.json`, as far as components use it. */
export interface ReportFacts {
  readonly company: string;
  readonly currency: string;
  readonly locale: string;
  /** ISO date: the day the analysis pretends it is. */
  readonly asOf: string;
  readonly dataFrom: string;
  readonly horizonMonths: number;
  readonly discountRateAnnual: number;
  readonly highValueShare: number;
  readonly marginSet: boolean;
  /** "margin" or "revenue". */
  readonly moneyIs: string;
  readonly clients: number;
  readonly prospects: number;
  readonly transactions: number;
  readonly revenue: number;
  readonly capacity: number;
  readonly tables: readonly string[];
  readonly version: string;
}

/** An estimate with its 80 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
