import { colour, segmentColour } from "../charts/palette.js";

/** The segments by name, as accounts carry them. */
export interface SegmentCast {
  readonly names: readonly string[];
  /** Grey for a name that is none of theirs. */
  colour(name: string): string;
}

/** The cast of the published `segments.json`; without any when its analysis did not run. */
export function segmentCast(page: {
  readonly segments?: readonly { readonly name: string; readonly colour: number }[];
}): SegmentCast {
  const places = new Map((page.segments ?? []).map(({ name, colour: place }) => [name, place]));
  return {
    names: [...places.keys()],
    colour: (name) => {
      const place = places.get(name);
      return place === undefined ? colour.context : segmentColour(place);
    },
  };
}
