/** The ground that cases stand on: the probe's Form and files, and what one case made that must go again. */
import type { Ground, Tab } from "../../../tests/conformance/table/case";
import type { BoundForm, Door } from "../../../tests/conformance/table/door";
import { fileMark, fileName, noContent } from "../../../tests/conformance/table/marked-file";
import type { Kept } from "./kept";

export interface OwnGround {
  readonly ground: Ground;
  /** Whether the case has had the Form, so that items may be left in it. */
  readonly hadForm: () => boolean;
  /** Files besides the spreadsheet that the case made. */
  readonly files: () => readonly string[];
  /** What no result may say, with what it says instead. */
  readonly secrets: () => readonly (readonly [string, string])[];
}

function makeFile(google: Door): string {
  const { id } = google.drive().Files.create(
    {
      name: fileName,
      mimeType: "application/vnd.google-apps.spreadsheet",
      writersCanShare: false,
      copyRequiresWriterPermission: true,
      appProperties: { [fileMark]: "yes" },
    },
    noContent,
    { ignoreDefaultVisibility: true, fields: "id" },
  );
  if (id === undefined) throw new Error("Google Drive made a file and did not name it");
  return id;
}

export function boundForm(google: Door): BoundForm {
  // The published types lack the members of publishing; Google has them on every Form.
  return google.FormApp.getActiveForm() as BoundForm;
}

export function ownAddress({ Session }: Door): string {
  return Session.getEffectiveUser().getEmail().toLowerCase();
}

/** The items that a person is asked to fill in, by the questions' names. */
export function questionsIn(kept: Kept): Readonly<Record<string, number>> {
  const text = kept.note("questions");
  // Written by the step that adds them.
  return text === "" ? {} : (JSON.parse(text) as Record<string, number>);
}

export function groundFor(google: Door, kept: Kept, event: unknown): OwnGround {
  const me = ownAddress(google);
  const questions = questionsIn(kept);
  const files: string[] = [];
  let form: BoundForm | null = null;
  let had = false;
  const spreadsheet = () => {
    if (kept.note("file") === "") kept.write("file", makeFile(google));
    return kept.note("file");
  };
  const ground: Ground = {
    google,
    me,
    nobody: `nobody-of-the-probe-0${me.slice(me.lastIndexOf("@"))}`,
    event,
    questions,
    get form() {
      had = true;
      form = form ?? boundForm(google);
      return form;
    },
    spreadsheet,
    tab(rowCount, columnCount): Tab {
      // By chance, since a run that was cut may have made any before it.
      const sheetId = 1 + Math.floor(Math.random() * 1_000_000_000);
      const title = `Case ${sheetId}`;
      const properties = { sheetId, title, gridProperties: { rowCount, columnCount } };
      const requests = [{ addSheet: { properties } }];
      google.sheets().Spreadsheets.batchUpdate({ requests }, spreadsheet());
      return { sheetId, title };
    },
    otherFile() {
      const id = makeFile(google);
      files.push(id);
      return id;
    },
    note(name, value) {
      if (value !== undefined) kept.write(name, value);
      return kept.note(name);
    },
  };
  return {
    ground,
    hadForm: () => had,
    files: () => files,
    secrets: () =>
      [
        [me, "ACCOUNT"],
        [kept.note("account"), "ACCOUNT"],
        [kept.note("form"), "FORM"],
        [kept.note("file"), "FILE"],
        ...files.map((id) => [id, "FILE"] as const),
        [fileName, "NAME"],
      ].flatMap(([secret = "", word = ""]) => (secret === "" ? [] : [[secret, word] as const])),
  };
}
