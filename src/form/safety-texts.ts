/** What the Form says before the first question and after the last: whom to call, and that it is not a mandated report. */
import { agencyAsked, agencyOf, emergency, firstAgency } from "../protocol/engine";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";

/** A text of the Form, and what it must say whatever a district makes of its wording. */
export interface SafetyText {
  readonly text: string;
  /** Numbers count as said however they are punctuated, words whatever their case. */
  readonly mustSay: readonly string[];
  /** Stands before it until the district has gone live. */
  readonly notice: string;
}

/** The number of the agency that every case calls first, as the pack has it. */
export function reportLine(pack: ProtocolPack): string {
  const { standIn } = agencyOf(pack, firstAgency(pack).id) ?? { standIn: emergency };
  return pack.hotlines.find(({ id }) => id === standIn)?.phone ?? pack.emergency.phone;
}

/** Whom to call, and where the written report goes: the pack's own words, the same everywhere; none where it has none. */
export function whereReportsGo({ writtenReport: { elsewhere } }: ProtocolPack): readonly string[] {
  return elsewhere === null ? [] : [say(elsewhere)];
}

function numberLines(pack: ProtocolPack): readonly string[] {
  return pack.hotlines.map(({ form, phone }) => say(form).split("{phone}").join(phone));
}

/** Lines to call for advice: they take no report. */
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
      "EMERGENCY? CALL 911 FIRST.",
      ...numberLines(pack).slice(0, 1),
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

export function confirmationMessage(pack: ProtocolPack): SafetyText {
  const { hours, form, statute } = pack.writtenReport;
  return {
    text: [
      `${passedOn} This was not a mandated report. Telling the school is not enough: you report too.`,
      "",
      "If you are a mandated reporter, as every employee of a school is:",
      `1. Call ${say(firstAgency(pack).inSentence)} now, if you have not: ${reportLine(pack)}, day and night.`,
      `2. Send your own written report (form ${form}) within ${hours} hours of when you learned it (${statute}).`,
      ...whereReportsGo(pack),
      "",
      `${ifNobodyAnswers(pack)}In an emergency call 911.`,
      ...advice(pack),
      "",
      `Do not question any student about it. Do not tell a parent or guardian: ${clearedFirst}`,
      "To report about another student, send another report with the link below.",
    ].join("\n"),
    mustSay: mustSay(pack),
    notice: notYetInUse(pack),
  };
}

/** The words by which a text is known to say so, whatever a district makes of it. */
const notInUseWords = "not yet in use";

/** What is sent all the same is taken in and mailed; nobody may rely on that. */
function notYetInUse(pack: ProtocolPack): string {
  return [
    `This form is ${notInUseWords} in this district. What you send is kept and passed on. But do not rely on anyone to act on it: call yourself.`,
    `Call ${say(firstAgency(pack).inSentence)}: ${reportLine(pack)}, day and night. In an emergency call ${pack.emergency.phone}. Then tell your school's designated contact or principal.`,
  ].join("\n");
}

/** The text as it should be, given what stands there; a district's own words stay. */
export function safeText(present: string, wanted: SafetyText, isLive: boolean): string {
  const isMarked = (text: string) => text.toLowerCase().includes(notInUseWords);
  const bare = present.split(wanted.notice).join("").trim();
  // Reworded by the district, it still says that the Form is not in use: right before, and wrong afterwards.
  if (isMarked(bare)) return isLive ? wanted.text : saysAll(bare, wanted) ? present : wanted.text;
  const whole = saysAll(bare, wanted) ? bare : `${wanted.text}\n\n${bare}`.trim();
  const text = isLive ? whole : `${wanted.notice}\n\n${whole}`;
  return text === present.trim() ? present : text;
}

/** Shown in place of the questions while nobody runs the desk. */
export function closedMessage(pack: ProtocolPack): string {
  const { hours, statute } = pack.writtenReport;
  return [
    "This form takes no reports at the moment: nobody would read them.",
    "In an emergency call 911.",
    ...numberLines(pack).slice(0, 1),
    `If you are a mandated reporter: call at once. Then send your own written report within ${hours} hours of learning what you know (${statute}).`,
    ...advice(pack),
    "Then tell your school's designated contact yourself.",
  ].join("\n");
}

/** Within a sentence: whom to call where the first agency does not answer. */
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

/** Whether a text, perhaps reworded by the district, still says all that it must. */
export function saysAll(text: string, wanted: SafetyText): boolean {
  const words = text.toLowerCase();
  const digits = text.replace(/[^0-9]/g, "");
  return wanted.mustSay.every((needed) => {
    const number = needed.replace(/[^0-9]/g, "");
    return number.length > 3 ? digits.includes(number) : words.includes(needed.toLowerCase());
  });
}

export type Audience = "staff" | "link";

/** Where it is set; Google's own words for what is to be clicked. */
export const audiencePlace =
  "In the Form's editor choose Publish (on a published Form: Published), then Manage beside Responders. Under General access, in Responder view, choose your district (staff only) or Anyone with the link; Restricted lets in only those who are listed there.";

export const audienceLabels: Readonly<Record<Audience, string>> = {
  staff: "Staff only",
  link: "Anyone with the link",
};
