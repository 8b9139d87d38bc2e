/** The Form's editor in a browser: errors, and `google.script` as a dialog's page sees it. Menu and dialogs by keyboard: accessibility. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dialogProject } from "../desk/dialog-project";
import { type OpenDesk, openDesk } from "../desk/open-desk";
import { violations } from "./axe";
import { type EditorSession, openEditor } from "./dialog-harness";

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk({ dist: dialogProject(), fresh: true });
});
afterAll(() => desk.close());

/** Runs in the dialog's page, and answers what it says within a moment. */
async function inPage(session: EditorSession, code: string): Promise<unknown> {
  const frame = session.frame();
  return frame.evaluate(`new Promise((resolve, reject) => { ${code} })`);
}

test("what fails is told in the red bar, also in a narrow window", async () => {
  const session = await openEditor(desk, { width: 300 });
  const { page } = session;
  await session.choose("Fail", { opensDialog: false });
  // The list of what ran says the same beside it, as soon as it is drawn.
  const admin = page.getByRole("region", { name: "Admin" });
  await admin.getByText("Error: busy: Someone else is at work.").waitFor();
  expect(await violations(page)).toEqual([]);
  await session.tabTo("Dismiss");
  await session.press("Enter");
  await page.locator(".editor .refusal").waitFor({ state: "detached" });
  await session.close();
});

describe("google.script", () => {
  let session: EditorSession;
  // One dialog for all, until the last leaves it for another.
  beforeAll(async () => {
    session = await openEditor(desk);
    await session.choose("Show");
    await session.reaches("A dialog");
  });
  afterAll(() => session.close());
  beforeEach(() => {
    session.said.length = 0;
  });

  const settle = (call: string) =>
    `const run = google.script.run.withSuccessHandler((v) => resolve(["got", v])).withFailureHandler((e) => resolve(["failed", e.name, e.message]));
     try { ${call} } catch (error) { resolve(["threw", error.message]); }`;

  test("answers, fails and refuses as Google does", async () => {
    const outcomes: [call: string, outcome: unknown][] = [
      ["run.who()", ["got", ["admin@district.example", "admin@district.example"]]],
      ["run.echo({ a: [1, undefined, null], b: 'é' })", ["got", { a: [1, null, null], b: "é" }]],
      ["run.dated()", ["got", null]],
      ["run.fail()", ["failed", "Error", "Error: busy: Someone else is at work."]],
      ["run.echo(new Date())", ["threw", "Failed due to illegal value in property: 0"]],
      ["run.echo({ at: document.body })", ["threw", "Failed due to illegal value in property: at"]],
      ["run.private_()", ["threw", "run.private_ is not a function"]],
      ["run.withSuccessHandler(1)", ["threw", "local Workspace: not a function"]],
    ];
    const found: typeof outcomes = [];
    for (const [call] of outcomes) found.push([call, await inPage(session, settle(call))]);
    expect(found).toEqual(outcomes);
    expect(session.said).toEqual([]);
  });

  test("is all there is: the page reaches neither the desk nor its window", async () => {
    const tried: [code: string, outcome: string][] = [
      ["fetch('https://district.example/')", "TypeError"],
      ["parent.document.title", "SecurityError"],
      ["localStorage.length", "SecurityError"],
      ["origin", "null"],
    ];
    for (const [code, outcome] of tried) {
      const told = `(async () => ${code})().then((value) => resolve(String(value)), ({ name }) => resolve(name));`;
      expect(await inPage(session, told)).toBe(outcome);
    }
  });

  test("shows another dialog in place of this one, whose calls are heard no more", async () => {
    await inPage(session, "google.script.run.showNext(); resolve();");
    await session.page.getByRole("heading", { name: "Second" }).waitFor();
    await session.dialog.getByText('["first",2]').waitFor();
    expect(session.said).toEqual([]);
  });
});
