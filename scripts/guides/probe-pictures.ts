/** The pictures of the probe's guide: drawings of the script editor, and the probe's own windows at the local desk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { failureWords } from "../../tests/conformance/table/cases/page";
import type { Desk } from "../desk/state";
import { addresses } from "../play/directory";
import { buildProbe, probe } from "../probe/deployed";
import type { Request, View } from "../probe/script/view";
import { box, drawing, ring, words } from "../release/drawing";
import { entryRing, menu, pictures, scriptEditor } from "../release/pictures";
import type { Camera } from "./camera";
import { openOtherDesk, withoutDesk } from "./desk";
import { openRoom } from "./visit-rooms";

const link = "#1a5fb4";
const size = { width: 1000, height: 760 };

const services = drawing(
  200,
  "The script editor. 1: the plus sign beside Services. 2: Google Sheets API, then Drive API. 3: Add.",
  [
    scriptEditor(200, ["appsscript.json", "Code.gs"], ""),
    words({ x: 58, y: 150 }, "Services", { bold: true }),
    words({ x: 152, y: 152 }, "+", { bold: true, size: 20 }),
    menu(190, 44, 186, ["Drive API", "Google Sheets API"]),
    words({ x: 330, y: 150 }, "Add", { bold: true, colour: link }),
    ring({ x: 145, y: 132, w: 26, h: 26 }, 1),
    entryRing(190, 44, 186, 1, 2),
    ring({ x: 320, y: 132, w: 50, h: 26 }, 3),
  ],
);

const page = drawing(
  200,
  "The list of files. 1: the plus sign. 2: HTML. 3: the new file's name, Probe, without an ending.",
  [
    scriptEditor(200, ["appsscript.json", "Code.gs"], ""),
    menu(172, 70, 80, ["Script", "HTML"]),
    words({ x: 272, y: 92 }, "its name:"),
    box({ x: 272, y: 100, w: 108, h: 32 }, "#ffffff", link),
    words({ x: 284, y: 121 }, "Probe"),
    ring({ x: 145, y: 40, w: 26, h: 26 }, 1),
    entryRing(172, 70, 80, 1, 2),
    ring({ x: 268, y: 96, w: 116, h: 40 }, 3),
  ],
);

/** By the picture's name. */
const drawings: Readonly<Record<string, string>> = {
  "probe-editor-open.png": pictures.apps,
  "probe-editor-settings.png": pictures.settings,
  "probe-editor-code.png": pictures.code,
  "probe-editor-manifest.png": pictures.manifest,
  "probe-editor-page.png": page,
  "probe-editor-services.png": services,
};

async function takeDrawings(paper: Page, camera: Camera): Promise<readonly string[]> {
  await paper.goto("about:blank");
  await paper.setViewportSize({ width: 800, height: 600 });
  for (const [name, svg] of Object.entries(drawings)) {
    await paper.setContent(`<style>body { margin: 0 } svg { width: 600px }</style>${svg}`);
    await camera(paper.locator("svg"), name);
  }
  return Object.keys(drawings);
}

/** A step of the round that no picture shows. */
function ask({ workspace }: Desk, request: Request): View {
  const args = [JSON.stringify(request)];
  const { value, error } = workspace.callFromDialog("onProbe", addresses.admin, args);
  if (typeof value !== "string") throw new Error(error ?? "the probe said nothing");
  return JSON.parse(value) as View; // The probe's own words.
}

const seen = JSON.stringify({
  order: [1, 2, 3],
  message: `Error: ${failureWords}`,
  echo: ["=1+1 <b>", 1.5, true, null],
});

/** Goes on by itself until the round asks for a person's hand, or ends. */
function goOn(desk: Desk): void {
  for (let steps = 0; steps < 100; steps += 1) {
    const { next, actions } = ask(desk, { act: "go" });
    if (next === "look") ask(desk, { act: "seen", seen });
    else if (next !== null && next !== "go") desk.advance(next.seconds * 1000);
    if (next === null || actions.some(({ act }) => act === "person")) return;
  }
  throw new Error("The round asks for nobody");
}

const dialog = (at: Page): Locator => at.locator("dialog.app");

async function goToEditor(at: Page): Promise<void> {
  await openRoom(at, "Report");
  await openRoom(at, "Admin");
  await at.getByRole("button", { name: "Probe" }).waitFor();
}

/** Opens the probe's window and goes on to where the round is. */
async function open(at: Page, heading: RegExp): Promise<void> {
  await goToEditor(at);
  await at.getByRole("button", { name: "Probe" }).click();
  await at.getByRole("menuitem", { name: "Run the probe" }).click();
  const inside = at.frameLocator("dialog.app iframe");
  await inside.getByRole("button", { name: "Go on", exact: true }).click();
  await inside.getByRole("heading", { name: heading }).waitFor();
}

const close = (at: Page) => dialog(at).getByRole("button", { name: "Close" }).click();

async function takeRound(
  at: Page,
  desk: Desk,
  take: (name: string, of?: Locator) => Promise<void>,
): Promise<void> {
  await goToEditor(at);
  await at.getByRole("button", { name: "Probe" }).click();
  await at.getByRole("menuitem", { name: "Run the probe" }).waitFor();
  await at.setViewportSize({ ...size, height: 320 });
  await take("probe-menu.png");
  await at.setViewportSize(size);
  await at.getByRole("menuitem", { name: "Run the probe" }).click();
  const inside = at.frameLocator("dialog.app iframe");
  await inside.getByLabel("Google Workspace for Education").check();
  await take("probe-begin.png", dialog(at));
  await inside.getByRole("button", { name: "Begin" }).click();
  await inside.getByText("A pause: Google takes only so many calls").waitFor();
  await take("probe-asking.png", dialog(at));
  await close(at);
  desk.advance(60_000);
  goOn(desk);
  ask(desk, { act: "person" });
  await open(at, /Send the Form and type in a cell/);
  await take("probe-hand.png", dialog(at));
  await close(at);
  await openRoom(at, "Report");
  // The page still shows the Form as it was before its questions came.
  await at.reload();
  await at.getByText("Tick First, then Third").waitFor();
  await take("probe-form.png");
  ask(desk, { act: "without" });
  await open(at, /A second account/);
  await take("probe-second.png", dialog(at));
  await close(at);
  ask(desk, { act: "without" });
  desk.advance(11 * 60_000);
  await open(at, /Done/);
  await take("probe-result.png", dialog(at));
}

/** Takes every picture of the probe's guide in a window without the pages' policies; returns their names in the order taken. */
export async function takeProbePictures(at: Page, camera: Camera): Promise<readonly string[]> {
  const taken = [...(await takeDrawings(at, camera))];
  const root = mkdtempSync(join(tmpdir(), "probe-"));
  await buildProbe(root);
  const { desk, visit, close: end } = await openOtherDesk(join(root, probe.folder));
  try {
    await at.goto("about:blank");
    await at.setViewportSize(size);
    await visit(at);
    await takeRound(at, desk, async (name, of) => {
      await camera(of ?? at, name, { style: withoutDesk });
      taken.push(name);
    });
  } finally {
    end();
    rmSync(root, { recursive: true });
  }
  return taken;
}
