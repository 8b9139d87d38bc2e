/**
 * The mails to a reporter who works in the district: about their own duty to report, and that somebody has their report. They name no case
 * and nothing of what was reported.
 */
import { channelWords } from "../../protocol/channels";
import type { Callee } from "../../protocol/engine";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { plainLine } from "../../text";
import { whenWords, type ZoneOffset } from "../../time";
import {
  alert,
  callee,
  calleeLine,
  dash,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  numberUnknown,
  phone,
  toReporter,
} from "../format/letter";

const doNotTell = dash(
  "Do not question any student, and do not tell a parent or guardian about the report.",
);

/** There is no reference or link in it on purpose: reporters may not open the register. */
export interface ReporterDuty {
  /** Agencies that take the report, the first one first. */
  readonly calls: readonly Callee[];
  readonly written: ProtocolPack["writtenReport"];
  /** What the law says to reporters. */
  readonly reporters: ProtocolPack["reporters"];
  /** When the written report is due; milliseconds since 1970, UTC. */
  readonly writtenReportDue: number;
  readonly dueFrom: "learned" | "received";
  /** When the mail is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  readonly zone: ZoneOffset;
}

/** Reminds a reporter of their own duty to call and to write. */
export function reporterDuty(input: ReporterDuty): Letter {
  const { calls, written } = input;
  const due = whenWords(input.writtenReportDue, input.zone);
  const from =
    input.dueFrom === "learned"
      ? `${written.hours} hours after you learned of it`
      : `${written.hours} hours after your form came in. If you learned of it before that, it is due earlier`;
  return mailOf("The form that you sent: action needed", [
    "Thank you for the form. One thing is still yours to do.",
    alert("If somebody is in danger now, call ", phone("911"), "."),
    `The form went to the people at the district who act on it. That is not enough: if you are a mandated reporter, you report too (${written.statute}).`,
    heading("What to do, in this order"),
    itemBlock(
      "1.",
      ["Call now, if you have not:"],
      [
        ...calls.map((who, at) =>
          at === 0 ? calleeLine(who, numberUnknown) : ["or ", ...callee(who, numberUnknown)],
        ),
        ...(calls.length > 1
          ? [["One of them is enough. If nobody answers, call the other."]]
          : []),
      ],
    ),
    itemBlock(
      "2.",
      [
        `Send the written report, form ${written.form}${written.elsewhere === null ? ", to the agency that you called" : ""}.`,
      ],
      [
        [
          input.writtenReportDue < input.now
            ? `When: it was due ${due} and is late. Send it now. That was ${from}.`
            : `When: by ${due}. That is ${from}.`,
        ],
        ...calls
          .map(({ name, channels = [] }) => channelWords(plainLine(name), channels))
          .filter((words) => words !== "")
          .map((words) => [words]),
        ...(written.elsewhere === null ? [] : [[say(written.elsewhere)]]),
      ],
    ),
    itemBlock("3.", ["Ask for the agency's reference and keep it. The district may ask for it."]),
    heading("Please keep in mind"),
    ...input.reporters.mail.map((words) => dash(say(words))),
    doNotTell,
    ...toReporter,
  ]);
}

// The mail that says that somebody has taken the report on. It is sent once and says nothing else.

export interface ReportTakenOn {
  readonly emergency: string;
  /** The law that gives each reporter a duty of their own. */
  readonly statute: string;
}

/** Says that somebody has the report, and that the reporter's own duty stays. */
export function reportTakenOn({ emergency, statute }: ReportTakenOn): Letter {
  return mailOf("The form that you sent: somebody has it", [
    "Thank you for the form. Someone at the district has taken on what you sent.",
    "You hear this once, and nothing more. Who it is and what they do is confidential. If you notice something new, send the form again.",
    dash(`You still make your own call and your own written report, if you owe them (${statute}).`),
    doNotTell,
    dash("If somebody is in danger, call ", phone(emergency), "."),
    ...toReporter,
  ]);
}
