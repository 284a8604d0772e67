import { element } from "./element.js";

/** A labelled form control: has a `value`, tells of changes by `input` events; fits Framework's `view`. */
export type Control<Value> = HTMLElement & { value: Value };

export interface ControlOption {
  readonly value: string;
  readonly label: string;
}

/** One choice of several. */
export function selectControl(options: {
  readonly label: string;
  readonly options: readonly (string | ControlOption)[];
  readonly value?: string;
}): Control<string> {
  const select = document.createElement("select");
  for (const option of options.options) {
    const { value, label } = typeof option === "string" ? { value: option, label: option } : option;
    select.append(new Option(label, value, false, value === options.value));
  }
  return control(options.label, select, {
    get: () => select.value,
    set: (value) => {
      select.value = value;
    },
  });
}

/** A search box; an `input` event for every change. */
export function searchControl(options: {
  readonly label: string;
  readonly value?: string;
  readonly placeholder?: string;
}): Control<string> {
  const input = inputOf("search");
  input.value = options.value ?? "";
  input.placeholder = options.placeholder ?? "";
  input.autocomplete = "off";
  input.spellcheck = false;
  return control(options.label, input, {
    get: () => input.value,
    set: (value) => {
      input.value = value;
    },
  });
}

/** A number within limits; the value stands beside the slider, formatted. */
export function sliderControl(options: {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  readonly format?: (value: number) => string;
}): Control<number> {
  const input = inputOf("range");
  input.min = String(options.min);
  input.max = String(options.max);
  input.step = String(options.step ?? 1);
  input.value = String(options.value);
  const output = document.createElement("output");
  const show = () => {
    output.value = (options.format ?? String)(input.valueAsNumber);
    input.setAttribute("aria-valuetext", output.value);
  };
  show();
  input.addEventListener("input", show);
  return control(
    options.label,
    input,
    {
      get: () => input.valueAsNumber,
      set: (value) => {
        input.value = String(value);
        show();
      },
    },
    output,
  );
}

/** Yes or no. */
export function toggleControl(options: {
  readonly label: string;
  readonly value?: boolean;
}): Control<boolean> {
  const input = inputOf("checkbox");
  input.checked = options.value ?? false;
  const label = element`<label class="bw-control bw-control-toggle">${input}<span>${options.label}</span></label>`;
  return withValue(label, {
    get: () => input.checked,
    set: (value) => {
      input.checked = value;
    },
  });
}

/** Controls side by side, wrapping on a narrow screen. */
export function controlRow(...controls: readonly Node[]): HTMLElement {
  return element`<div class="bw-controls">${controls}</div>`;
}

interface Access<Value> {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
}

function inputOf(type: string): HTMLInputElement {
  const input = document.createElement("input");
  input.type = type;
  return input;
}

function control<Value>(
  label: string,
  field: HTMLElement,
  access: Access<Value>,
  after?: Node,
): Control<Value> {
  return withValue(
    element`<label class="bw-control"><span class="bw-control-label">${label}</span>${field}${after}</label>`,
    access,
  );
}

function withValue<Value>(node: HTMLElement, access: Access<Value>): Control<Value> {
  const result = Object.assign(node, { value: access.get() });
  Object.defineProperty(result, "value", access);
  return result;
}
