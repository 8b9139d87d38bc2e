/** How long first emails are, and what their first ninety words contain, for everything that a report can say. */

import { expect, test } from "vitest";
import type { CaseFacts } from "../../src/messages/message-entry";
import { subsets } from "../protocol/every-case";
import { concernIds, factorIds } from "../protocol/marin";
import { agenciesOf, factsOf, openedEmail, reportTakers } from "./letters";

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => word !== "");

/** None, too few for a protocol, one that is enough, all: which ones they are is in no mail. */
const signs = [[], factorIds.slice(3, 4), factorIds.slice(0, 1), factorIds];
/** Of the student nothing more is known; or as much as can be. */
const others = [
  {},
  { studentRole: "may-be-recruiting", staffMayBeInvolved: "yes", confirmedBy: "law-enforcement" },
] as const;
const answers = subsets(concernIds).flatMap((concerns) =>
  signs.flatMap((factors) =>
    [true, false].flatMap((isDanger) =>
      others.map((more) => ({ concerns, factors, isDanger, ...more })),
    ),
  ),
);

const reviewReasons = ["unread-studentRole", "school-not-listed"] as const;
// Its one reader has no one to phone.
const sealed = { colleagues: [], leadTold: null } as const;
/** As it comes, with something to review, with much of it, and sealed. */
const variants: Readonly<Record<string, Partial<CaseFacts>>> = {
  "as it comes": {},
  "to review": { reviewReasons },
  "much to review": {
    reviewReasons: [...reviewReasons, "staff-not-clear", "unread-factors", "unread-grade"],
  },
  sealed,
  "sealed, received, to review": { ...sealed, dueFrom: "received", reviewReasons },
};

/** Acts of the whole document, each in a row of its own or covered by one. */
const everyAct = factsOf({ concerns: concernIds, factors: factorIds }).acts.map(({ act }) => act);

/** Words between spaces that a first mail may have: most where a victim is confirmed in danger and nothing of the document is left out. */
function mostWords({ protocols, danger, acts }: CaseFacts): number {
  const isOnlyAtRisk = protocols.every((name) => name === "At risk");
  if (danger === null) return isOnlyAtRisk ? 260 : 350;
  const isEverything = everyAct.every((id) => acts.some(({ act }) => act === id));
  // Its last lines: who else was emailed, and what comes next.
  return (isEverything ? 450 : 350) + 30;
}

/** An unknown officer counts as the district's own. */
const all = (["yes", "no"] as const).flatMap((sro) => {
  const directory = agenciesOf(reportTakers, sro);
  return answers.flatMap((given) => {
    const usual = factsOf(given, directory);
    return Object.entries(variants).map(([variant, more]) => {
      const facts = { ...usual, ...more };
      const name = `${JSON.stringify(given)}, SRO of the district ${sro}; ${variant}`;
      return { name, facts, text: openedEmail(facts).text };
    });
  });
});

test("a first mail is as short as its level allows, in every situation", () => {
  const tooLong = all.flatMap(({ name, facts, text }) => {
    const count = wordsIn(text).length;
    return count > mostWords(facts) ? [`${count} words: ${name}`] : [];
  });
  expect(tooLong).toEqual([]);
});

test("danger, whom to call with each number, and the link stand in its first ninety words", () => {
  for (const { name, facts, text } of all) {
    const first = wordsIn(text).slice(0, 90).join(" ");
    expect(first, name).toContain(facts.link);
    expect(first.includes("Immediate danger was reported. Call 911 now"), name).toBe(
      facts.danger !== null,
    );
    for (const { call, due } of facts.acts) {
      if (due !== "at-once") continue;
      for (const { name: agency, phone } of call ?? []) {
        expect(first, name).toContain(`${agency} ${phone}`);
      }
    }
  }
});

test("it says at most three things not to do, then every open act by its number, and where the rest is", () => {
  for (const { name, facts, text } of all) {
    const [, after = ""] = text.split("\nDO NOT\n");
    const [doNot = ""] = after.split("\n\n");
    expect(doNot.match(/^- /gm)?.length, name).toBeLessThanOrEqual(3);
    expect(text.match(/^\d+\. /gm), name).toHaveLength(
      facts.acts.filter(({ state }) => state === "open").length,
    );
    const [, waiting = ""] = text.split("NOT YET\n");
    expect(waiting.split("\n\n")[0]?.match(/^- /gm)?.length ?? 0, name).toBe(
      facts.acts.filter(({ state }) => state === "locked").length,
    );
    expect(text, name).toContain("The rest is in Checklist");
  }
});
