/** Recording a result, with the local Workspace in Google's place: what it agrees in, what it finds, and what it refuses. */

import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { ResultRefused, readResult } from "../../scripts/probe/read-result";
import {
  type Recorded,
  readmeLine,
  record,
  recordedLine,
  recordedWords,
} from "../../scripts/probe/record";
import { firstWords, signed } from "../../scripts/probe/script/result";
import { behavioursUnder } from "../../scripts/workspace/behaviours/index";
import { sha256Text } from "../../scripts/workspace/digest";
import { recordings, recordingsIn } from "../../scripts/workspace/fidelity/recordings";
import { pointsUnder, unconfirmedPoints } from "../../scripts/workspace/fidelity/unconfirmed";
import { recordedFindings } from "../../src/install/check/running-checks";
import {
  criticalDifferences,
  differenceWords,
  recordedFine,
} from "../../src/install/going-live/attestations";
import { playedRound } from "./rounds";
import { criticalCases } from "./table/critical";
import { table } from "./table/table";

interface Place {
  readonly folder: string;
  readonly run: (text: string) => Promise<Recorded>;
}

/** A folder to record into. */
async function place(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "recordings-"));
  const fidelity = join(folder, "FIDELITY.md");
  const [script, readme] = [join(folder, "recorded.ts"), join(folder, "README.md")];
  copyFileSync(join(root, "src/install/going-live/google-recording.ts"), script);
  copyFileSync(join(root, "README.md"), readme);
  return {
    folder,
    run: (text) => {
      const file = join(folder, "result.txt");
      writeFileSync(file, text);
      return record(file, { recordings: folder, fidelity, script, readme });
    },
  };
}

let usual: string;
beforeAll(async () => {
  usual = (await playedRound()).text;
});

/** The same result with something in it changed, and signed as if the probe had. */
function with_(change: (result: { cases: Record<string, unknown> }) => void, text = usual): string {
  const result = JSON.parse(text.split("\n").slice(1, -1).join("\n"));
  change(result);
  return signed(JSON.stringify(result, null, 1), sha256Text);
}

test("every critical case is a case of the table", () => {
  const ids = table.map(({ id }) => id);
  expect(criticalCases.filter((id) => !ids.includes(id))).toEqual([]);
});

describe("a recording that differs", () => {
  const differs = { id: "mail.sent", asks: "Is a mail sent?", isCritical: true };
  test("proves nothing, is named, and holds back where it is critical", () => {
    expect(recordedFine({ on: "2026-11-02", differences: [] })).toBe("2026-11-02");
    const state = { on: "2026-11-02", differences: [differs] };
    expect(recordedFine(state)).toBe(null);
    expect(differenceWords(state)).toContain("mail.sent (Is a mail sent?)");
    expect(criticalDifferences(state)).toEqual([differs]);
    const words = differenceWords(state) ?? "";
    expect(recordedFindings(words, true)).toMatchObject([{ state: "wrong", holdsBack: true }]);
    expect(recordedFindings(words, false)).toEqual([words]);
    expect(recordedFindings(null, false)).toEqual([]);
  });
});

