/** Compares the numbers in a pack with the lines of the document that it cites for them. Pure. */
import type { ProtocolPack } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import {
  numbersIn,
  numbersOfLines,
  type SaidNumber,
  thresholdsIn,
  withoutLabels,
} from "./numbers-in-text";
import { placeWords } from "./place-words";
import { type SaidLine, saidLines } from "./said-lines";

/** A number in the pack that no cited line has. */
export interface NumberFinding {
  /**
   * True if it must be wrong: a phone number, a length of time, or how many risk factors are enough. Otherwise a person should look at
   * it.
   */
  readonly isWrong: boolean;
  /** The place in the pack, the number, and the cited lines. */
  readonly words: string;
}

/** Fields with sentences about what was reported. The number in them is the criterion's own. */
const ofReports = new Set(["met", "notMet", "wouldMeet", "signs"]);

/** The lines of the pack that are taken from the document. */
const citedTexts = (pack: ProtocolPack): readonly SaidLine[] =>
  saidLines(pack).filter(({ lines, path }) => lines.length > 0 && !ofReports.has(path[2] ?? ""));

function finding(
  pack: ProtocolPack,
  texts: readonly string[],
  { path, lines }: Pick<SaidLine, "path" | "lines">,
  said: string,
  isWrong: boolean,
): NumberFinding {
  const [line = 0] = lines;
  const cited =
    lines.length === 1
      ? `line ${line} (“${(texts[line - 1] ?? "").trim()}”) does`
      : `lines ${lines.join(", ")} do`;
  const hint = isWrong ? " Correct the number, or name the line that has it." : "";
  return { isWrong, words: `${placeWords(pack, path)}: ${said}, which ${cited} not say.${hint}` };
}

/** Numbers in all sentences that cite lines. The word "one" alone is skipped, because it is usually not a count. */
function inWords(pack: ProtocolPack, texts: readonly string[]): readonly NumberFinding[] {
  return citedTexts(pack).flatMap((cited) => {
    const lines = cited.lines.map((line) => texts[line - 1] ?? "");
    const criterion = cited.path[0] === "criteria" ? pack.criteria[Number(cited.path[1])] : null;
    // The 2 of "Criteria 2" does not count risk factors.
    const there = numbersOfLines(criterion ? lines.map(withoutLabels) : lines);
    const signs = pack.factors.filter((one) => one.criterion === criterion?.id);
    // Readers can count the factors of a group themselves, and everyone knows the year of the document.
    const known = [pack.version.slice(0, 4), ...(criterion ? [`${signs.length}`] : [])];
    const isField = cited.path.at(-1) === "phone";
    const isThreshold = criterion !== null && there.counts.length > 0;
    const isPlain = ({ kind, said, value }: SaidNumber) =>
      kind === "number" && (/^one$/i.test(said) || known.includes(value));
    return numbersIn(criterion ? withoutLabels(cited.words) : cited.words)
      .filter((number) => !isPlain(number) && !there.say(number))
      .map((number) => {
        const isWrong = isField || isThreshold || ["phone", "time"].includes(number.kind);
        return finding(pack, texts, cited, `it says ${number.said}`, isWrong);
      });
  });
}

/** How many risk factors are enough. If the cited lines have no count at all, a person must say what they mean. */
function inCriteria(pack: ProtocolPack, texts: readonly string[]): readonly NumberFinding[] {
  return pack.criteria.flatMap(({ atLeast, lines }, at) => {
    const cited = lines.map((line) => withoutLabels(texts[line - 1] ?? ""));
    const enough = thresholdsIn(cited);
    const value = String(atLeast);
    // "Any of these" means one, "several" means two.
    const number = { kind: "number", value, said: value } as const;
    const isMeant = enough.length === 0 && atLeast <= 2 && numbersOfLines(cited).say(number);
    if (enough.includes(value) || isMeant) return [];
    const path = ["criteria", String(at), "atLeast"];
    return [finding(pack, texts, { path, lines }, `it is ${value}`, enough.length > 0)];
  });
}

/** Every criterion whose own English sentences name a different number of factors than `atLeast`. Needs no document. */
export function* thresholdProblems(pack: ProtocolPack): Iterable<string> {
  for (const [at, criterion] of pack.criteria.entries()) {
    for (const key of ["words", "met", "notMet", "wouldMeet"] as const) {
      const said = thresholdsIn([say(criterion[key])]);
      if (said.length > 0 && !said.includes(String(criterion.atLeast)))
        yield `${placeWords(pack, ["criteria", String(at), key])}: it says ${said.join(" and ")}, and atLeast is ${criterion.atLeast}. Correct the one that is wrong.`;
    }
  }
}

/**
 * Phone numbers and times of a cited line that no citing sentence mentions: someone may have left them out. For the written report that
 * is wrong; otherwise a person should look at it.
 */
function leftOut(pack: ProtocolPack, texts: readonly string[]): readonly NumberFinding[] {
  const said = new Map<number, string[]>();
  for (const { words, lines } of citedTexts(pack)) {
    for (const line of lines) said.set(line, [...(said.get(line) ?? []), words]);
  }
  const sending = pack.acts.filter(({ due }) => due === "written-report").map(({ id }) => id);
  const steps = pack.levels.flatMap(({ protocol }) => protocol?.steps ?? []);
  const sent = steps.filter(({ acts }) => acts.some((id) => sending.includes(id)));
  const ofReport = new Set(sent.flatMap(({ lines }) => lines));
  const { hours } = pack.writtenReport;
  return texts.flatMap((text, at) => {
    const there = numbersOfLines([...(said.get(at + 1) ?? []), `${hours} hours`]);
    return numbersIn(text)
      .filter(({ kind }) => kind === "phone" || kind === "time")
      .filter((number) => !there.say(number))
      .map(({ kind, said: number }) => {
        const isWrong = kind === "time" && ofReport.has(at + 1);
        const hint = isWrong ? ` writtenReport: hours: it is ${hours}. Correct the number.` : "";
        return {
          isWrong,
          words: `Line ${at + 1} says ${number}, and nothing that cites it does: “${text.trim()}”${hint}`,
        };
      });
  });
}

/** Every number of the pack that its cited lines do not have, and what the pack leaves out of those lines. `document`: the stored text. */
export function numberFindings(pack: ProtocolPack, document: string): readonly NumberFinding[] {
  const texts = document.split(/\r?\n/);
  const all = [...inCriteria(pack, texts), ...inWords(pack, texts), ...leftOut(pack, texts)];
  return all.filter((one, at) => all.findIndex(({ words }) => words === one.words) === at);
}
