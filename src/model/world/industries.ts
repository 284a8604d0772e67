/** An industry that companies of the world belong to. */
export interface Industry {
  readonly name: string;
  readonly weight: number;
  /** ln of the typical number of employees. */
  readonly logEmployees: number;
  /** Typical revenue for each employee and year, EUR. */
  readonly revenueAHead: number;
  /** What its companies call themselves; read in any country of the world. */
  readonly words: readonly string[];
}

export const INDUSTRIES: readonly Industry[] = [
  {
    name: "Industrial machinery",
    weight: 15,
    logEmployees: 5.4,
    revenueAHead: 210_000,
    words: ["Mechanik", "Motion", "Hydraulic", "Technik", "Drives", "Metal"],
  },
  {
    name: "Logistics",
    weight: 11,
    logEmployees: 5.3,
    revenueAHead: 160_000,
    words: ["Logistics", "Cargo", "Transport", "Freight", "Terminal"],
  },
  {
    name: "Food & beverage",
    weight: 11,
    logEmployees: 5.2,
    revenueAHead: 240_000,
    words: ["Foods", "Drinks", "Dairy", "Mills", "Gourmet"],
  },
  {
    name: "Energy & utilities",
    weight: 8,
    logEmployees: 5.6,
    revenueAHead: 480_000,
    words: ["Energy", "Hydro", "Power", "Solar", "Grid"],
  },
  {
    name: "Healthcare",
    weight: 10,
    logEmployees: 5.5,
    revenueAHead: 110_000,
    words: ["Medical", "Klinik", "Care", "Pharma", "Diagnostic"],
  },
  {
    name: "Construction",
    weight: 11,
    logEmployees: 4.8,
    revenueAHead: 190_000,
    words: ["Bau", "Build", "Beton", "Project", "Granit"],
  },
  {
    name: "Wholesale",
    weight: 11,
    logEmployees: 4.7,
    revenueAHead: 420_000,
    words: ["Trading", "Supply", "Handel", "Import", "Depot"],
  },
  {
    name: "Professional services",
    weight: 12,
    logEmployees: 5.3,
    revenueAHead: 130_000,
    words: ["Consult", "Partners", "Advisory", "Audit", "Legal"],
  },
  {
    name: "Retail",
    weight: 11,
    logEmployees: 5.6,
    revenueAHead: 200_000,
    words: ["Market", "Stores", "Fashion", "Home", "Retail"],
  },
];
