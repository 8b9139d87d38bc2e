import { test } from "vitest";
import { atNine, newWindow, tryItFile } from "./try-it-page";

test("shots", async () => {
  const file = await tryItFile(atNine);
  for (const [name, width, height, colorScheme] of [
    ["1366", 1366, 768, "light"],
    ["390", 390, 844, "light"],
    ["dark", 1366, 768, "dark"],
  ] as const) {
    const w = await newWindow(file, {
      viewport: { width, height },
      colorScheme,
      reducedMotion: "reduce",
    });
    await w.page.goto(file.address);
    await w.page.locator(".told-when svg").first().waitFor();
    await w.page.waitForTimeout(1500);
    await w.page.screenshot({ path: `/tmp/wt/shot46-start-${name}.png`, fullPage: name === "390" });
    console.log(
      name,
      await w.page.evaluate("document.querySelector('.start').getBoundingClientRect().bottom"),
      w.said,
    );
    if (name !== "dark") {
      await w.page.goto(`${file.address}#/story/parent-involved/3`);
      await w.page
        .locator("[data-story-mark]")
        .first()
        .waitFor({ timeout: 20000 })
        .catch(() => console.log("no mark"));
      await w.page.waitForTimeout(1500);
      await w.page.screenshot({ path: `/tmp/wt/shot46-story-${name}.png` });
    }
    await w.close();
  }
}, 120000);
