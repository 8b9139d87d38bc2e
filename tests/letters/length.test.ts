/** How long first mails are, and what stands in their first ninety words, over everything that a report can say. */
import { expect, test } from "vitest";
import { caseReference } from "../../src/case/model/case-reference";
import type { CaseFacts } from "../../src/case/views/case-facts";
import { compose } from "../../src/letters/kinds/all-kinds";
import type { ActId, ConfirmerId, YesNoUnknown } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { concernIds, factorIds } from "../protocol/marin";
import { calls, factsOf } from "./letters";

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
  return subsets(concernIds).flatMap((concerns) =>
    signs.flatMap((factors) =>
      [true, false].flatMap((immediateDanger) =>
        sros.flatMap((sroIsDistrictPolice) =>
          confirmers.flatMap((confirmedBy): Situation[] => {
            const book = { ...calls, sroIsDistrictPolice };
            const facts = factsOf({
              concerns,
              factors,
              immediateDanger,
              calls: book,
              ...(confirmedBy === undefined ? {} : { confirmedBy }),
            });
            const name = `${facts.protocols.join(" + ")}; danger ${immediateDanger}, SRO of the district ${sroIsDistrictPolice}, confirmed by ${confirmedBy ?? "nobody"}`;
            const later = facts.acts.map((act) =>
              !repeated.includes(act.act) ? act : { ...act, dueAt: facts.now + 7 * 86_400_000 },
            );
            return [{ name, facts: { ...facts, acts: later } }];
          }),
        ),
      ),
    ),
  );
}

/** Each as it comes, with something to review, and sealed. */
function variants({ name, facts }: Situation): readonly Situation[] {
  const reviewReasons = ["unread-studentRole", "school-not-listed"] as const;
  const mainCase = caseReference("26-0003");
  const sealed = { reader: "alternate-lead", isCopied: false, mainCase: null } as const;
  return [
    { name, facts },
    { name: `${name}; to review`, facts: { ...facts, reviewReasons } },
    { name: `${name}; sealed`, facts: { ...facts, sealed, leadTold: null } },
    { name: `${name}; sealed too`, facts: { ...facts, sealed: { ...sealed, mainCase } } },
  ];
}

/** Words between spaces that a first mail may have. */
function mostWords({ protocols, danger }: CaseFacts): number {
  const isOnlyAtRisk = protocols.every((name) => name === "At risk");
  if (danger === null && isOnlyAtRisk) return 260;
  return danger !== null && protocols.length === 4 ? 450 : 350;
}

const all = situations()
  .flatMap(variants)
  .map(({ name, facts }) => ({ name, facts, text: compose("case-opened", facts).text }));

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
    expect(text, name).toContain("The rest is in the Checklist");
  }
});
