/** This script beside the usual one: the same week, the same faults, and what a report, an edit and an idle hour cost; as a table. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sentMail } from "../../workspace/services/mail/index";
import { allCosts, type Cost, type Costs, moments } from "./costs";
import { DeskSide } from "./desk-side";
import { type Outcome, outcomeOf } from "./outcome";
import { playWeek, type Side } from "./side";
import { UsualSide } from "./usual-side";
import { type WeekSize, week, weekStart, wholeWeek } from "./week";

export interface Comparison {
  readonly week: WeekSize;
  /** This script, then the usual one. */
  readonly outcomes: readonly [Outcome, Outcome];
  readonly costs: readonly Costs[];
}

function playedThrough(side: Side, size: WeekSize): Outcome {
  const ends = playWeek(side, week(size));
  return outcomeOf(side, ends, sentMail(side.workspace.store).length);
}

/** Plays both. `sizes`: how many cases there were before, for the costs. */
export function compared(
  dist: string,
  size: WeekSize = wholeWeek,
  sizes: readonly number[] = [0, 500, 2_000],
): Comparison {
  const desk = playedThrough(new DeskSide(dist, weekStart), size);
  const usual = playedThrough(new UsualSide(Date.parse(weekStart)), size);
  return { week: size, outcomes: [desk, usual], costs: allCosts(dist, sizes) };
}

const thousands = (number: number) => number.toLocaleString("en-US");
const kinds = ["calls", "cells", "bytes", "seconds"] as const;

/** The two numbers of a row, the lower one in bold. */
function both(desk: number, usual: number): readonly [string, string] {
  const words = [desk, usual].map(thousands);
  const [first = "", second = ""] = words;
  if (desk === usual) return [first, second];
  return desk < usual ? [`**${first}**`, second] : [first, `**${second}**`];
}

/** A table as the formatter leaves it: each column as wide as its widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(3, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: readonly string[], fill = " ") =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width, fill)).join(" | ")} |`;
  const below = line(
    head.map(() => ""),
    "-",
  );
  return [line(head), below, ...rows.slice(1).map((row) => line(row))].join("\n");
}

const costHead = [
  "cases",
  "what",
  ...["calls", "cells", "bytes", "seconds"].flatMap((one) => [one, "usual"]),
];

function costRows(costs: readonly Costs[]): readonly (readonly string[])[] {
  const sizes = [...new Set(costs.map(({ cases }) => cases))];
  return sizes.flatMap((size) => {
    const [desk, usual] = costs.filter(({ cases }) => cases === size);
    if (desk === undefined || usual === undefined) return [];
    return moments.map((moment) => {
      const cells = kinds.flatMap((kind: keyof Cost) =>
        both(desk.of[moment][kind], usual.of[moment][kind]),
      );
      return [thousands(size), moment, ...cells];
    });
  });
}

type Counted = Exclude<keyof Outcome, "side" | "reports">;
const outcomeWords: Readonly<Record<Counted, string>> = {
  lost: "reports that no row has",
  doubled: "reports that have two rows",
  untold: "reports of which nobody was told",
  toldAgain: "mails that told of one report twice",
  medianMinutes: "minutes to the first mail, median",
  late: "reports told of more than 15 minutes later",
  slowestMinutes: "minutes to the first mail, slowest",
  slowestDangerMinutes: "the same of a danger, slowest",
  shownToWhomItIsAbout: "reports shown to the person whom they are about",
  reporterShown: "reporters shown to a contact who must not know them",
  apart: "rows that repeat a student whom another row has",
  mails: "mails sent",
  failedRuns: "runs that failed",
};

function outcomeRows([desk, usual]: Comparison["outcomes"]): readonly (readonly string[])[] {
  // The record above has each count once.
  return (Object.keys(outcomeWords) as Counted[]).map((key) => [
    outcomeWords[key],
    ...both(desk[key], usual[key]),
  ]);
}

/** docs/usual-script.md. */
export function usualPage({ week: { reports, students }, outcomes, costs }: Comparison): string {
  return `# Beside the usual script

For whoever asks why a Form and a Sheet with thirty lines of script are not enough, and what the difference costs. [The usual script](../scripts/bench/usual/project/Code.js) is written here as well as such scripts are: cells written together, a lock, each response taken once, a status column, one mail a report to the contact and the lead without anything of the student, and a run each half hour that catches up. Both run in the same local Workspace, by the same service of Google Sheets. This page is written by \`npm run -s bench -- --usual\`; nothing of it was measured on Google.

## One week

${reports} reports on ${students} students in three schools, in five days; contacts take on each third report and each danger. One report's trigger is lost, one comes twice, one write is done and its answer lost, Google Sheets is out for two hours, and no mail can be sent from Thursday morning to Friday morning. The better number is in bold.

${table([["", "this script", "the usual script"], ...outcomeRows(outcomes)])}

- **Where mail ends, both wait.** No script can mail past its account's quota. This one keeps a reserve for danger where the quota runs down; here it ended at once.
- **Told while Sheets is out**: this script says past the register that a report waits in the Form. The usual one says nothing until it can write.
- **Shown to the wrong person**: the usual script has one Sheet and one list of people. Whoever receives reports reads those about themselves, and who reported.
- **Brought together**: two reports on one student are one case here, whose level they can raise together.
- **More mail, more failed runs**: this script sends the mail that the usual one lacks (the reporter's own duty, the next person when nobody answers, reminders, a digest), and tries each five minutes during an outage.

## What it costs

Both scripts with so many cases, or rows, there before. Cells are those read and written; bytes are those of replies; seconds are planning guesses for each call and say nothing of Google. In each pair this script stands first. The cheaper number is in bold.

${table([costHead, ...costRows(costs)])}

Where the usual script is cheaper, which it is nearly everywhere, this is what the difference buys:

- **A report** reads who is responsible, who is excluded, and which case it belongs to, and writes the case, its checklist and its messages in one write.
- **An edit** starts a run that checks it against all open cases of the register, stamps it, and puts back what may not be so. The usual script looks at no edit: whatever is typed or deleted stays.
- **An idle hour** has twelve runs. They find a report or an edit that no trigger told of within five minutes, remind people, ask the next one, and see who can open what. The usual script looks twice an hour for reports alone.

What that is of a day's quotas stands in [what a day costs](costs.md).
`;
}

export function writeUsualPage(root: string, text: string): void {
  writeFileSync(join(root, "docs", "usual-script.md"), text);
}
