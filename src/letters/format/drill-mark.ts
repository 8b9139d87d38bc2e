/** What every mail of a drill begins with, and what is taken out of it. */
import type { Mail } from "../../ports";
import { alert, mailOf } from "./letter";
import { renderHtml, renderText } from "./render-letter";

/** Nothing in it can be dialled. `ends` in words; `isAsked`: this recipient is to answer. The first line is what a locked phone shows. */
export function asDrill(
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
