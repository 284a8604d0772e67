import type { ContestField } from "./contest.js";

/** The same predictions, each made once. */
export function remembered(predict: ContestField["predict"]): ContestField["predict"] {
  const made = new Map<string, ReturnType<typeof predict>>();
  return (day, ahead) => {
    const key = `${day} ${ahead}`;
    const predictions = made.get(key) ?? predict(day, ahead);
    made.set(key, predictions);
    return predictions;
  };
}
