/** Which Chromium is meant, on computers that are made up. */
import { expect, test } from "vitest";
import {
  type Computer,
  chromiumPaths,
  NoChromium,
  ownDownloads,
} from "../../scripts/chromium/find";

const cache = "/home/teacher/.cache/ms-playwright";

/** A computer on which these programs are, and nothing else. */
function computer(programs: readonly string[], env: Computer["env"] = {}): Computer {
  return {
    env,
    canRun: (path) => programs.includes(path),
    namesIn: (folder) => {
      const within = programs.filter((path) => path.startsWith(`${folder}/`));
      return [...new Set(within.map((path) => path.slice(folder.length + 1).split("/")[0] ?? ""))];
    },
    playwrightPath: `${cache}/chromium-1255/chrome-linux64/chrome`,
  };
}

test("CHROMIUM is the only one, also where others are", () => {
  const named = computer(["/usr/bin/chromium", "/opt/mine"], {
    CHROMIUM: "/opt/mine",
    PATH: "/usr/bin",
  });
  expect(chromiumPaths(named)).toEqual(["/opt/mine"]);
});

test("CHROMIUM that is no program is an error in one line, and not passed over", () => {
  const named = computer(["/usr/bin/chromium"], { CHROMIUM: "/opt/gone", PATH: "/usr/bin" });
  expect(() => chromiumPaths(named)).toThrow(NoChromium);
  expect(() => chromiumPaths(named)).toThrow(/^CHROMIUM is set to \/opt\/gone, .*unset CHROMIUM$/);
});

test("an empty CHROMIUM is as good as none", () => {
  const empty = computer(["/usr/bin/chromium"], { CHROMIUM: "", PATH: "/usr/bin" });
  expect(chromiumPaths(empty)).toEqual(["/usr/bin/chromium"]);
});

test.each([
  ["a name on the path", ["/opt/bin/google-chrome"], { PATH: "/opt/bin:/usr/bin" }],
  ["a path with spaces", ["/opt/my tools/chromium"], { PATH: "/opt/my tools" }],
  ["a usual place that the path leaves out", ["/usr/bin/chromium-browser"], { PATH: "/bin" }],
  ["a usual place, without a path", ["/snap/bin/chromium"], {}],
  ["Playwright's download", [`${cache}/chromium-1255/chrome-linux64/chrome`], {}],
  [
    "a download of another Playwright",
    [`${cache}/chromium-1187/chrome-linux64/chrome`],
    { PATH: "/usr/bin" },
  ],
  ["a download beside the project", [`${ownDownloads}/chromium-1255/chrome-linux64/chrome`], {}],
])("finds %s", (_, programs, env) => {
  expect(chromiumPaths(computer(programs, env))).toEqual(programs);
});

test("the path's first, then Playwright's, the latest revision first", () => {
  const downloads = [99, 1255, 1187].map(
    (revision) => `${cache}/chromium-${revision}/chrome-linux64/chrome`,
  );
  const many = computer([...downloads, "/usr/bin/chromium"], { PATH: "/usr/bin" });
  expect(chromiumPaths(many).map((path) => path.replace(`${cache}/`, ""))).toEqual([
    "/usr/bin/chromium",
    "chromium-1255/chrome-linux64/chrome",
    "chromium-1187/chrome-linux64/chrome",
    "chromium-99/chrome-linux64/chrome",
  ]);
});

test("nothing where there is none", () => {
  expect(
    chromiumPaths(computer([`${cache}/firefox-1/chrome-linux64/chrome`], { PATH: "/usr/bin" })),
  ).toEqual([]);
});
