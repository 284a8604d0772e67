import { type IndexRatio, indexRatio } from "../firmographics/index-ratio.js";

/** A need that clients have told, and how much more common it is among the members. */
export interface ToldNeed extends IndexRatio {
  readonly need: string;
  /** Members that told it. */
  readonly members: number;
}

/**
 * What members say they need (goals agreed with them, subjects of signals, words of account executives): each client's
 * needs as texts, compared over the clients that told any at all, most evidence first. Nobody telling gives none.
 */
export function toldNeeds(clients: readonly (readonly string[])[], isMember: readonly boolean[]): ToldNeed[] {
  const telling = clients
    .map((needs, row) => ({
      needs: new Set(needs.map((need) => need.trim())),
      member: isMember[row] === true,
    }))
    .filter(({ needs }) => needs.size > 0);
  const members = telling.filter(({ member }) => member).length;
  const all = [...new Set(telling.flatMap(({ needs }) => [...needs]))].filter((need) => need !== "").sort();
  return all
    .map((need) => {
      const having = telling.filter(({ needs }) => needs.has(need));
      const inside = having.filter(({ member }) => member).length;
      const ratio = indexRatio(inside, members, having.length - inside, telling.length - members);
      return { need, members: inside, ...ratio };
    })
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
}
