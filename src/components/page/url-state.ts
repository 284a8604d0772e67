export type StateValue = string | number | boolean | readonly string[];
export type PageState = Readonly<Record<string, StateValue>>;

/** The state that a query string asks for: bad values fall back to the default, unknown keys are ignored. */
export function decodeState<State extends PageState>(query: string, defaults: State): State {
  const given = new URLSearchParams(query);
  const state = { ...defaults };
  for (const [key, fallback] of Object.entries(defaults)) {
    if (given.has(key)) Reflect.set(state, key, decodeValue(given.getAll(key), fallback));
  }
  return state;
}

/** The query string with the values that differ from their defaults; keys of others on the page are kept. */
export function encodeState<State extends PageState>(state: State, defaults: State, query = ""): string {
  const result = new URLSearchParams(query);
  for (const [key, fallback] of Object.entries(defaults)) {
    result.delete(key);
    const value: StateValue = state[key] ?? fallback;
    if (sameValue(value, fallback)) continue;
    for (const text of listOf(value)) result.append(key, text);
  }
  const text = result.toString();
  return text === "" ? "" : `?${text}`;
}

/** The state in the page's address. */
export function readState<State extends PageState>(defaults: State): State {
  return decodeState(location.search, defaults);
}

/** Puts the state into the page's address, without a new entry in the browser's history. */
export function writeState<State extends PageState>(state: State, defaults: State): void {
  const query = encodeState(state, defaults, location.search);
  history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
}

function decodeValue(texts: readonly string[], fallback: StateValue): StateValue {
  const last = texts.at(-1) ?? "";
  if (Array.isArray(fallback)) return texts.filter((text) => text !== "");
  if (typeof fallback === "number") {
    return last.trim() !== "" && Number.isFinite(Number(last)) ? Number(last) : fallback;
  }
  if (typeof fallback === "boolean") return last === "true" || (last === "false" ? false : fallback);
  return last;
}

function listOf(value: StateValue): readonly string[] {
  if (typeof value !== "object") return [String(value)];
  return value.length === 0 ? [""] : value;
}

function sameValue(a: StateValue, b: StateValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
