import { wrapLabel } from "./fit-label.js";

/** Of the words below the axis, in pixels. */
const SIZE = 13;
const LINE = 15;

/** The words below an axis, broken into lines that fit the frame, and by how much more room than one line they need. */
export function wrappedAxis(
  axis: string,
  frameWidth: number,
): { readonly label: string; readonly below: number } {
  const lines = wrapLabel(axis, frameWidth, SIZE);
  return { label: lines.join("\n"), below: LINE * (lines.length - 1) };
}
