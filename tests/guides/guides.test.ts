/** The guides in docs/: what they quote exists in the product, and their pictures can still be taken. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Camera, cameraFor } from "../../scripts/guides/camera";
import { mailScenes } from "../../scripts/guides/mail-scenes";
import { mailSection } from "../../scripts/guides/mails";
import { takePictures } from "../../scripts/guides/pictures";
import { referencePages } from "../../scripts/guides/reference";
import { formPages } from "../../src/form/questions";
import { messageKinds } from "../../src/letters/kinds/all-kinds";
import { defaultPack } from "../../src/protocol/find-pack";
import { say } from "../../src/protocol/wording";
import { tabs } from "../../src/register/tabs";
import { oneBrowser } from "../browser/one-browser";
import { isEveryPoint } from "../every-point";

const docs = join(import.meta.dirname, "..", "..", "docs");
/** For whoever reads the code or writes a pack, not for whoever works with the desk. */
const forEngineers = [
  "architecture.md",
  "costs.md",
  "county.md",
  "spanish-terms.md",
  "usual-script.md",
];
const pagesIn = (folder: string) =>
  readdirSync(join(docs, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const tasks = pagesIn(".").filter((name) => !forEngineers.includes(name));
const guides = [...tasks, ...pagesIn("details"), ...pagesIn("reference")];
const read = (name: string) => readFileSync(join(docs, name), "utf8");
const picturesIn = (text: string) =>
  [...text.matchAll(/\]\((?:\.\.\/)?pictures\/([^)]+)\)/g)].map(([, name]) => name ?? "");

/** Every label that a person can see in the Form and in the register. */
const labels = new Set([
  ...Object.values(tabs).flatMap(({ title, columns }) => [
    title,
    ...columns.map(({ header }) => header),
  ]),
  ...formPages({ pack: defaultPack(), language: "en" }).flatMap(({ title, questions }) => [
    title,
    ...questions.map((question) => question.title),
  ]),
  ...defaultPack().acts.map(({ name }) => say(name)),
]);

/** Words in bold that begin a sentence of the guide itself; all other bold words are labels. */
const emphasis =
  /^(In danger now|This form is not|Calls come first|Is the student about to leave|To stay unknown to the district|Where it goes:)/;

test("there is a guide for each task, and a page of the mails", () => {
  expect(tasks.sort()).toEqual([
    "admin-day.md",
    "admin-year.md",
    "contact-first-case.md",
    "contact-week.md",
    "first-try.md",
    "lead.md",
    "mails.md",
    "probe.md",
    "staff.es.md",
    "staff.md",
  ]);
});

/** What a person reads of a page between spaces: without its pictures and the marks of its tables. */
const wordsOf = (text: string) =>
  text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

test.each(tasks.filter((name) => !["mails.md", "probe.md"].includes(name)))(
  "%s is read in a few minutes",
  (name) => {
    // Spanish says the same in a tenth more words.
    expect(wordsOf(read(name))).toBeLessThan(name === "staff.es.md" ? 780 : 700);
  },
);

test("the README is one screen and three doors", () => {
  expect(wordsOf(readFileSync(join(docs, "../README.md"), "utf8"))).toBeLessThan(1_200);
});

test("each link of a guide leads to a page that is there", () => {
  for (const name of [...guides, ...pagesIn("."), "../README.md", "../CONTRIBUTING.md"]) {
    for (const [, link = ""] of read(name).matchAll(/\]\(([^)\s#]+)/g)) {
      if (/^https?:/.test(link)) continue;
      expect(existsSync(join(docs, dirname(name), link)), `${name}: ${link}`).toBe(true);
    }
  }
});

test("the pages of reference are as the product is", async () => {
  for (const [name, text] of Object.entries(await referencePages())) {
    expect(read(join("reference", name)), name).toBe(text);
  }
});

test("the page of the mails has every kind", () => {
  const shown = [...read("mails.md").matchAll(/^- Kind: `([^`]+)`$/gm)].map(([, kind]) => kind);
  expect([...new Set(shown)].sort()).toEqual([...messageKinds()].sort());
});

/** What a release compares whole: here each fourth. */
const playedScenes = mailScenes.filter(
  ({ picture }, at) => isEveryPoint || at % 4 === 0 || picture === "mail-digest.png",
);

test.each(playedScenes)("the page of the mails has $picture word for word", async (scene) => {
  expect(read("mails.md")).toContain(await mailSection(scene));
});

test.each(guides)("%s says that it is not legal advice", (name) => {
  expect(read(name)).toMatch(/not legal advice|No es asesoría legal/);
});

test.each(["staff.md", "contact-first-case.md", "contact-week.md"])(
  "%s quotes labels that exist",
  (name) => {
    const quoted = [...read(name).matchAll(/\*\*([^*]+)\*\*/g)]
      .map(([, words]) => words ?? "")
      .filter((words) => !emphasis.test(words));
    expect(quoted.length).toBeGreaterThan(2);
    expect(quoted.filter((words) => !labels.has(words))).toEqual([]);
  },
);

test("every picture is shown, and every shown picture is there", () => {
  const shown = guides.flatMap((name) => picturesIn(read(name)));
  expect([...new Set(shown)].sort()).toEqual(readdirSync(join(docs, "pictures")).sort());
});

test("the pictures can be taken from the desk as it is now", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  const real = cameraFor(folder);
  // Drawing a picture is half the work, and one is drawn like the other: most are only looked at.
  const drawn = ["form-sent.png", "check.png", "mail-digest.png"];
  const camera: Camera = async (of, name, exposure) => {
    if (drawn.includes(name)) await real(of, name, exposure);
    const size = await ("goto" in of ? of.locator("body") : of).boundingBox();
    expect(size?.width, name).toBeGreaterThan(100);
    expect(size?.height, name).toBeGreaterThan(100);
  };
  try {
    const taken = await takePictures(await oneBrowser(), camera, playedScenes);
    const all = new Set([...taken, ...mailScenes.map(({ picture }) => picture)]);
    expect([...all].sort()).toEqual(readdirSync(join(docs, "pictures")).sort());
    expect(readdirSync(folder).sort()).toEqual([...drawn].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
