/** Everything that a day leaves behind, also what its end does not list: the main register whole, and the script's properties. */
import { type SentMail, sentMail } from "../../scripts/workspace/index";
import { Day, playedText } from "../day/day";
import type { Output } from "../day/look";

export interface Traces {
  readonly out: Output;
  /** The main register whole: cells, filter views, protected ranges. */
  readonly main: unknown;
  readonly properties: Readonly<Record<string, string>>;
  /** Of each email: to whom it went, whom it names as its sender, and to whom an answer goes. */
  readonly answers: readonly Pick<SentMail, "to" | "name" | "replyTo">[];
}

/** Plays a scenario without a seed. */
export async function traced(scenario: object): Promise<Traces> {
  const { workspace, output } = await playedText(JSON.stringify(scenario));
  const day = Day.in(workspace);
  return {
    out: output,
    main: structuredClone(day.register()),
    properties: { ...day.properties() },
    answers: sentMail(workspace.store).map(({ to, name, replyTo }) => ({ to, name, replyTo })),
  };
}
