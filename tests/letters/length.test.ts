/** How long first mails are, and what stands in their first ninety words, over everything that a report can say. */

import { expect, test } from "vitest";
import { caseReference } from "../../src/case/facts/case-reference";
import type { CaseFacts } from "../../src/messages/message-entry";
import type { ActId, ConfirmerId, YesNoUnknown } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { concernIds, factorIds } from "../protocol/marin";
import { calls, factsOf, openedEmail } from "./letters";

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => word !== "");

function subsets<T>(list: readonly T[]): readonly (readonly T[])[] {
  const [first, ...others] = list;
  if (first === undefined) return [[]];
  const rest = subsets(others);
  return [...rest, ...rest.map((some) => [first, ...some])];
}

/** None, too few for a protocol, one that is enough, all: which ones they are is in no mail. */
const signs = [[], factorIds.slice(3, 4), factorIds.slice(0, 1), factorIds];

/** Acts that come again: each is planned for a day. */
const repeated: readonly ActId[] = marin2019().acts.flatMap(({ id, repeats }) =>
  repeats === null ? [] : [id],
);

interface Situation {
  readonly name: string;
  readonly facts: CaseFacts;
}

function situations(): readonly Situation[] {
  const sros: readonly YesNoUnknown[] = ["yes", "no", "unknown"];
  const confirmers: readonly (ConfirmerId | undefined)[] = [undefined, "law-enforcement"];
  /** Of the student nothing more is known; or the student may be recruiting, and a member of staff may be involved. */
  const others = [{}, { studentRole: "may-be-recruiting", staffMayBeInvolved: "yes" }] as const;
  return subsets(concernIds).flatMap((concerns) =>
    signs.flatMap((factors) =>
      [true, false].flatMap((immediateDanger) =>
        sros.flatMap((sroIsDistrictPolice) =>
          confirmers.flatMap((confirmedBy) =>
            others.map((more): Situation => {
              const book = { ...calls, sroIsDistrictPolice };
              const facts = factsOf({
                concerns,
                factors,
                immediateDanger,
                calls: book,
                ...more,
                ...(confirmedBy === undefined ? {} : { confirmedBy }),
              });
              const name = `${facts.protocols.join(" + ")}; danger ${immediateDanger}, SRO of the district ${sroIsDistrictPolice}, confirmed by ${confirmedBy ?? "nobody"}, ${JSON.stringify(more)}`;
              return { name, facts: { ...facts, acts: facts.acts.map(planned(facts.now)) } };
            }),
          ),
        ),
      ),
    ),
  );
}

/** The act as a case of that time has it: what comes again is planned for a week on, what is of the first hour is due in an hour. */
function planned(now: number) {
  return (act: CaseFacts["acts"][number]) =>
    repeated.includes(act.act)
      ? { ...act, dueAt: now + 7 * 86_400_000 }
      : act.due === "first-hour" || act.due === "next-school-morning"
        ? { ...act, dueAt: now + 3_600_000 }
        : act;
}

/** Each as it comes, with something to review, with much of it, and sealed. */
function variants({ name, facts }: Situation): readonly Situation[] {
  const reviewReasons = ["unread-studentRole", "school-not-listed"] as const;
  const much = [...reviewReasons, "staff-not-clear", "unread-factors", "unread-grade"] as const;
  const mainCase = caseReference("26-0003");
  const sealed = { readers: ["district-lead"], mainCase: null } as const;
  // Of a sealed case its other reader alone.
  const colleagues = facts.colleagues.slice(1);
  return [
    { name, facts },
    { name: `${name}; to review`, facts: { ...facts, reviewReasons } },
    { name: `${name}; much to review`, facts: { ...facts, reviewReasons: much } },
    { name: `${name}; sealed`, facts: { ...facts, sealed, colleagues, leadTold: null } },
    {
      name: `${name}; sealed, received, to review`,
      facts: { ...facts, sealed, colleagues, leadTold: null, dueFrom: "received", reviewReasons },
    },
    {
      name: `${name}; sealed too`,
      facts: { ...facts, colleagues, sealed: { ...sealed, mainCase } },
    },
  ];
}

/** Acts of the whole document, each in a row of its own or covered by one. */
const everyAct = factsOf({ concerns: concernIds, factors: factorIds }).acts.map(({ act }) => act);

/** Words between spaces that a first mail may have: most where a victim is confirmed in danger and nothing of the document is left out. */
function mostWords({ protocols, danger, acts }: CaseFacts): number {
  const isOnlyAtRisk = protocols.every((name) => name === "At risk");
  if (danger === null && isOnlyAtRisk) return 260;
  const isEverything = everyAct.every((id) => acts.some(({ act }) => act === id));
  return danger !== null && isEverything ? 450 : 350;
}

const all = situations()
  .flatMap(variants)
  .map(({ name, facts }) => ({ name, facts, text: openedEmail(facts).text }));

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
