import { accountChance, type ContactChance, type RollUpWeights } from "./roll-up.js";

/**
 * An account's expected lifetime value shared out over its contacts, so that the shares sum to it and the account's
 * CLV counts once: each contact by what the chance would lose without it, (A − A₋ᵢ)/Σⱼ(A − A₋ⱼ)·A·CLV.
 *
 * Contacts without whom nothing would be lost share alike where that holds for all of them. In the order of the contacts.
 */
export function shareOutValue(
  contacts: readonly ContactChance[],
  roles: number,
  weights: RollUpWeights,
  accountClv: number,
): number[] {
  const chance = accountChance(contacts, roles, weights);
  const losses = contacts.map((contact) =>
    Math.max(
      0,
      chance -
        accountChance(
          contacts.filter((other) => other !== contact),
          roles,
          weights,
        ),
    ),
  );
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  const value = chance * accountClv;
  return losses.map((loss) => (total > 0 ? (value * loss) / total : value / contacts.length));
}
