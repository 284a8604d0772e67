/** Something that was done from a day on, and for whom: the values of one field of the clients; no field: for everybody. */
export interface Initiative {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly field: string | null;
  readonly values: readonly string[];
}

/** A client with the columns that initiatives may name. */
export interface ImpactClient {
  readonly clientId: string;
  readonly columns: Readonly<Record<string, string | null>>;
}

/** Whom an initiative touched. */
export interface InitiativeReach {
  readonly touched: ReadonlySet<string>;
  readonly unknownValues: readonly string[];
  readonly obstacle: string | null;
}

/** The clients whom an initiative touched; values are compared without case and outer blanks. */
export function initiativeReach(
  { field, values }: Initiative,
  clients: readonly ImpactClient[],
): InitiativeReach {
  const everyone = new Set(clients.map(({ clientId }) => clientId));
  const nobody = new Set<string>();
  if (field === null) return { touched: everyone, unknownValues: [], obstacle: null };
  if (!clients.some(({ columns }) => Object.hasOwn(columns, field))) {
    const obstacle = `it names the column “${field}”, which the clients do not have`;
    return { touched: nobody, unknownValues: values, obstacle };
  }
  const key = (text: string) => text.trim().toLowerCase();
  const asked = new Map(values.map((value) => [key(value), value]));
  const found = new Set<string>();
  const touched = new Set<string>();
  for (const { clientId, columns } of clients) {
    const value = key(columns[field] ?? "");
    if (value === "" || !asked.has(value)) continue;
    found.add(value);
    touched.add(clientId);
  }
  const unknownValues = [...asked].flatMap(([value, shown]) => (found.has(value) ? [] : [shown]));
  const obstacle = values.length === 0 ? "it does not say which clients it touched" : null;
  return { touched, unknownValues, obstacle };
}
