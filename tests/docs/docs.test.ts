/**
 * Compares every page of docs/ and of the root with the product: links lead somewhere, quotes are accurate, lists are complete, and
 * pages are short.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { contrast } from "../../scripts/build/contrast";
import { root } from "../../scripts/build/sources";
import { installText } from "../../scripts/release/install-page";
import { desiredForm } from "../../src/form/desired-form";
import { defaultPack } from "../../src/protocol/find-pack";
import { say } from "../../src/protocol/wording";
import { tabs } from "../../src/tabs";
import { namedTests } from "../../vitest.config";

const text = (path: string) => readFileSync(join(root, path), "utf8");
const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
/** Drafts of what a district adopts: for no one's daily work, and in a page of the release of their own. */
const papers = docs.filter((name) => name.startsWith("docs/adopt/"));
const pages = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", ...docs];

/** For people who read the code or write a pack, not for people who use the system. */
const forEngineers = ["architecture", "costs", "county", "spanish-terms", "usual-script"];
const tasks = docs.filter(
  (name) => /^docs\/[^/]+$/.test(name) && !forEngineers.includes(name.slice(5, -3)),
);
const guides = [...tasks, ...docs.filter((name) => name.startsWith("docs/details/"))];

/** The anchors of a page's headings, as GitHub makes them. */
const anchors = (page: string) =>
  [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );

test.each(pages)("%s leads to pages, headings and files that are there", (page) => {
  for (const [, link = ""] of text(page).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(link)) continue;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(root, join(root, dirname(page), path));
    expect(existsSync(join(root, target)), link).toBe(true);
    if (anchor !== undefined) expect(anchors(target), link).toContain(anchor);
  }
  // A name in capitals stands for a file that the reader makes.
  const rooms = ["", "src", "src/protocol", "scripts", "tests"];
  for (const [, path = ""] of text(page).matchAll(
    /`((?:src|scripts|tests)\/[\w./-]+|[a-z][\w-]*\/[\w/-]+\.ts)`/g,
  )) {
    const isThere = rooms.some((room) => existsSync(join(root, room, path)));
    expect(isThere || /[A-Z]{2}\./.test(path), path).toBe(true);
  }
  for (const [, paths = ""] of text(page).matchAll(/vitest run ((?:tests\/[\w./-]+ ?)+)/g)) {
    for (const path of paths
      .trim()
      .split(" ")
      .filter((one) => !/[A-Z]{2}/.test(one)))
      expect(existsSync(join(root, path)), path).toBe(true);
  }
});

test("a command that names tests which are not there says so, and runs no others", () => {
  expect(() => namedTests(["run", "tests/docs"])).not.toThrow();
  expect(() => namedTests(["run", "tests/cells"])).toThrow("There is no tests/cells");
});

test("each rule of decisions 2.6 to 2.24 has a test under that title, or is said to have none and why", () => {
  const [ruled = "", without = ""] = text("tests/rules.md").split("\n## Without a test\n");
  const decisions = ruled.split(/^## (?=\d)/m).slice(1);
  expect(decisions.map((one) => Number(one.slice(2, one.indexOf(" "))))).toEqual(
    Array.from({ length: 19 }, (_, at) => at + 6),
  );
  const rowsOf = (part: string) =>
    [...part.matchAll(/^\| (?!rule |---)(.+)\|$/gm)].map(([, row = ""]) =>
      row.split("|").map((cell) => cell.trim()),
    );
  for (const one of decisions) expect(rowsOf(one).length, one.slice(0, 30)).toBeGreaterThan(1);
  const lost = rowsOf(ruled).filter(([rule = "", file = "", title = ""]) => {
    const [path] = [".test.ts", ".ts"]
      .map((end) => `tests/${file}${end}`)
      .filter((one) => existsSync(join(root, one)));
    const quoted = title.endsWith("…") ? title.slice(0, -1) : `${title}"`;
    return (
      rule.length < 9 ||
      path === undefined ||
      !text(path).replaceAll("`", '"').includes(`"${quoted}`)
    );
  });
  expect(lost).toEqual([]);
  for (const row of rowsOf(without))
    expect(row.map((cell) => cell.length > 9)).toEqual([true, true]);
});

/** What a person reads of a page between spaces: without its pictures and the marks of its tables. */
const wordsOf = (page: string) =>
  text(page)
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Spanish says the same in a tenth more words; the superintendent's page is two sheets of paper; the README is one screen. */
const longer: Readonly<Record<string, number>> = {
  "docs/staff.es.md": 780,
  "docs/superintendent.md": 950,
  "README.md": 1_000,
};

test("a task is read in a few minutes, all of docs/ in an hour or two", () => {
  for (const page of [...tasks, "README.md"]) {
    expect(wordsOf(page), page).toBeLessThan(longer[page] ?? 700);
  }
  const others = docs.filter((name) => !papers.includes(name));
  expect(others.map(text).join(" ").split(/\s+/).length).toBeLessThan(26_500);
});

test("papers for adoption say first that counsel has to read them, and are short", () => {
  for (const page of papers) {
    expect(text(page), page).toMatch(
      /^# .+\n\n> \*\*A draft\. Counsel .*has to read it before anyone uses it\*?\*?.*It is not legal advice\./,
    );
  }
  expect(papers.map(wordsOf).reduce((a, b) => a + b)).toBeLessThan(4_500);
});

test("every guide says that it is not legal advice; every picture is shown, and every shown picture is there", () => {
  for (const page of guides) {
    expect(text(page), page).toMatch(/not legal advice|No es asesoría legal/);
  }
  const shown = [...guides, "README.md"].flatMap((page) =>
    [...text(page).matchAll(/\]\((?:\.\.\/|docs\/)?pictures\/([^)]+)\)/g)].map(([, name]) => name),
  );
  expect([...new Set(shown)].sort()).toEqual(readdirSync(join(root, "docs/pictures")).sort());
});

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

