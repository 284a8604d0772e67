import { readFileSync } from "node:fs";
import { lab, rgb } from "d3";
import { describe, expect, it } from "vitest";
import { SEGMENT_COLOURS } from "../../src/components/charts/palette.js";
import { VALUE_COMPONENTS } from "../../src/model/value/portfolio/components.js";

type Matrix = readonly [number, number, number][];

/** How people see colour who lack one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1, linear RGB. */
const VISION: Readonly<Record<string, Matrix>> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

const css = readFileSync(new URL("../../src/style.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");

function colours(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--bw-([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

const linear = (channel: number) =>
  channel <= 10.31475 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
const encoded = (value: number) =>
  255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.min(1, value) ** (1 / 2.4) - 0.055);

function channels(colour: string): readonly [number, number, number] {
  const { r, g, b } = rgb(colour);
  return [linear(r), linear(g), linear(b)];
}

function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [r, g, b2] = channels(colour);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b2;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function distance(a: string, b: string, matrix: Matrix): number {
  const seen = (colour: string) => {
    const [r, g, b2] = channels(colour);
    const [x = 0, y = 0, z = 0] = matrix.map((row) =>
      encoded(Math.max(0, row[0] * r + row[1] * g + row[2] * b2)),
    );
    return lab(rgb(x, y, z));
  };
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

describe.each([
  ["light", colours(light)],
  ["dark", colours(dark)],
])("the %s palette", (_, palette) => {
  const of = (name: string) => {
    const colour = palette.get(name);
    if (!colour) throw new Error(`style.css has no --bw-${name}`);
    return colour;
  };
  const casts = {
    profiles: ["proposed", "current", "everyone"],
    components: VALUE_COMPONENTS.map((component) => `component-${component}`),
    segments: Array.from({ length: SEGMENT_COLOURS }, (_unused, index) => `segment-${index + 1}`),
  };

  it("has text that can be read: at least 4.5 to 1 on paper", () => {
    for (const name of ["ink", "muted", "accent", "alert", "proposed", "current", "everyone"]) {
      expect(contrast(of(name), of("paper")), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("has marks that can be seen: at least 3 to 1 on paper", () => {
    for (const name of ["context", ...casts.components, ...casts.segments]) {
      expect(contrast(of(name), of("paper")), name).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.entries(casts))("keeps %s apart for colour-blind readers", (_cast, names) => {
    for (const matrix of Object.values(VISION)) {
      for (const [index, a] of names.entries()) {
        for (const b of names.slice(0, index)) {
          expect(distance(of(a), of(b), matrix), `${a} and ${b}`).toBeGreaterThan(15);
        }
      }
    }
  });
});
