/**
 * What a person can see at the end of a day, as lines of text in the order in which they would come upon it. Nothing here knows a secret:
 * everything that a person can open, read or bring up is in their lines, hidden tabs and notes too. Instants are given to the next clock
 * run: runs of the script take longer with more to do, and no one sees by how many seconds.
 */
import { registerIds } from "../../scripts/play/register-cells";
import { storedForm } from "../../scripts/workspace/forms/store";
import { type DriveFile, driveSlice, mayEdit } from "../../scripts/workspace/service";
import { sentMail } from "../../scripts/workspace/services/mail";
import { maySee } from "../../scripts/workspace/sheets/access";
import {
  type Row,
  type Sheet,
  type Spreadsheet,
  sheetsSlice,
} from "../../scripts/workspace/sheets/store";
import { menuItems } from "../../src/menu";
import type { Day } from "../day/day";
import { byCounsel, first, menu, minute } from "../day/events";
import { isEveryPoint } from "../every-point";

export type Lines = readonly string[];

const tick = 5 * minute;
const toTick = (at: number) => new Date(Math.round(at / tick) * tick).toISOString().slice(5, 16);

/** As the script and its registers write them: since 1970 in milliseconds, also to the base of 36, and as a text in UTC. */
const instants =
  /\b(?<ms>1[78]\d{11})\b|\b(?<short>m[tu][0-9a-z]{6})\b|\b(?<iso>20\d\d-\d\d-\d\dT[\d:.]+Z)/g;
