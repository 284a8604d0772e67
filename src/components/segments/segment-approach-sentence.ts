import type { SegmentRow } from "../../data/published/segments.js";
import { listInWords } from "../../model/words/list-in-words.js";
import type { Formatter } from "../words/format.js";

type Portrait = SegmentRow["portrait"];

/** What to do differently with this segment; only what its interval sets apart from all clients. */
export function approachSentence({ portrait }: Pick<SegmentRow, "portrait">, f: Formatter): string {
  const parts = [product(portrait, f), pace(portrait, f), need(portrait, f)].filter((part) => part !== "");
  if (parts.length === 0)
    return "They buy, decide and speak much like all clients: nothing here calls for another approach than their trade and size do.";
  return `Against all clients they ${listInWords(parts)}.`;
}

function product({ products }: Portrait, f: Formatter): string {
  const [over] = products.filter(({ index }) => index.low > 1).sort((a, b) => b.index.value - a.index.value);
  if (over) return `buy ${over.product} more often (${f.multipleInterval(over.index)} as many of them)`;
  const [under] = products
    .filter(({ index }) => index.high < 1)
    .sort((a, b) => a.index.value - b.index.value);
  return under ? `buy ${under.product} less often (${f.multipleInterval(under.index)} as many of them)` : "";
}

function pace({ cycle, cycleOfAll }: Portrait, f: Formatter): string {
  if (!cycle.won || !cycleOfAll.won) return "";
  const days = `${f.count(cycle.won.median)} days against ${f.count(cycleOfAll.won.median)}`;
  if (cycle.won.low > cycleOfAll.won.high) return `take longer to win (${days})`;
  return cycle.won.high < cycleOfAll.won.low ? `are won sooner (${days})` : "";
}

function need({ needs }: Portrait, f: Formatter): string {
  const [over] = needs.filter(({ index }) => index.low > 1).sort((a, b) => b.index.value - a.index.value);
  return over ? `more often say “${over.need}” (${f.multipleInterval(over.index)})` : "";
}
