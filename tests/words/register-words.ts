/** What the register shows: tabs, headers, their notes, choices, the guide, Summary, settings, and what each protocol says in its rows. */
import { settingDefinitions } from "../../src/district/settings";
import { guideRows } from "../../src/install/guide-tab";
import { summaryRows } from "../../src/install/summary/summary-rows";
import {
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
} from "../../src/protocol/find-pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { tabs } from "../../src/register/tabs";

/** Those of the product: other tests carry packs of made-up counties. */
export const ownPacks = [marin2019(), usEd2021()];

/** What packs call things stands under the protocols. */
const ofPacks: readonly unknown[] = [
  agencyNames,
  concernNames,
  confirmerNames,
  factorNames,
  levelNames,
  protocolNames,
];

/** A tab to a text: each visible column with its note and the words of its choices. */
export function tabTexts(): readonly string[] {
  return Object.values(tabs).map(({ title, columns }) =>
    [
      title,
      ...columns
        .filter(({ hidden }) => !hidden)
        .flatMap(({ header, note, words }) => [
          `- ${header}`,
          ...(note === undefined ? [] : [`  ${note}`]),
          ...(words === undefined || ofPacks.includes(words)
            ? []
            : [`  ( ) ${Object.values(words()).join(" ( ) ")}`]),
        ]),
    ].join("\n"),
  );
}

export function settingTexts(): readonly string[] {
  return settingDefinitions().map(({ key, meaning, allowed, default: standard }) =>
    [`${key}: ${meaning}`, `  Allowed: ${allowed}. Without one: ${standard || "empty"}.`].join(
      "\n",
    ),
  );
}

/** Of each protocol: the Guide tab. */
export function guideTexts(): readonly string[] {
  return ownPacks.map((pack) =>
    [
      pack.id,
      ...guideRows(pack).map(({ topic, text }) => `- ${String(topic)}: ${String(text)}`),
    ].join("\n"),
  );
}

/** Of the first protocol: the rows of Summary and what stands beside them. */
export function summaryTexts(): readonly string[] {
  return ownPacks
    .slice(0, 1)
    .flatMap((pack) => summaryRows({ pack, hasYear: true }))
    .map(({ measure, state }) => `- ${measure}: ${"text" in state ? state.text : state.formula}`);
}

/** Every wording in a pack, with its place: `acts/regular-contact/what/0`. */
function* wordingsIn(value: unknown, place: string): Generator<readonly [string, string]> {
  if (typeof value !== "object" || value === null) return;
  if ("en" in value && typeof value.en === "string") {
    yield [place, value.en];
    return;
  }
  for (const [key, part] of Object.entries(value)) {
    const id: unknown =
      Array.isArray(value) && typeof part === "object" && part !== null && "id" in part
        ? part.id
        : key;
    yield* wordingsIn(part, place === "" ? String(id) : `${place}/${String(id)}`);
  }
}

/** Of each protocol: all that it says, in English. */
export function packTexts(): readonly string[] {
  return ownPacks.map((pack) =>
    [pack.id, ...[...wordingsIn(pack, "")].map(([place, text]) => `- ${place}: ${text}`)].join(
      "\n",
    ),
  );
}