/** The fingerprint of a row's key, which may have an instant in it. */
const ofKey = /("row":"#\d+):[0-9a-f]+/g;
const words = (text: string) =>
  text
    .replace(instants, (found, ms, short) =>
      toTick(ms ? Number(found) : short ? Number.parseInt(found, 36) : Date.parse(found)),
    )
    .replace(ofKey, "$1");
/** As a cell holds it: days since 1899-12-30. */
const isDayWithTime = (value: number) =>
  value > 45_000 && value < 48_000 && !Number.isInteger(value);
/** Without the minutes of the clock at which a page was opened. */
const untimed = (text: string) => text.replace(/\d+:\d\d [AP]M/g, "TIME");
const shown = (value: unknown): string =>
  typeof value === "number" && isDayWithTime(value)
    ? toTick((value - 25_569) * 24 * 60 * minute)
    : words(typeof value === "string" ? value : JSON.stringify(value));

function cellsOf(row: Row, at: string, { formats, rules }: Spreadsheet): Lines {
  const { values, notes, runs } = row;
  const inPools = (["formats", "rules"] as const).flatMap((pool) => {
    const used = (row[pool] ?? []).map((index) =>
      index === null || index < 0 ? index : { formats, rules }[pool].entries[index],
    );
    return used.length === 0 ? [] : `${at} ${pool}: ${shown(used)}`;
  });
  return [
    ...values.flatMap((value, column) =>
      value === null || value === "" ? [] : `${at}:${column + 1} ${shown(value)}`,
    ),
    ...[notes, runs].flatMap((more) => (more === undefined ? [] : `${at} ${shown(more)}`)),
    ...inPools,
  ];
}

function tabLines(sheet: Sheet, book: Spreadsheet): Lines {
  const { properties, rows, defaults, ...rest } = sheet;
  const { title } = properties;
  const ofRanges = defaults.map(({ range, format, rule }) => [
    range,
    format === undefined ? null : book.formats.entries[format],
    rule === undefined ? null : (book.rules.entries[rule] ?? rule),
  ]);
  return [
    `${title}: ${shown(properties)}`,
    ...rows.flatMap((row, at) => (row === null ? [] : cellsOf(row, `${title}!${at + 1}`, book))),
    ...Object.entries({ ...rest, ofRanges }).map(
      ([key, value]) => `${title} ${key}: ${shown(value)}`,
    ),
  ];
}

const sharing = ({
  name,
  owner,
  editors,
  viewers,
  linkSharing,
  trashed,
  writersCanShare,
}: DriveFile) => shown({ name, owner, editors, viewers, linkSharing, trashed, writersCanShare });

/** What the end of a day looks like to each person. Made once a day: a file looks the same to all who may open it. */
export class End {
  private readonly files = new Map<string, Lines>();

  /** `printed`: the case of which records are printed. */
  constructor(
    private readonly day: Day,
    private readonly printed = first,
  ) {}

  /** The emails that somebody got, each as one text; of everybody where no one is named. */
  emails(who?: string): Lines {
    const { store } = this.day.workspace;
    return sentMail(store).flatMap(({ at, to, from, name, replyTo, subject, body, htmlBody }) => {
      if (who !== undefined && !to.includes(who)) return [];
      const head = `email of ${toTick(at)} to ${to.join()}`;
      return [head, from, name, replyTo, subject, body, htmlBody].join("\n");
    });
  }

  /** Every cell of every spreadsheet that somebody may open, and who else may. Of one that is in the trash too: its link still opens it. */
  registers(who: string): Lines {
    const { store } = this.day.workspace;
    return Object.values(driveSlice(store).files).flatMap((file) =>
      file.kind === "spreadsheet" && maySee(file, who) ? this.file(file) : [],
    );
  }

  private file(file: DriveFile): Lines {
    const { store } = this.day.workspace;
    const known = this.files.get(file.id);
    if (known !== undefined) return known;
    const [name = file.id] = [...registerIds(store)].find(([, id]) => id === file.id) ?? [];
    const book = sheetsSlice(store).spreadsheets[file.id];
    const cells = book?.sheets.flatMap((sheet) => tabLines(sheet, book)) ?? [];
    const lines = [sharing(file), ...cells].map((line) => `${name} ${line}`);
    this.files.set(file.id, lines);
    return lines;
  }

  /** The Form as anybody sees it who has its link. */
  form(): Lines {
    const { workspace } = this.day;
    const { responses, responsesMade, ...form } = storedForm(
      workspace.store,
      workspace.containerId,
    );
    return Object.entries(form).map(([key, value]) => `form ${key}: ${shown(value)}`);
  }

  /** What the Form still holds, and who can open it. */
  responses(): Lines {
    const { store, containerId } = this.day.workspace;
    const file = driveSlice(store).files[containerId];
    const { responses } = storedForm(store, containerId);
    return [
      ...(file === undefined ? [] : [`form ${sharing(file)}`]),
      ...responses.map((one) => `response ${shown(one)}`),
    ];
  }

  /** What the script keeps where an editor of the Form can read it: its properties, member by member, and what Google says of its runs. */
  store(): Lines {
    const kept = Object.entries(this.day.properties()).flatMap(([key, text]) => {
      // A value that is spread over several properties is no JSON in any of them.
      if (!/^\{.*\}$/s.test(text)) return `store ${key} ${shown(text)}`;
      const value: Readonly<Record<string, unknown>> = JSON.parse(text);
      return Object.entries(value).map(([member, of]) => `store ${key} ${member} ${shown(of)}`);
    });
    const runs = this.day.workspace.runs.map(
      ({ function: name, at, as, error }) =>
        `run ${name} at ${toTick(at)} as ${as} ${error ?? "ok"}`,
    );
    return [...kept.sort(), ...runs];
  }

  /** The record that the lead prints for somebody outside, and its list of what is left out. */
  record(recipientKind: string): Lines {
    const asked = {
      case: this.printed,
      register: "main",
      recipient: "Dana Testperson",
      recipientKind,
      ...byCounsel,
    };
    const { pages } = this.day.play(
      menu("print", asked, "lead"),
      ...(recipientKind === "family"
        ? [menu("print", { ...asked, withheldList: true }, "lead")]
        : []),
    );
    return pages.flatMap(({ text }) =>
      untimed(text)
        .split("\n")
        .map((line) => `record for ${recipientKind}: ${line}`),
    );
  }

  /**
   * Each page of the menu, as it opens for these people who may edit the Form: for one of them in turn, for all if every point is asked
   * for. The last two of the menu would end the day.
   */
  pages(...all: readonly string[]): Lines {
    const { store, containerId } = this.day.workspace;
    const file = driveSlice(store).files[containerId];
    const items = Object.keys(menuItems).filter(
      (item) => !["setUp", "stopAccount", "uninstall"].includes(item),
    );
    return items.flatMap((item, at) => {
      const some = all.filter((_, nth) => isEveryPoint || nth === at % all.length);
      return some.flatMap((who) => {
        if (file === undefined || !mayEdit(file, who)) return [];
        const lines = untimed(this.day.read(item, who)).split(/(?<=\}),(?=\{)/);
        return lines.map((line) => `page ${item} ${line}`);
      });
    });
  }
}
