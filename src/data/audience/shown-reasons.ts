import { fieldLabel } from "../../model/firmographics/field-meaning.js";
import { SHARES_NAME } from "../../model/lookalike/encoding/account-flags.js";
import type { Reason } from "../../model/lookalike/reasons/reasons.js";
import { type Audience, mayShow } from "./audience.js";

/** How the scorer writes a reason that rests on other clients, whose names its value holds. */
const namesClients = "most similar clients";

/** The reasons that output for the audience may carry: those of which it may see every field. */
export function shownReasons(audience: Audience | null, reasons: readonly Reason[]): Reason[] {
  if (audience === null) return [...reasons];
  return reasons.filter(({ field }) =>
    field === namesClients ? mayShow(audience, "name") : mayShowFields(audience, field),
  );
}

/** True when output for the audience may carry the fields of an effect, joined by × where it is one of several. */
export function mayShowFields(audience: Audience | null, fields: string): boolean {
  return fields.split(" × ").every((field) => mayShow(audience, field));
}

/** The flags that output for the audience may carry: those that speak of no field that it may not see. */
export function shownFlags(
  audience: Audience | null,
  flags: readonly string[],
  fields: readonly string[],
): string[] {
  const hidden = fields.filter((field) => !mayShow(audience, field)).map(fieldLabel);
  return flags.filter(
    (flag) =>
      !hidden.some((label) => flag.includes(label)) && (flag !== SHARES_NAME || mayShow(audience, "name")),
  );
}
