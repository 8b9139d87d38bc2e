/** The words after `npm run probe --`: play a round here, push the probe, or record a result. */

export type ProbeOptions =
  | { readonly act: "play" }
  | { readonly act: "help" }
  /** `words` go to the deployment. */
  | { readonly act: "deploy"; readonly words: readonly string[] }
  | { readonly act: "record"; readonly file: string }
  | { readonly act: "wrong"; readonly what: string };

export const probeUsage = `npm run probe              plays a round of the probe here
npm run probe -- --deploy [--form FORM] [--replace]
                           pushes the probe into a Form of its own, with clasp
npm run probe -- --record FILE
                           takes the text that the probe ended with into the project

Exit codes of --record: 0 kept, and the local Workspace answers the same; 1 kept, and it differs; 2 refused.`;

export function readProbeOptions(words: readonly string[]): ProbeOptions {
  const [first, ...rest] = words;
  if (first === undefined) return { act: "play" };
  if (first === "--help") return { act: "help" };
  if (first === "--deploy") return { act: "deploy", words: rest };
  if (first === "--record") {
    const [file, more] = rest;
    return file === undefined || more !== undefined
      ? { act: "wrong", what: "--record wants one file after it." }
      : { act: "record", file };
  }
  return { act: "wrong", what: `${first} is not an option.` };
}
