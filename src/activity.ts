/** Activity: the tab that records what happened in a register, and its lines. */
import { once } from "./lazy";
import { column, hiddenColumn, makeTabs, type RowWith } from "./register/columns";

const columns = once(() => {
  const says = { printed: "course", known: "emails" } as const;
  return [
    hiddenColumn("text", "entry", "Entry"),
    // A date that people see, with the hour of a wall clock, because Summary compares it with the present.
    column("date-time", "at", "When", { says }),
    column("text", "who", "Who", { says, width: 220 }),
    column("text", "what", "What", { says, width: 220 }),
    column("text", "case", "Case", { width: 90 }),
    column("text", "column", "Column", { says }),
    column("text", "from", "From", { says }),
    column("text", "to", "To", { says }),
  ] as const;
});

export type ActivityRow = RowWith<ReturnType<typeof columns>[number]>;

/** The tab. */
export const activityTabs = makeTabs(
  {
    activity: {
      sheetId: 114,
      colour: "reference",
      hidden: true,
      spareColumns: 1,
      isOnlyAppended: true,
      carriesSchema: true,
    },
  },
  () => ({ columns: { activity: columns() } }),
);

/** One line of Activity. Only references and codes: never who reported, never free text. */
export interface ActivityLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** An address, "automation" or "unknown editor". */
  readonly who: string;
  /** A permanent kebab-case code of what happened. */
  readonly what: string;
  readonly case: string | null;
  /** For an edit of a step: the key of the step's row, made of the case and the act. */
  readonly step?: string;
  readonly column?: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * The row of Activity for a line. `now`: milliseconds UTC. `position`: the line's place in its commit, which keeps the keys of its lines
 * apart. The key of a line about a step ends with the key of that step.
 */
export function activityRow({ step, ...line }: ActivityLine, now: number, position: number) {
  const ofStep = step === undefined ? "" : ` ${step}`;
  return { ...line, entry: `${now.toString(36)}-${position + 1}${ofStep}` };
}

/** The act that a line of Activity is about, from the line's key; null if the line is not about a step. */
export function actOfEntry(entry: string): string | null {
  return entry.split(" ")[2] ?? null;
}
