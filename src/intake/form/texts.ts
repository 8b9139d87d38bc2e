/** What the Form says before the first question and after the last: whom to call, and that it is not a mandated report. */

/** The numbers that the Form prints; the protocol pack holds them. */
export interface FormNumbers {
  /** Child and family services' child abuse hotline. */
  readonly childAbuseHotline: string;
  readonly nationalHotline: string;
}

/** A text of the Form, and what it must say whatever a district makes of its wording. */
export interface SafetyText {
  readonly text: string;
  /** Numbers count as said however they are punctuated, words whatever their case. */
  readonly mustSay: readonly string[];
}

/** The Form's numbers out of a protocol pack's hotlines. Throws where the pack lacks one: a Form without them is not built. */
export function formNumbers(
  hotlines: readonly { readonly id: string; readonly phone: string }[],
): FormNumbers {
  const phone = (id: string): string => {
    const found = hotlines.find((hotline) => hotline.id === id);
    if (found === undefined) throw new Error(`The protocol pack has no hotline "${id}".`);
    return found.phone;
  };
  return {
    childAbuseHotline: phone("child-abuse-hotline"),
    nationalHotline: phone("national-hotline"),
  };
}

export const formTitle = "Student safety report";

/** Shown at the top of the first page, before the first question. */
export function formDescription(numbers: FormNumbers): SafetyText {
  return {
    text: [
      "In an emergency call 911 first. Do not wait to finish this form.",
      `Child abuse hotline (child and family services), day and night: ${numbers.childAbuseHotline}`,
      "Law enforcement: your local agency, or 911 in an emergency",
      `National Human Trafficking Hotline: ${numbers.nationalHotline}`,
      "",
      "This form is not a mandated report. It tells your school's designated contact. If you are a mandated reporter, you still call child and family services yourself, at once, and send your own written report within 36 hours of learning what you know (PC 11166). A call to the national hotline does not stand in for that. You can call before you fill in this form.",
      "",
      "Use it for one student who may be at risk of human trafficking (for sex or for labor) or of commercial sexual exploitation, may be a victim of it, or may be recruiting others for it. It takes about five minutes. Answer what you know; only the school is required. For another student, send another report.",
    ].join("\n"),
    mustSay: mustSay(numbers),
  };
}

/** Shown after the report was sent. */
export function confirmationMessage(numbers: FormNumbers): SafetyText {
  return {
    text: [
      "Your report is in. The school's designated contact is being told. This was not a mandated report, and telling the school does not do your own duty.",
      "",
      "If you are a mandated reporter:",
      `1. Call child and family services now, if you have not: ${numbers.childAbuseHotline}, day and night.`,
      "2. Send your own written report (form SS 8572) within 36 hours of when you learned it (PC 11166).",
      "",
      "If nobody answers, call your local law enforcement agency. In an emergency call 911.",
      `National Human Trafficking Hotline, for advice; it takes no mandated report: ${numbers.nationalHotline}`,
      "",
      "Do not question the student about it, and do not tell a parent or guardian: the designated contact clears that first with the agencies.",
      "To report about another student, send another report with the link below.",
    ].join("\n"),
    mustSay: mustSay(numbers),
  };
}

/** Shown in place of the questions while nobody runs the desk. */
export function closedMessage(numbers: FormNumbers): string {
  return [
    "This form takes no reports at the moment: nobody would read them.",
    "In an emergency call 911.",
    `Child abuse hotline (child and family services), day and night: ${numbers.childAbuseHotline}`,
    "If you are a mandated reporter, call at once and send your own written report within 36 hours of learning what you know (PC 11166).",
    `National Human Trafficking Hotline, for advice; it takes no mandated report: ${numbers.nationalHotline}`,
    "Then tell your school's designated contact yourself.",
  ].join("\n");
}

function mustSay(numbers: FormNumbers): readonly string[] {
  return ["911", numbers.childAbuseHotline, numbers.nationalHotline, "not a mandated report"];
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
