/** The sentences about what went wrong: one for each thing that a person can do about it. */
import { expect, test } from "vitest";
import { failureWords, type Trouble, troubleWords } from "../src/errors";

const one: readonly Trouble[] = [
  { kind: "defect", code: "TypeError" as never },
  { kind: "quota" },
  { kind: "outage", ofRegisters: true },
  { kind: "outage", ofRegisters: false },
  { kind: "permission", without: ["sending email"] },
  { kind: "service-off", services: ["Sheets"] },
  { kind: "file-gone" },
  { kind: "damage", tab: "Cases" },
  { kind: "refusal", code: "busy" },
];

test("each kind has a sentence and a next step of its own, and nothing of an error", () => {
  const said = one.map((trouble) => troubleWords(trouble));
  expect(new Set(said.map(({ what }) => what)).size).toBe(one.length);
  const failures = one.map(failureWords);
  expect(new Set(failures.map((words) => words.split(":")[0])).size).toBe(one.length);
  for (const words of failures) expect(words).toMatch(/^[a-z-]+: [A-Z].*\.$/);
  expect(troubleWords({ kind: "quota" }, "the account that runs the system").what).toContain(
    "the account that runs the system",
  );
});
