/**
 * The workspace in which a drill runs: a memory that forgets everything, and a mailer that marks every mail as a drill and writes to the
 * drill's people alone. What else differs is of the kind of its register (register-kinds).
 */

import { AddressRefused, AppError } from "../../errors";
import { alert, mailOf } from "../../letters/format/letter";
import { renderHtml, renderText } from "../../letters/format/render-letter";
import type { Mail, Mailer, Memory } from "../../ports";
import type { Run } from "../../run";
import type { Drill, Key } from "../../store/keys";
import { emptyOf } from "../../store/store";
import { whenWords } from "../../time";
import { drillLasts, mailsReservedFromDrill, waitMinutes } from "../drill-state";

/** What a drill may know of the desk. */
const known: readonly Key[] = ["registers", "protocol"];

/** A memory that keeps nothing of a drill, and tells it nothing of the desk's own work. */
function memoryOf({ memory }: Run): Memory {
  const nothing = () => undefined;
  return {
    get: (key) => (known.includes(key) ? memory.get(key) : emptyOf(key)),
    set: nothing,
    setAll: nothing,
    again: nothing,
    unreadable: () => [],
    mend: nothing,
  };
}

/**
 * The mail with the mark. The first line, which a locked phone shows, says what to do. `ends`: when the drill ends, in words. `minutes`:
 * how long each wait is in the drill. `isAsked`: whether this recipient is to answer.
 */
function markAsDrill(
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

/**
 * Sends to people of the drill alone (throws `AddressRefused` for anybody else), and leaves `mailsReservedFromDrill` mails of the day for
 * real reports (throws "few-mails-left"). One call more in a run that sends.
 */
function mailerOf({ mailer, clock }: Run, { people, began, answerer }: Drill): Mailer {
  let left: number | null = null;
  const remainingToday = () => Math.max(0, mailer.remainingToday() - mailsReservedFromDrill);
  return {
    remainingToday,
    send(mail) {
      if (!people.split(" ").includes(mail.to)) throw new AddressRefused("not-allowed", null);
      left = left ?? remainingToday();
      if (left <= 0) throw new AppError("few-mails-left");
      const isAsked = answerer === "" || answerer === mail.to;
      const ends = whenWords(began + drillLasts, clock);
      mailer.send(markAsDrill(mail, { ends, minutes: waitMinutes, isAsked }));
      left -= 1;
    },
  };
}

/** The workspace that the drill's runs get. Clock, lock and Google's services are the real ones. */
export function drillDesk(workspace: Run, drill: Drill): Run {
  return { ...workspace, memory: memoryOf(workspace), mailer: mailerOf(workspace, drill) };
}
