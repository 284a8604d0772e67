// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  searchControl,
  selectControl,
  sliderControl,
  toggleControl,
} from "../../src/components/page/controls.js";

describe("controls", () => {
  it("are labelled, hold a value, and take one", () => {
    const select = selectControl({
      label: "Country",
      options: ["DE", { value: "DK", label: "Denmark" }],
      value: "DK",
    });
    expect(select.querySelector("select")?.labels?.[0]?.textContent).toContain("Country");
    expect(select.value).toBe("DK");
    select.value = "DE";
    expect(select.querySelector("select")?.value).toBe("DE");

    const slider = sliderControl({
      label: "Accounts",
      min: 0,
      max: 200,
      value: 100,
      format: (n) => `${n} accounts`,
    });
    expect(slider.value).toBe(100);
    slider.value = 50;
    expect(slider.querySelector("output")?.value).toBe("50 accounts");

    const toggle = toggleControl({ label: "Only the ICP" });
    toggle.querySelector("input")?.click();
    expect(toggle.value).toBe(true);
  });

  it("tell of changes by input events that reach the control", () => {
    const search = searchControl({ label: "Search" });
    let heard = "";
    search.addEventListener("input", () => {
      heard = search.value;
    });
    const input = search.querySelector("input");
    if (!input) throw new Error("no input");
    input.value = "acme";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    expect(heard).toBe("acme");
  });
});
