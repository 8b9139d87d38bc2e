/** A locked phone at two in the morning: what it shows of the email about a danger, and how that email ends. From a night that is played. */

import { builtBundle } from "../play/bundle";
import { play } from "../play/play-scenario";
import { scenarioFrom } from "../play/scenario";
import { escaped } from "../release/markdown";

const night = {
  start: "2026-09-02T01:58:00-07:00",
  events: [
    { advance: "PT2M" },
    {
      submit: {
        ...{ school: "North High", studentName: "Robin Vale", studentId: "730194", grade: "10" },
        ...{ concerns: ["suspected-victim"], immediateDanger: "yes", facts: "She sent a message." },
      },
    },
    { advance: "PT1M" },
  ],
};

/** The picture, as HTML. Throws an Error if that night emails no one. */
export async function lockedPhonePage(): Promise<string> {
  const { inbox } = play(scenarioFrom(night), { dist: await builtBundle() });
  const [mail] = inbox;
  if (mail === undefined) throw new Error("No one was emailed about the danger.");
  const lines = mail.text.split("\n").filter((line) => line.trim() !== "");
  const last = lines.slice(-2).map((line) => `<p>${escaped(line)}</p>`);
  return `<!doctype html><style>
body { margin: 0; padding: 24px; width: 672px; display: flex; gap: 32px; align-items: center; font: 16px/1.4 Arial, sans-serif; color: #1d1d1f }
.phone { flex: none; width: 340px; padding: 44px 14px 60px; box-sizing: border-box; border: 8px solid #1d1d1f; border-radius: 36px; background: #24324a; color: #fff; text-align: center }
time { font-size: 56px; line-height: 1 } .day { margin: 0 0 8px }
.mail { margin-top: 28px; padding: 12px 14px; border-radius: 16px; background: #f2f2f4; color: #1d1d1f; text-align: left }
.mail p, .ends p { margin: 0 0 4px } .ends p + p { margin-top: 12px } h2 { font-size: 16px }
</style><div class="phone"><p class="day">Wednesday, September 2</p><time>2:00</time>
<div class="mail"><p><b>Student Safety Desk</b></p><p><b>${escaped(mail.subject)}</b></p><p>${escaped(lines.slice(0, 2).join(" "))}</p></div></div>
<div class="ends"><h2>The email ends:</h2>${last.join("")}</div>`;
}
