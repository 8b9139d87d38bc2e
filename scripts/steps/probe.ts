/** The probe's steps, from an empty Form to the text that is sent: STEPS.txt of the release is written from them, docs/probe.md held to them. */
import { blockedApp, unverifiedApp } from "./google-words";
import { consentStep, menuStep, type PasteStep, pasteSteps } from "./paste";

export const probeSteps: readonly PasteStep[] = [
  {
    title: "Sign in with the account that is to ask",
    says: [
      "Take the account that is to run the desk, or another one of the same district. It needs about 30 mails left of its day.",
      "Set its language to **English (United States)** at myaccount.google.com/language: Google’s words for a failure are in the language of the account. Set it back afterwards.",
    ],
  },
  ...pasteSteps("Probe.html"),
  menuStep("Choose Run the probe", "Probe", "Run the probe"),
  {
    ...consentStep("that account", "**Probe › Run the probe**"),
    else: [unverifiedApp, blockedApp],
  },
  {
    title: "Send the text that it ends with",
    says: [
      "In the window press **Begin**, and do what it says.",
      "At its end stands a text. Press **Copy**, and send the text to whoever gave you this release.",
      "Press the button below it, and delete the Form.",
    ],
  },
];

/** A text as an item of a list, in lines of at most 100 characters. */
function itemLines(text: string): readonly string[] {
  const lines = text.match(/\S.{0,93}(?= |$)/g) ?? [];
  return lines.map((line, at) => `${at === 0 ? "   - " : "     "}${line}`);
}

/** STEPS.txt, beside the probe's files in the folder `probe` of the release. */
export function probeStepsText(): string {
  const steps = probeSteps.flatMap(({ title, says, else: other = [] }, at) => [
    "",
    `${at + 1}. ${title}`,
    ...[...says, ...other]
      .map((one) =>
        typeof one === "string"
          ? one
          : `In a text editor, open probe/${one.fetch} and copy all of it.`,
      )
      .flatMap((words) => itemLines(words.replaceAll("**", ""))),
  ]);
  return [
    "The probe asks Google how it behaves, so that what this desk expects can be compared with what",
    "Google does. It works in a Form of its own, with made-up data, and takes away what it made.",
    "Never put it into the desk’s Form.",
    "",
    `${probeSteps.length} steps, for a person who has never opened a script editor:`,
    ...steps,
    "",
  ].join("\n");
}
