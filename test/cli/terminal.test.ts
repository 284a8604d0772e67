import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "../../src/cli/terminal.js";

it("quotes the words of a command that a shell would take apart, and no others", () => {
  expect(shellWord("data/ours-2025")).toBe("data/ours-2025");
  const words = ["", "my data", "data #1", "it's", "$HOME`;*", "a\\b", "~/data"];
  const script = `printf '%s\\n' ${words.map(shellWord).join(" ")}`;
  if (process.platform === "win32") return;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`${words.join("\n")}\n`);
});