describe("npm run probe -- --record", () => {
  test("keeps a dated recording, marks behaviours recorded, and agrees", async () => {
    const { folder, run } = await place();
    const recorded = await run(usual);
    expect(recorded.name).toBe("2026-11-02-education.json");
    expect(recorded.differences).toEqual([]);
    expect(recordedWords(recorded).join("\n")).toContain("answers as Google does");
    const [kept] = recordingsIn(folder);
    expect(kept).toMatchObject({ day: "2026-11-02", kind: "education", mailQuota: 1500 });
    const met = behavioursUnder(recordingsIn(folder)).filter(({ status }) => status === "recorded");
    expect(met.length).toBeGreaterThan(60);
    const fidelity = readFileSync(join(folder, "FIDELITY.md"), "utf8");
    expect(fidelity).toContain(`Recorded from Google: ${met.length}.`);
    expect(fidelity).toContain("recorded 2026-11-02 on a Google Workspace for Education account");
    expect(fidelity).not.toContain("Nothing is recorded");
    expect(readFileSync(join(folder, "recorded.ts"), "utf8")).toContain(' = "2026-11-02";');
    expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(
      /^\*\*Recorded from Google\*\*: 2026-11-02 on a Google Workspace for Education account;/m,
    );
  });

  test("sets every switch to what Google answered", async () => {
    const { folder, run } = await place();
    const asked = new Set(table.flatMap(({ expects }) => ("of" in expects ? [expects.of] : [])));
    const flipped = Object.fromEntries(
      unconfirmedPoints
        .filter(({ name }) => asked.has(name) && name !== "unknownAddress")
        .map((point) => [
          point.name,
          point.answers.find((answer) => answer !== point.default) ?? "",
        ]),
    );
    const { text } = await playedRound(flipped);
    expect((await run(text)).differences).toEqual([]);
    const after = pointsUnder(recordingsIn(folder));
    for (const point of after) {
      if (point.name in flipped) expect(point.default, point.name).toBe(flipped[point.name]);
    }
    expect(readFileSync(join(folder, "FIDELITY.md"), "utf8")).toContain("**as-asked**");
  });

  test("names the case and both answers where the local Workspace differs", async () => {
    const { folder, run } = await place();
    const recorded = await run(
      with_(({ cases }) => {
        cases["mail.nobody"] = { answer: ["sent", "sent"], milliseconds: 1 };
        cases["cells.order-of-ranges"] = { answer: ["two", "two"], milliseconds: 1 };
        cases["language.text-as-code"] = { answer: true, milliseconds: 1 };
      }),
    );
    const words = recordedWords(recorded).join("\n");
    expect(words).toContain("DIFFERS: mail.nobody");
    expect(words).toContain('Google answered:              ["sent","sent"]');
    expect(words).toContain("Failed to send email: no recipient");
    expect(words).toContain("DIFFERS: cells.order-of-ranges");
    expect(words).toContain("Google is kinder than the local Workspace: language.text-as-code");
    expect(words).toContain("2 cases differ");
    const script = readFileSync(join(folder, "recorded.ts"), "utf8");
    expect(script).toContain('"id": "mail.nobody"');
    expect(script).toMatch(
      /"id": "cells.order-of-ranges",\s+"asks": "[^"]+",\s+"isCritical": true/,
    );
    expect(script).not.toContain("language.text-as-code");
    const [kept] = recordingsIn(folder);
    expect(kept?.switches["valueRangesOrder"]).toBeUndefined();
    expect(kept?.behaviours).not.toContain("sheets-values-order");
    expect(kept?.behaviours).not.toContain("runtime-no-evaluation");
  });

  test("takes Google's words where the local Workspace has none", async () => {
    const { run } = await place();
    const { differences } = await run(
      with_(({ cases }) => {
        cases["form.accepting-unpublished"] = { answer: "Exception: Not so.", milliseconds: 1 };
      }),
    );
    expect(differences).toEqual([]);
  });

  test("says nothing of what the round went without", async () => {
    const { folder, run } = await place();
    const { text } = await playedRound({}, { person: false });
    expect((await run(text)).differences).toEqual([]);
    const [kept] = recordingsIn(folder);
    expect(kept?.switches["checkboxOrder"]).toBeUndefined();
    expect(kept?.answers["submission.answers"]).toBeUndefined();
  });

  test("keeps no result twice, and a second round of the day beside the first", async () => {
    const { folder, run } = await place();
    await run(usual);
    await expect(run(usual)).rejects.toThrow("is kept already: recorded 2026-11-02");
    await run((await playedRound({ spentTriggers: "removed" })).text);
    expect(readdirSync(folder).filter((name) => name.endsWith(".json"))).toEqual([
      "2026-11-02-education-2.json",
      "2026-11-02-education.json",
    ]);
  });

  test("takes the text as a mail or an editor leaves it", async () => {
    expect(readResult(`\r\n  ${usual.replaceAll("\n", "\r\n")}\r\n\r\n`)).toEqual(
      readResult(usual),
    );
  });

  test.each([
    ["cut at the end", (text: string) => text.slice(0, text.length / 2), "The text is cut"],
    [
      "cut in the middle",
      (text: string) =>
        text
          .split("\n")
          .filter((_, line) => line !== 40)
          .join("\n"),
      "The text is cut",
    ],
    [
      "edited",
      (text: string) => text.replace('"answer": true', '"answer": fals'),
      "The text was edited",
    ],
    [
      "edited in its checksum",
      (text: string) => text.replace(/[0-9a-f]$/, (last) => (last === "0" ? "1" : "0")),
      "The text was edited",
    ],
    ["foreign", () => "Dear admin,\nhere it is\n", "This is no result of the probe"],
    ["empty", () => "", "This is no result of the probe"],
    ["no JSON", () => signed("not JSON", sha256Text), "The text was not made by the probe"],
    [
      "of another shape",
      () => signed('{"format":1}', sha256Text),
      "The text was not made by the probe",
    ],
    [
      "of another version",
      () => signed('{"format":99}', sha256Text),
      "another version of the probe",
    ],
    [
      "of another table",
      (text: string) => with_((result) => Object.assign(result, { table: "0".repeat(16) }), text),
      "another table of questions",
    ],
    [
      "without a case",
      (text: string) => with_(({ cases }) => delete cases["mail.sent"], text),
      "mail.sent does not fit the table",
    ],
    [
      "with an address",
      (text: string) =>
        with_(({ cases }) => {
          cases["mail.sent"] = { answer: "to lead@district.example", milliseconds: 1 };
        }, text),
      "an address or an id",
    ],
  ])("refuses a text that is %s, in words, and writes nothing", async (_, spoil, words) => {
    const { folder, run } = await place();
    const failure = run(spoil(usual));
    await expect(failure).rejects.toThrow(ResultRefused);
    await expect(failure).rejects.toThrow(words);
    expect(readdirSync(folder).sort()).toEqual(["README.md", "recorded.ts", "result.txt"]);
    expect(readFileSync(join(folder, "recorded.ts"), "utf8")).toContain(" = null;");
  });
});

test("the README says in one line what is recorded", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  expect(readmeLine.exec(readme)?.[0]).toBe(recordedLine(recordings));
});

test("a result holds no address, no id and no name of a file, and says what it is", () => {
  expect(usual.startsWith(firstWords)).toBe(true);
  expect(usual).not.toMatch(/@\w+\.\w/);
  expect(usual).not.toContain("FormLocal");
  expect(usual).not.toContain("can be deleted");
  expect(usual).not.toMatch(/(?=[\w-]*\d)[\w-]{25,}/.exec(usual.split("\n")[2] ?? "")?.[0] ?? "\0");
});
