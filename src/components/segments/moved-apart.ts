/** A label with its middle, in pixels. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 4;

/** How far each label moves up or down so that none covers another; they are placed in the order given, each as near as it can. */
export function movedApart(labels: readonly PlacedLabel[]): readonly number[] {
  const placed: PlacedLabel[] = [];
  return labels.map((label) => {
    const besides = placed.filter(({ x, width }) => Math.abs(x - label.x) < (width + label.width) / 2 + GAP);
    const isFree = (y: number) =>
      besides.every((other) => Math.abs(other.y - y) >= (other.height + label.height) / 2 + GAP - 1e-9);
    const places = [
      label.y,
      ...besides.flatMap((other) => {
        const apart = (other.height + label.height) / 2 + GAP;
        return [other.y - apart, other.y + apart];
      }),
    ].filter(isFree);
    const y = places.sort((a, b) => Math.abs(a - label.y) - Math.abs(b - label.y))[0] ?? label.y;
    placed.push({ ...label, y });
    return y - label.y;
  });
}
