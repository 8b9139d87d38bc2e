/** The pictures of the guides can still be taken. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { type Camera, cameraFor } from "../../scripts/guides/camera";
import { takePictures } from "../../scripts/guides/pictures";
import { oneBrowser } from "../browser/one-browser";

test("the pictures can be taken from the desk as it is now", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  const real = cameraFor(folder);
  // Drawing a picture is half the work, and one is drawn like the other: most are only looked at.
  const drawn = ["form-sent.png", "check.png"];
  const camera: Camera = async (of, name, exposure) => {
    if (drawn.includes(name)) await real(of, name, exposure);
    const size = await ("goto" in of ? of.locator("body") : of).boundingBox();
    expect(size?.width, name).toBeGreaterThan(100);
    expect(size?.height, name).toBeGreaterThan(100);
  };
  try {
    const taken = await takePictures(await oneBrowser(), camera);
    expect([...taken].sort()).toEqual(readdirSync(join(root, "docs/pictures")).sort());
    expect(readdirSync(folder).sort()).toEqual([...drawn].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
