/** All pictures of the guides can still be taken. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { takePictures } from "../../scripts/guides/pictures";
import { oneBrowser } from "../browser/one-browser";

test("the pictures can be taken from the desk as it is now", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  try {
    const taken = await takePictures(await oneBrowser(), folder);
    expect([...taken].sort()).toEqual(readdirSync(join(root, "docs/pictures")).sort());
    expect(readdirSync(folder).sort()).toEqual([...taken].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
