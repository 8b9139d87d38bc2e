/** Which rows and cells of the tabs of cases stand out, and when. */
import type { ActState } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import type { Column, Highlight, Pair } from "../../register/columns";
import { filledCell, finishedColours, overdueColours } from "../../register/layout/colours";
import { caseTables } from "./case-columns";
import { actStateWords, statusWords } from "./words-in-cells";

/** The text in the cell (the level's name) and its colors, for the levels of these packs. */
export function levelColours(of: readonly ProtocolPack[]): readonly (readonly [string, Pair])[] {
  return of.flatMap(({ levels }) =>
    levels.map(({ name, colours }) => [say(name), colours] as const),
  );
}

/** Colors for the blocks of columns in Cases, in turn. A block belongs to one matter. */
export const blockColours: readonly [Pair, Pair] = [
  { text: "#202124", background: "#eaf3fb" },
  { text: "#202124", background: "#f5effa" },
];

/** For what is due now and not yet late. */
export const nowColours: Pair = { text: "#7a4a00", background: "#fff0c7" };

export const waitingColours: Pair = { text: "#4a4668", background: "#eeecf6" };

/** Amber once the time in the column that `due` names has come, red once the time in the column `lateFrom` is past. */
const nowAndLate = (due: string, and = ""): readonly Highlight[] => [
  filledCell(due, `IF([lateFrom]="",[${due}],[lateFrom])<NOW()${and}`),
  filledCell(due, `[${due}]<NOW(),[lateFrom]>=NOW()${and}`, nowColours),
];

const stateIs = (state: ActState) => `[state]="${actStateWords[state]}"`;

/** The rules of each tab. In each cell, the first one that holds wins. */
export const highlightsOf = {
  cases: (packs: readonly ProtocolPack[]): readonly Highlight[] => [
    [[], `=[status]="${statusWords.closed}"`, finishedColours],
    ...nowAndLate("nextDue"),
    // A check-in on a Saturday or Sunday is late once Monday is over.
    filledCell("nextCheckIn", "WORKDAY([nextCheckIn]-1,1)<TODAY()"),
    ...levelColours(packs).map(([name, look]): Highlight => [["level"], name, look, "bold"]),
    ...Object.values(caseTables().blocks).map((block: readonly Column[], at): Highlight => {
      const keys = block.map(({ key }) => key);
      return [keys, '=[case]<>""', blockColours[at % 2 === 0 ? 0 : 1]];
    }),
  ],
  checklist: (): readonly Highlight[] => [
    [[], `=OR(${stateIs("done")},${stateIs("not-applicable")},[closed]<>"")`, finishedColours],
    ...nowAndLate("due", `,${stateIs("open")}`),
    [[], `=OR(${stateIs("locked")},${stateIs("on-hold")})`, waitingColours],
  ],
  reports: (): readonly Highlight[] => [
    filledCell(
      "writtenReportDue",
      "[writtenReportDue]<NOW(),[writtenReportConfirmed]<>TRUE,[reporterUnreachable]<>TRUE",
    ),
  ],
  plan: (): readonly Highlight[] => [
    [["byWhen"], '=AND([byWhen]<>"",[byWhen]<TODAY(),[reviewed]="")', overdueColours],
  ],
};
