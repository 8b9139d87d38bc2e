/** Marks a mail as one of a drill (a rehearsal): words at the beginning, and numbers that cannot be dialled. */
import type { Mail } from "../../ports";
import { alert, mailOf } from "./letter";
import { renderHtml, renderText } from "./render-letter";

/**
 * The mail with the mark. The first line, which a locked phone shows, says what to do. `ends`: when the drill ends, in words. `minutes`:
 * how long each wait is in the drill. `isAsked`: whether this recipient is to answer.
 */
export function markAsDrill(
  mail: Mail,
  { ends, minutes, isAsked }: { ends: string; minutes: number; isAsked: boolean },
): Mail {
  const toDo = !mail.text.includes("/spreadsheets/")
    ? "Nothing is to be done."
    : isAsked
      ? "Open the link, acknowledge, tick the calls as if made."
      : "Open the link, look, and leave the case: the lead answers.";
  const mark = mailOf("", [
    alert(`DRILL, a rehearsal: call no agency. ${toDo}`),
    `No child is meant. Tell nobody outside. Each wait is ${minutes} minutes here. The drill ends by itself, at the latest ${ends}. Then its register goes. Below is what a real mail says.`,
  ]);
  return {
    ...mail,
    subject: `DRILL: ${mail.subject}`,
    text: `${renderText(mark)}\n${mail.text}`,
    html: renderHtml(mark) + mail.html.replace(/<a href="tel:[^>]*>([^<]*)<\/a>/g, "<b>$1</b>"),
  };
}
