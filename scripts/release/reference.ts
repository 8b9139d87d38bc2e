/** The reference in GUIDES.html, made from the tables of src/ that the product itself goes by: it cannot disagree with it. */
import { settingDefinitions } from "../../src/district/settings";
import type { Column, ColumnType, EditableBy } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { builtBundle } from "../play/bundle";
import { play } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";

const madeBy = "This page is made from what the product goes by. It is not legal advice.";

/** Text that stands in a cell of a table. */
const inCell = (text: string) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The page of the settings: key, meaning, allowed values, default. */
function settingsPage(): string {
  const rows = settingDefinitions().map(({ key, meaning, allowed, default: standard }) => [
    `\`${key}\``,
    meaning,
    allowed,
    standard === "" ? "empty" : standard,
  ]);
  return `# Settings\n\nFor the admin: what stands in the tab Settings, and under **Settings** in the Form's menu. A value that is not allowed is named beside its row and in Check, and the default stands in for it.\n\n${madeBy}\n\n${table(["setting", "what it means", "allowed", "without one"], rows)}\n`;
}

const filledInBy: Readonly<Record<EditableBy, string>> = {
  contact: "contacts",
  lead: "lead and admin",
  nobody: "the system",
};

const holds: Readonly<Record<ColumnType, string>> = {
  text: "text",
  "long-text": "text",
  number: "a number",
  checkbox: "a tick",
  "date-time": "a day and a time",
  instant: "a day and a time in UTC",
  date: "a day",
  choice: "a choice",
  choices: "choices, one to a line",
  list: "a list, one to a line",
  json: "for the script alone",
};

function columnRow({ header, type, editableBy, note }: Column): readonly string[] {
  return [header, holds[type], filledInBy[editableBy], note ?? ""];
}

/** The page of the columns: each tab that people see, each visible column, what it holds and who fills it in. */
function columnsPage(): string {
  const sections = Object.values(tabs)
    .filter(({ hidden }) => !hidden)
    .map(({ title, columns }) => {
      const rows = columns.filter(({ hidden }) => !hidden).map(columnRow);
      return `## ${title}\n\n${table(["column", "holds", "filled in by", "its note"], rows)}`;
    });
  return `# Columns of the register\n\nFor contacts, lead and admin: every column that people see, in the order of a new register. The tab Reporters is there in the registers of sealed reports alone. A district may rename, move and add columns.\n\n${madeBy}\n\n${sections.join("\n\n")}\n`;
}

/**
 * The page of the check: what it says of a district just set up, and of one in use. Throws an Error where the day cannot be played.
 */
async function checkPage(): Promise<string> {
  const dist = await builtBundle();
  const shown = (live: boolean): string => {
    const events = [{ advance: "PT15M" }, { as: "admin", menu: { name: "check" } }];
    const parsed = parseScenario(
      JSON.stringify({ start: "2026-09-01T09:00:00-07:00", live, events }),
    );
    if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
    const { pages } = play(parsed.scenario, { dist, isEachTick: false });
    const page = pages.find(({ name }) => name === "check");
    if (page === undefined) throw new Error("the check showed no page");
    // The hash is another with each change of the script.
    return page.text.trim().replace(/SHA-256 [0-9a-f]{64}/g, "SHA-256 …");
  };
  return `# The check\n\nFor the admin: what **Check** says of the made-up district, worst first. Yours has the lines that fit it; each says what was seen and what to do.\n\n${madeBy}\n\n## Set up, and not in use yet\n\n\`\`\`text\n${shown(false)}\n\`\`\`\n\n## In use\n\n\`\`\`text\n${shown(true)}\n\`\`\`\n`;
}

/** Every page by the path under which guides link to it. */
export async function referencePages(): Promise<readonly { path: string; text: string }[]> {
  return [
    { path: "docs/reference/check.md", text: await checkPage() },
    { path: "docs/reference/columns.md", text: columnsPage() },
    { path: "docs/reference/settings.md", text: settingsPage() },
  ];
}
