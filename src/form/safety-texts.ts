/**
 * The texts of the Form before the first question and after sending: whom to call, and that the Form is not a mandated report. A district
 * may reword them, but they must still say certain things.
 */
import { agencyAsked, firstAgency } from "../protocol/engine";
import type { HotlineDatum, ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";

/** A text of the Form, and what it must say even if a district rewords it. */
export interface SafetyText {
  readonly text: string;
  /** A phone number counts as said with any punctuation, words in capitals or not. */
  readonly mustSay: readonly string[];
  /** A notice that stands before the text until the district has gone live. */
  readonly notice: string;
}

/** The pack's line of the agency that every case calls first; null where the pack leaves the number to the district. */
export function reportLine(pack: ProtocolPack): HotlineDatum | null {
  const { standIn } = firstAgency(pack);
  return pack.hotlines.find(({ id }) => id === standIn) ?? null;
}

/** Words with the number of the agency that every case calls first after them, and when it answers; the words alone without a number. */
export function withReportLine(words: string, pack: ProtocolPack, between = ": "): string {
  const line = reportLine(pack);
  return line === null ? words : `${words}${between}${line.phone}`;
}

/** The same, and when that line answers. */
function withHours(words: string, pack: ProtocolPack): string {
  const { hours } = reportLine(pack) ?? {};
  const numbered = withReportLine(words, pack);
  return hours === undefined ? numbered : `${numbered}, ${say(hours)}`;
}

/** What the question about the first call says beside it: to call, and the number. */
export function callNow(pack: ProtocolPack): string {
  return `${withHours("If not, call now or right after this form", pack)}.`;
}

/** The pack's words on whom to call and where the written report goes; the same in all places. None if the pack has none. */
export function whereReportsGo({ writtenReport: { elsewhere } }: ProtocolPack): readonly string[] {
  return elsewhere === null ? [] : [say(elsewhere)];
}

/** The line of the Form with the first agency's number. */
function numberLines(pack: ProtocolPack): readonly string[] {
  const line = reportLine(pack);
  return line === null ? [] : [say(line.form).split("{phone}").join(line.phone)];
}

/** Lines to call for advice. They take no report. */
function adviceLines(pack: ProtocolPack) {
  return pack.hotlines.filter(({ takesReports }) => !takesReports);
}

function advice(pack: ProtocolPack): readonly string[] {
  return adviceLines(pack).map(
    ({ name, phone }) => `For advice: ${say(name)}, ${phone}. It takes no mandated report.`,
  );
}

export const formTitle = "Student safety report";

const passedOn = "Your report is in, and is passed on now.";
const clearedFirst = "that is cleared with the agencies first.";

/** Shown at the top of the first page, before the first question. */
export function formDescription(pack: ProtocolPack): SafetyText {
  const { hours, statute } = pack.writtenReport;
  return {
    text: [
      `EMERGENCY? CALL ${pack.emergency.phone} FIRST.`,
      ...numberLines(pack),
      "",
      `This form is not a mandated report. Mandated reporters also call ${say(firstAgency(pack).inSentence)}${orElsewhere(pack)}, and send their own report in writing within ${hours} hours (${statute}).`,
      "",
      "Use it for one student who may be at risk of human trafficking (for sex or for labor), a victim, or recruiting others. For another student, send another report.",
      ...adviceLines(pack).map(({ name, phone }) => `For advice only: ${say(name)}, ${phone}.`),
    ].join("\n"),
    mustSay: mustSay(pack),
    notice: notYetInUse(pack),
  };
}

/** Shown after a report was sent. */
export function confirmationMessage(pack: ProtocolPack): SafetyText {
  const { hours, form, statute } = pack.writtenReport;
  return {
    text: [
      `${passedOn} This was not a mandated report. Telling the school is not enough: you report too.`,
      "",
      `If you are a mandated reporter, ${say(pack.reporters.who)}:`,
      `1. ${withHours(`Call ${say(firstAgency(pack).inSentence)} now, if you have not`, pack)}.`,
      `2. Send your own written report (form ${form}) within ${hours} hours of when you learned it (${statute}).`,
      ...whereReportsGo(pack),
      "",
      `${ifNobodyAnswers(pack)}In an emergency call ${pack.emergency.phone}.`,
      ...advice(pack),
      "",
      `Do not question any student about it. Do not tell a parent or guardian: ${clearedFirst}`,
      "To report about another student, send another report with the link below.",
    ].join("\n"),
    mustSay: mustSay(pack),
    notice: notYetInUse(pack),
  };
}

/** If a text holds these words, it says that the Form is not in use, however a district has worded the rest. */
const notInUseWords = "not yet in use";

/** Reports that are sent before going live are taken in and mailed all the same, but nobody may rely on that. */
function notYetInUse(pack: ProtocolPack): string {
  return [
    `This form is ${notInUseWords} in this district. What you send is kept and passed on. But do not rely on anyone to act on it: call yourself.`,
    `${withHours(`Call ${say(firstAgency(pack).inSentence)}`, pack)}. In an emergency call ${pack.emergency.phone}. Then tell your school's designated contact or principal.`,
  ].join("\n");
}

/** The text as it should be. `present`: the text on the Form; a district's own words are kept as long as they say all that they must. */
export function safeText(present: string, wanted: SafetyText, isLive: boolean): string {
  const isMarked = (text: string) => text.toLowerCase().includes(notInUseWords);
  const bare = present.split(wanted.notice).join("").trim();
  // The district has reworded the notice that the Form is not in use. That is right before going live, and wrong afterwards.
  if (isMarked(bare)) return isLive ? wanted.text : saysAll(bare, wanted) ? present : wanted.text;
  const whole = saysAll(bare, wanted) ? bare : `${wanted.text}\n\n${bare}`.trim();
  const text = isLive ? whole : `${wanted.notice}\n\n${whole}`;
  return text === present.trim() ? present : text;
}

/** Shown in place of the questions while nobody runs the desk, so that no report is sent which nobody would read. */
export function closedMessage(pack: ProtocolPack): string {
  const { hours, statute } = pack.writtenReport;
  return [
    "This form takes no reports at the moment: nobody would read them.",
    `In an emergency call ${pack.emergency.phone}.`,
    ...numberLines(pack),
    `If you are a mandated reporter: call at once. Then send your own written report within ${hours} hours of learning what you know (${statute}).`,
    ...advice(pack),
    "Then tell your school's designated contact yourself.",
  ].join("\n");
}

/** Part of a sentence: whom to call if the first agency does not answer. */
function orElsewhere(pack: ProtocolPack): string {
  const other = agencyAsked(pack, "calledLawEnforcement");
  return other === null ? "" : `, or ${say(other.inSentence)} if nobody answers`;
}

function ifNobodyAnswers(pack: ProtocolPack): string {
  const other = agencyAsked(pack, "calledLawEnforcement");
  return other === null ? "" : `If nobody answers, call ${say(other.name)}. `;
}

function mustSay(pack: ProtocolPack): readonly string[] {
  const numbers = pack.hotlines.map(({ phone }) => phone);
  return [...new Set([pack.emergency.phone, ...numbers]), "not a mandated report"];
}

/** Whether the text, which the district may have reworded, still says all that it must. */
export function saysAll(text: string, wanted: SafetyText): boolean {
  const words = text.toLowerCase();
  const digits = text.replace(/[^0-9]/g, "");
  return wanted.mustSay.every((needed) => {
    const number = needed.replace(/[^0-9]/g, "");
    return number.length > 3 ? digits.includes(number) : words.includes(needed.toLowerCase());
  });
}

/** Who can answer the Form: staff of the district, or anyone with the link. */
export type Audience = "staff" | "link";

/** Where to set the audience, with Google's own words for what to click. */
export const audiencePlace =
  "In the Form's editor choose Publish (on a published Form: Published), then Manage beside Responders. Under General access, in Responder view, choose your district (staff only) or Anyone with the link; Restricted lets in only those who are listed there.";

export const audienceLabels: Readonly<Record<Audience, string>> = {
  staff: "Staff only",
  link: "Anyone with the link",
};
