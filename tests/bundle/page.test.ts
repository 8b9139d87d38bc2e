/** A page of src/ui as one file: its script and styles are inside, and nothing in them can end their element early. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { pages } from "../../scripts/build/page";

const sources: Readonly<Record<string, string>> = {
  "dialog.html": `<!DOCTYPE html>
<html lang="en">
  <head>
    <!-- for whoever edits the page -->
    <link rel="stylesheet" href="dialog.css" />
  </head>
  <body><script src="dialog.ts"></script></body>
</html>
`,
  "dialog.css": "main { color: #ff0000; }\nmain::after { content: '</style>'; }\n",
  "dialog.ts": 'import { end } from "./end";\nconst $and: string = end;\ndocument.title = $and;\n',
  "end.ts": 'export const end = "</script>$&";\n',
};
const folder = mkdtempSync(join(tmpdir(), "pages-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("has its name in the project, and all it needs inside; fails where a script does not build", async () => {
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  const made = await pages(folder);
  expect([...made.keys()]).toEqual(["Dialog.html"]);
  const text = made.get("Dialog.html") ?? "";
  expect(text).not.toMatch(/src=|href=|<!-- /);
  expect(text.split("</script>")).toHaveLength(2);
  expect(text.split("</style>")).toHaveLength(2);
  expect(text).toContain("<\\/script>$&");
  expect(text).toMatch(/^<!DOCTYPE html> <html lang="en"> <head> <style>main\{/);
  writeFileSync(join(folder, "broken.html"), '<script src="broken.ts"></script>');
  await expect(pages(folder)).rejects.toThrow("broken.ts");
});