test.each(["staff", "contact-first-case", "contact-week"])(
  "%s quotes labels that exist",
  (name) => {
    const quoted = [...text(`docs/${name}.md`).matchAll(/\*\*([^*]+)\*\*/g)]
      .map(([, words = ""]) => words)
      .filter((words) => !emphasis.test(words));
    expect(quoted.length).toBeGreaterThan(2);
    expect(quoted.filter((words) => !labels.has(words))).toEqual([]);
  },
);

test("a board's ten questions have answers, and links to more; the page for counsel has every tab, and says what Google cannot prevent", () => {
  const questions = /^\d+\. \*\*\[[^\]]+\?\]\(\S+\)\*\* \S.*$/gm;
  expect(text("docs/superintendent.md").match(questions)).toHaveLength(10);
  const words = ["A contact sees every school's cases", "Editors can copy and export"];
  for (const one of [...words, ...Object.values(tabs).map(({ title }) => title)]) {
    expect(text("docs/security/counsel.md")).toContain(one);
  }
});

test("Google's warning of an unverified app is told alike wherever it is told", () => {
  const [unverified = "no such line"] =
    /Google shows no warning for a script that an account of your own domain owns.*/.exec(
      installText(),
    ) ?? [];
  expect(text("docs/security/administrator.md")).toContain(unverified);
});

/** The 55 success criteria of WCAG 2.2 of levels A and AA, by number: https://www.w3.org/TR/WCAG22/ */
const criteria =
  "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 " +
  "2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 " +
  "3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3";

describe("the accessibility report", () => {
  test("has each criterion once, under what supports it or as one that does not apply", () => {
    const [, report = ""] = text("docs/security/engineer.md").split("## Accessibility");
    const named = report.match(/\b\d\.\d\.\d+\b/g) ?? [];
    expect([...named].sort()).toEqual(criteria.split(" ").sort());
  });

  test("windows and emails have no picture, sound, film or drawing, and windows say that they are English", () => {
    const window = text("dist/Dialog.html");
    expect(window).toContain('<html lang="en">');
    expect(window + text("dist/Code.js")).not.toMatch(
      /<(?:img|video|audio|canvas|svg|object|embed|marquee|blink)\b/i,
    );
  });

  test("borders of fields and the ring of the focus stand out from white by three to one", () => {
    const style = text("src/ui/dialog.css");
    for (const name of ["line", "main", "bad", "care", "good"]) {
      const color = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(style)?.[1] ?? "#ffffff";
      expect(contrast(color, "#ffffff"), name).toBeGreaterThanOrEqual(3);
    }
    expect(style).toMatch(
      /input\[type="text"\],\s*textarea \{[^}]*border: 1px solid var\(--line\)/,
    );
    expect(style).toMatch(/:focus-visible \{\s*outline: 3px solid var\(--main\)/);
  });
});
