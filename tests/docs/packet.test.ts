/** Every page of docs/ and of the root against the product: its links lead somewhere, its tests are there, its lists are whole. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { contrast } from "../../scripts/build/contrast";
import { root } from "../../scripts/build/sources";
import { installText } from "../../scripts/release/install-page";
import { tabs } from "../../src/register/tabs";

const text = (path: string) => readFileSync(join(root, path), "utf8");
const pages = [
  "README.md",
  "SECURITY.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .trim()
    .replaceAll(" ", "-");

function anchors(page: string): readonly string[] {
  return [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

const linksOf = (words: string) =>
  [...words.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to = ""]) => to)
    .filter((to) => !/^https?:/.test(to));

describe.each(pages)("%s", (page) => {
  test("each link leads to a page and a heading that are there", () => {
    for (const link of linksOf(text(page))) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : relative(root, join(root, dirname(page), path));
      expect(existsSync(join(root, target)), link).toBe(true);
      if (anchor !== undefined) expect(anchors(target), link).toContain(anchor);
    }
  });

  test("each test that it names is there", () => {
    for (const [, path = ""] of text(page).matchAll(/`(tests\/[\w./-]+)`/g)) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });
});

test("each of a board's ten questions has an answer, and a link to more", () => {
  const page = text("docs/superintendent.md");
  const questions = [...page.matchAll(/^\d+\. \*\*\[[^\]]+\?\]\(\S+\)\*\* \S.*$/gm)];
  expect(questions).toHaveLength(10);
});

test("the page for counsel has every tab of a register, and says what Google cannot prevent", () => {
  const page = text("docs/security/counsel.md");
  for (const { title } of Object.values(tabs)) expect(page).toContain(title);
  for (const words of [
    "A contact sees every school's cases",
    "Editors can copy and export",
    "one register per school",
  ]) {
    expect(page).toContain(words);
  }
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
    const script = text("dist/Code.js");
    for (const source of [window, script]) {
      expect(source).not.toMatch(/<(?:img|video|audio|canvas|svg|object|embed|marquee|blink)\b/i);
    }
  });

  test("borders of fields and the ring of the focus stand out from white by three to one", () => {
    const style = text("src/ui/dialog.css");
    const colourOf = (name: string) =>
      new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(style)?.[1] ?? "#ffffff";
    for (const name of ["line", "main", "bad", "care", "good"]) {
      expect(contrast(colourOf(name), "#ffffff"), name).toBeGreaterThanOrEqual(3);
    }
    expect(style).toMatch(
      /input\[type="text"\],\s*textarea \{[^}]*border: 1px solid var\(--line\)/,
    );
    expect(style).toMatch(/:focus-visible \{\s*outline: 3px solid var\(--main\)/);
  });
});

test("Google's warning of an unverified app is told alike wherever it is told", () => {
  const [unverified = "no such line"] =
    /Google shows no warning for a script that an account of your own domain owns.*/.exec(
      installText(),
    ) ?? [];
  expect(text("docs/security/administrator.md")).toContain(unverified);
});
