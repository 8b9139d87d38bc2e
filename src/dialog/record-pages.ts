/** The pages of Print a record: whose and for whom, the record itself, and the call sheet of a report. They alone show student data, to a lead alone. */

import type { RecordPart } from "../case/printed";
import { recordTime } from "../case/printed";
import { holders } from "../district/find";
import type { Workspace } from "../ports";
import {
  askedToPrint,
  type CaseAsked,
  callSheets,
  ownFile,
  type PrintDesk,
  type Printed,
  printDesk,
  printedRecord,
} from "../runs/print";
import { choiceField, closeButton, headingBlock, lineField, textBlock, tickField } from "./blocks";
import type { Block, Button, Field, Page, Reply, Request, Values } from "./page";

const printView = "print";
const printTitle = "Print a record";

const caseField: Field = lineField("case", "Case", "Its reference, such as 26-0007.");

/** Each register numbers its own cases. */
const registerField: Field = choiceField("register", "From which register?", [
  { id: "main", label: "The register that contacts work in" },
  { id: "own", label: "Your own, of sealed reports" },
]);

const fields: readonly Field[] = [
  lineField(
    "recipient",
    "Who gets it?",
    `Stands in Disclosures, where you also choose the ground. Empty: ${ownFile.toLowerCase()}.`,
  ),
  tickField(
    "mandatedReports",
    "Put in who made the mandated reports, to whom, under which reference",
    "Never for a parent or a student: a mandated report is no student record. An employee who gave a father a copy had no immunity (Cuff v. Grossmont, 2013). Ask your counsel first.",
  ),
  tickField(
    "reporters",
    "Put in who reported",
    "Agencies keep it from others (PC 11167.5). Ask your counsel first.",
  ),
];

const empty: Values = {
  case: "",
  register: "main",
  recipient: "",
  mandatedReports: "",
  reporters: "",
};

function asks(values: Values, words: readonly string[], errors: Values = {}): Page {
  return {
    view: printView,
    title: printTitle,
    blocks: [...words.map(textBlock), caseField, registerField, ...fields],
    buttons: [
      { act: "print-record", label: "Make the record", primary: true },
      { act: "call-sheet", label: "Call sheet" },
      closeButton,
    ],
    values: { ...empty, ...values },
    errors,
    tables: {},
  };
}

function leadsOnly({ directory }: PrintDesk): Page {
  const leads = holders(directory, "district-lead", null).map(({ email }) => email);
  const named = leads.length === 0 ? "Contacts names none." : `Contacts names ${leads.join(", ")}.`;
  return {
    view: printView,
    title: "Records are printed by the lead",
    blocks: [
      textBlock(
        `A record holds all that is known of a case. So only the district lead and the alternate lead print one. Each does it with their own account, as an editor of this Form. ${named}`,
      ),
    ],
    buttons: [{ ...closeButton, primary: true }],
    values: {},
  };
}

/** Whose record, and for whom. Throws as `printDesk` does. */
export function printPage(workspace: Workspace): Page {
  const desk = printDesk(workspace);
  if (desk.sources.length === 0) return leadsOnly(desk);
  const asked = askedToPrint(desk);
  const [first] = asked;
  const named = asked.map(({ reference, from }) =>
    from === "main" ? reference : `${reference} of your own`,
  );
  const words =
    asked.length === 0
      ? "No contact has asked for a record. You can print any case."
      : `A record is asked for of: ${named.join(", ")}.`;
  const values: Values = first === undefined ? {} : { case: first.reference, register: first.from };
  return asks(values, [
    words,
    "Each record that is made is a line of Disclosures. The call sheet is kept nowhere.",
  ]);
}

function shownPart({ heading, entries, table }: RecordPart): readonly Block[] {
  return [
    ...(table === undefined ? [headingBlock(heading)] : []),
    ...(entries === undefined ? [] : [{ kind: "entries", entries } as const]),
    ...(table === undefined ? [] : [{ kind: "table", caption: heading, ...table } as const]),
  ];
}

const printButton: Button = { act: "print", label: "Print or save as PDF", primary: true };

function recordPage({ reference, parts, withheld, provenance }: Printed): Page {
  return {
    view: "record",
    title: `Record of case ${reference}`,
    blocks: [
      textBlock("Confidential: student information. Whoever gets it may not pass it on."),
      ...parts.flatMap(shownPart),
      headingBlock("Withheld from this record"),
      {
        kind: "lines",
        lines: (withheld.length === 0 ? ["Nothing."] : withheld).map((text) => ({ text })),
      },
      headingBlock("Where this comes from"),
      ...provenance.map(textBlock),
    ],
    buttons: [printButton, closeButton],
    values: {},
  };
}

const noSuchCase =
  "No register that you may print from has this case. Write its reference as it stands in the mails and in Cases, such as 26-0007.";

function sheetPage(workspace: Workspace, asked: CaseAsked, values: Values): Page {
  const { reference } = asked;
  const sheets = callSheets(workspace, asked);
  if (sheets === null) return asks(values, [], { case: noSuchCase });
  const many = sheets.length > 1;
  return {
    view: "call-sheet",
    title: "Worksheet for a call. This is no report.",
    blocks: [
      textBlock(
        `Case ${reference}. What a mandated report tells, in the order of the law (PC 11167(a)), as far as the register holds it. Nothing here was sent to anybody. Call although something is blank: the duty does not wait for it. Read it out, fill in the rest by hand, and do not leave it lying about. It is kept nowhere.`,
      ),
      ...sheets.flatMap(({ received, parts }, at): readonly Block[] => [
        ...(many
          ? [
              headingBlock(
                `Report ${at + 1} of ${sheets.length}${received === null ? "" : `, received ${recordTime(received, workspace.clock)}`}`,
              ),
            ]
          : []),
        ...parts.flatMap(shownPart),
      ]),
    ],
    buttons: [printButton, closeButton],
    values: {},
  };
}

/** What a button of the first page leads to. Throws as `printedRecord` does. */
export function printOn(workspace: Workspace, { act, values }: Request): Reply {
  const reference = (values["case"] || "").trim();
  const errors: Values = reference === "" ? { case: "Write the reference of the case." } : {};
  if (act === "check") return { errors: {}, tables: {} };
  if (reference === "") return asks(values, [], errors);
  const from = values["register"] === "own" ? "own" : "main";
  const asked: CaseAsked = { reference, from };
  if (act === "call-sheet") return sheetPage(workspace, asked, values);
  const choice = {
    mandatedReports: values["mandatedReports"] === "yes",
    reporters: values["reporters"] === "yes",
  };
  const recipient = (values["recipient"] || "").trim();
  if (recipient === "" && (choice.mandatedReports || choice.reporters)) {
    return asks(values, [], {
      recipient: "Write who gets it: with what is ticked below, that must be on record.",
    });
  }
  const printed = printedRecord(workspace, { ...asked, recipient, choice });
  return printed === null ? asks(values, [], { case: noSuchCase }) : recordPage(printed);
}
