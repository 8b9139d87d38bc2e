/** The guides in docs/: what they quote exists in the product. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { desiredForm } from "../../src/form/desired-form";
import { defaultPack } from "../../src/protocol/find-pack";
import { say } from "../../src/protocol/wording";
import { tabs } from "../../src/register/tabs";

const docs = join(import.meta.dirname, "..", "..", "docs");
/** For people who read the code or write a pack, not for people who use the system. */
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
const guides = [...tasks, ...pagesIn("details")];
const read = (name: string) => readFileSync(join(docs, name), "utf8");
const picturesIn = (text: string) =>
  [...text.matchAll(/\]\((?:\.\.\/|docs\/)?pictures\/([^)]+)\)/g)].map(([, name]) => name ?? "");

/** Every label that a person can see in the Form and in the register. */
const labels = new Set([
  ...Object.values(tabs).flatMap(({ title, columns }) => [
    title,
    ...columns.map(({ header }) => header),
  ]),
  ...desiredForm(defaultPack(), []).items.map(({ title }) => title),
  ...defaultPack().acts.map(({ name }) => say(name)),
]);

/** Words in bold that begin a sentence of the guide itself; all other bold words are labels. */
const emphasis =
  /^(In danger now|This form is not|Calls come first|Is the student about to leave|To stay anonymous to the district|Where it goes:|Who can change a case:)/;

/** What a person reads of a page between spaces: without its pictures and the marks of its tables. */
const wordsOf = (text: string) =>
  text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Spanish says the same in a tenth more words; the superintendent's page is two sheets of paper. */
const longer: Readonly<Record<string, number>> = { "staff.es.md": 780, "superintendent.md": 950 };

test.each(tasks)("%s is read in a few minutes", (name) => {
  expect(wordsOf(read(name))).toBeLessThan(longer[name] ?? 700);
});

test("the README is one screen, and all of docs/ an hour or two", () => {
  expect(wordsOf(readFileSync(join(docs, "../README.md"), "utf8"))).toBeLessThan(1_000);
  const pages = readdirSync(docs, { recursive: true, encoding: "utf8" });
  const all = pages.filter((name) => name.endsWith(".md")).map(read);
  expect(all.join(" ").split(/\s+/).length).toBeLessThan(24_000);
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
  const shown = [...guides, "../README.md"].flatMap((name) => picturesIn(read(name)));
  expect([...new Set(shown)].sort()).toEqual(readdirSync(join(docs, "pictures")).sort());
});
