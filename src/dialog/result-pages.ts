/** Pages for commands of the menu that end in a result: set-up, going live, hand-over, uninstall. */

import { goLive, liveWords, notLiveWords, proofQuestion, senderQuestion } from "../install/go-live";
import { isShownOnGoogle, readAttested } from "../install/going-live/attestations";
import { senderWords } from "../install/going-live/proof-report";
import type { SetUpReport } from "../install/set-up";
import { setUpWords } from "../install/set-up-words";
import type { Run } from "../run";
import {
  handOver,
  handOverTitle,
  handOverWords,
  uninstall,
  uninstallQuestion,
  uninstallTitle,
  uninstallWords,
} from "../runs/hand-over";
import { choiceField, closeButton, headingBlock, lineField, textBlock } from "./blocks";
import { buttonsToGoLive, goLiveLabel, nextPageButtons } from "./check-page";
import type { Block, Button, Findings, Page, Request, Values } from "./page-data";

/** A page of plain lines, which may hold line breaks. */
function resultPage(
  view: string,
  title: string,
  lines: readonly string[],
  buttons: readonly Button[] = nextPageButtons(null),
): Page {
  return {
    view,
    title,
    blocks: lines
      .flatMap((words) => words.split("\n"))
      .flatMap((text) => (text === "" ? [] : [textBlock(text)])),
    buttons,
    values: {},
  };
}

const close: Button = { ...closeButton, primary: true };

/** The page after set-up: what it made, what is missing, what to do next. */
export function setUpDonePage(report: Partial<SetUpReport>, workspace: Run): Page {
  const buttons = [...buttonsToGoLive(workspace), ...nextPageButtons(null)];
  return resultPage("set-up", "Set up", [setUpWords(report)], buttons);
}

const goLiveButtons = (): readonly Button[] => [
  { act: "go-live", label: goLiveLabel, primary: true },
  ...nextPageButtons(null),
];

/**
 * The page that asks who sent the proof report and, where nobody has attested it yet, how and when the desk was tried on Google. `values`:
 * the fields' values where the page was shown before.
 */
function proofPage({ memory }: Run, values: Values, errors: Values): Page {
  const isTried = isShownOnGoogle(memory);
  return {
    view: "go-live",
    title: isTried ? "Who sent the proof report?" : "Tried on Google?",
    blocks: [
      ...(isTried ? [] : triedBlocks()),
      headingBlock("The proof report"),
      ...senderQuestion.map(textBlock),
      lineField(
        "proofSentBy",
        "Who sent it",
        "Name or address of whoever that was: a teacher, a coach, somebody at the front desk.",
      ),
    ],
    buttons: goLiveButtons(),
    values: {
      ...(isTried ? {} : { proof: values["proof"] ?? "", provedOn: values["provedOn"] ?? "" }),
      proofSentBy: values["proofSentBy"] ?? "",
    },
    errors,
    tables: {},
  };
}

function triedBlocks(): readonly Block[] {
  return [
    ...proofQuestion.map(textBlock),
    choiceField("proof", "What was done", [
      {
        id: "probe",
        label: "The probe was run, and whoever compared its text said that nothing differed",
      },
      { id: "list", label: "The list of ten steps was gone through, and nothing differed" },
    ]),
    lineField("provedOn", "On which day", "Year, month, day, such as 2026-09-01."),
  ];
}

/**
 * Errors in the field for who sent the proof report. Without anybody it is no attest; an address that may edit the Form proves nothing. One
 * call where it is an address.
 */
function senderErrors({ form, identity }: Run, sentBy: string): Values {
  const address = sentBy.trim().toLowerCase();
  if (address === "") return { proofSentBy: "Who sent it: a name or an address." };
  if (!address.includes("@")) return {};
  const mayEdit = [identity.runningAs(), ...form.editors()].includes(address);
  return mayEdit
    ? {
        proofSentBy:
          "This account may edit the Form, and gets in whatever its settings are. Have somebody else send a proof report.",
      }
    : {};
}

/** Goes live, says what is missing, or asks. Throws as `goLive` does. */
export function goLivePage(workspace: Run, { view, act, values }: Request): Page | Findings {
  const isAnswered = view === "go-live" && ("proof" in values || "proofSentBy" in values);
  const said = isAnswered && "proof" in values ? readAttested(values, workspace.clock) : null;
  const sentBy = isAnswered ? (values["proofSentBy"] ?? "").trim() : null;
  const errors: Values = {
    ...(said !== null && "errors" in said ? said.errors : {}),
    ...(sentBy === null ? {} : senderErrors(workspace, sentBy)),
  };
  if (act === "check") return { errors, tables: {} };
  if (Object.keys(errors).length > 0) return proofPage(workspace, values, errors);
  const gone = goLive(workspace, said !== null && "how" in said ? said : null, sentBy);
  if (gone.state === "live") {
    const sender = senderWords(workspace);
    return resultPage("go-live", "Live", [...liveWords, ...(sender === null ? [] : [sender])]);
  }
  if (gone.state === "unproved") return proofPage(workspace, values, {});
  return {
    view: "go-live",
    title: "Not live yet",
    blocks: [textBlock(notLiveWords), { kind: "lines", lines: gone.lines }],
    buttons: goLiveButtons(),
    values: {},
  };
}

/** Hands over and says what came of it. Throws as `handOver` does. */
export function handOverPage(workspace: Run): Page {
  return resultPage("hand-over", handOverTitle, handOverWords(handOver(workspace)));
}

/** The page that asks whether this account is to be uninstalled. Nothing is done yet. */
export function uninstallPage(): Page {
  return resultPage("uninstall", uninstallTitle, uninstallQuestion, [
    { act: "uninstall", label: "Uninstall", primary: true },
    { act: "close", label: "Keep it" },
  ]);
}

/** Uninstalls and says what came of it. Throws as `uninstall` does. */
export function uninstalledPage(workspace: Run): Page {
  return resultPage("uninstalled", uninstallTitle, uninstallWords(uninstall(workspace)), [close]);
}

/** A page with the words of a refusal, which stay until they are closed. */
export function refusedPage(words: string): Page {
  return resultPage("refused", "This was not done", [words], [close]);
}
