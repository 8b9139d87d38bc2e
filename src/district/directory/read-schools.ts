/** Parses the rows of the Schools tab. */
import { fold } from "../../text";
import type { RowProblem, School, SchoolHours } from "../district";
import {
  cellReader,
  filledCell,
  RowReader,
  type TypedRow,
  textCell,
  textOfCell,
  Unreadable,
} from "./directory-cells";

/** The choice of the Form for a reporter whose school is not listed. No school may have this name. */
const notListed = "not listed";

/** The longest name of a school (characters), since it becomes a choice of the Form. */
const longestName = 200;

const policeCell = cellReader((cell) => {
  switch (fold(textOfCell(cell))) {
    case "":
    case "unknown":
    case "not known":
    case "not sure":
    case "?":
      return "unknown";
    case "yes":
    case "y":
    case "true":
      return "yes";
    case "no":
    case "n":
    case "false":
      return "no";
    default:
      return new Unreadable("yes, no or unknown.");
  }
});

const bell = /^(\d{1,2})[:.](\d{2})\s*([ap])?\.?(?:m\.?)?$/i;

/** A time of day in minutes after midnight; null for any other text. */
function minutesOf(text: string): number | null {
  const [, hours = "", minutes = "", half = ""] = bell.exec(text.trim()) ?? [];
  if (hours === "" || Number(minutes) > 59) return null;
  const hour = half === "" ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
  return hour > 23 ? null : hour * 60 + Number(minutes);
}

const hoursCell = filledCell<SchoolHours>((text) => {
  const [opens, closes, ...others] = text.split(/\s*(?:-|–|\bto\b)\s*/i).map(minutesOf);
  return opens == null || closes == null || opens >= closes || others.length > 0
    ? new Unreadable("Two times of day, such as 8:10 to 14:50.")
    : { opens, closes };
});

const schoolCell = cellReader((cell) => {
  const text = textOfCell(cell);
  // Characters that nobody sees are no name.
  if (fold(text) === "") return new Unreadable("The name of the school.");
  if (fold(text) === notListed) {
    return new Unreadable("Another name: the Form has this choice for schools that are missing.");
  }
  return text.length > longestName
    ? new Unreadable(`A name of at most ${longestName} characters.`)
    : text;
});

/** The schools that can be read, by folded name, in the order of the tab. */
export function parseSchools(
  rows: readonly TypedRow[],
  problems: RowProblem[],
): ReadonlyMap<string, School> {
  const schools = new Map<string, School>();
  for (const source of rows) {
    const reader = new RowReader("schools", source, problems);
    if (reader.isBlank(["problem"])) continue;
    const school = reader.read("school", schoolCell);
    if (school === null) continue;
    if (schools.has(fold(school))) {
      reader.refuse("school", "Nothing: a row above has this school, and that one is used.");
      continue;
    }
    schools.set(fold(school), {
      school,
      grades: reader.read("grades", textCell),
      lawEnforcementAgency: reader.read("lawEnforcementAgency", textCell),
      sroIsDistrictPolice: reader.read("sroIsDistrictPolice", policeCell) ?? "unknown",
      hours: reader.read("hours", hoursCell),
      row: reader.row,
    });
  }
  return schools;
}
