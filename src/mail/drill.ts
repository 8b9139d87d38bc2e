/** What every mail of a drill begins with, in the subject and in both of its parts, and what is taken out of it. */
import type { Mail } from "../ports";
import { alert, line } from "./letter";
import { renderHtml, renderText } from "./render";

/** `ends` in words; `isAsked`: the recipient is to answer. No number can be tapped in it. The first line is what a locked phone shows. */
export function asDrill<M extends Pick<Mail, "subject" | "text" | "html">>(
  mail: M,
  ends: string,
  waitMinutes: number,
  isAsked: boolean,
): M {
  const toDo = isAsked
    ? "acknowledge the case, and tick the calls as if you had made them"
    : "look, and leave the case as it is: this time only the lead is to answer";
  const mark = {
    subject: "",
    blocks: [
      alert("DRILL, a rehearsal: call no agency, tell nobody outside. No child is meant."),
      line(
        `Below is what a real mail says. Does it have a button to the register? Open it, ${toDo}. Else there is nothing to do. Each wait is ${waitMinutes} minutes here, however long it is in Settings. The drill ends by itself, at the latest ${ends}; its register and its cases are gone then.`,
      ),
    ],
  };
  return {
    ...mail,
    subject: `DRILL: ${mail.subject}`,
    text: `${renderText(mark)}\n${mail.text}`,
    html: renderHtml(mark) + mail.html.replace(/<a href="tel:[^>]*>([^<]*)<\/a>/g, "<b>$1</b>"),
  };
}
