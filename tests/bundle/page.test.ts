/** A page of src/ui as one file: its script and styles are inside, and nothing in them can end their element early. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../../scripts/build/page";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pages-"));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put(
    "dialog.html",
    `<!DOCTYPE html>
<html lang="en">
  <head>
    <!-- for whoever edits the page -->
    <link rel="stylesheet" href="dialog.css" />
  </head>
  <body>
    <main></main>
    <script src="dialog.ts"></script>
  </body>
</html>
`,
  );
  put("dialog.css", "main { color: #ff0000; }\nmain::after { content: '</style>'; }\n");
  put(
    "dialog.ts",
    'import { end } from "./end";\nconst $and: string = end;\ndocument.title = $and;\n',
  );
  put("end.ts", 'export const end = "</script>$&";\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

test("has its name in the project, and all it needs inside", async () => {
  const made = await pages(folder);
  expect([...made.keys()]).toEqual(["Dialog.html"]);
  const text = made.get("Dialog.html") ?? "";
  expect(text).not.toMatch(/src=|href=|<!-- /);
  expect(text.split("</script>")).toHaveLength(2);
  expect(text.split("</style>")).toHaveLength(2);
  expect(text).toContain("<\\/script>$&");
  expect(text).toMatch(/^<!DOCTYPE html> <html lang="en"> <head> <style>main\{/);
});

test("fails where a script does not build", async () => {
  writeFileSync(join(folder, "broken.html"), '<script src="broken.ts"></script>');
  await expect(pages(folder)).rejects.toThrow("broken.ts");
  rmSync(join(folder, "broken.html"));
});

test("a project without pages has none", async () => {
  expect((await pages(join(folder, "nothing"))).size).toBe(0);
});
