/** The mails about the Form itself: whether it can be answered, whether it asks what it must. Nothing of any report. */
import { alert, type Letter, mailOf, notAsMail, toBeDone } from "./letter";

/** To whoever asked for the code, and the lead: it names nobody. */
export function proofReport(_nothing: Readonly<Record<never, never>>): Letter {
  return mailOf("Student safety Form: the proof report came", [
    "The proof report came. Please read whether it was sent as it should be.",
    "Somebody sent the code of Check through the Form. The Form, its trigger and this mail work. It is in no register, and nobody was told of a case.",
    ...toBeDone(
      "Make sure who sent it: somebody who may not edit the Form, by the link that staff get. An editor gets in whatever the Form's settings say.",
      "Then open the Form's editor, choose Student safety, Check, and press Go live. It asks who sent it.",
    ),
    notAsMail,
  ]);
}

/** Once, to leads and admins of a desk that went live before there were proof reports. */
export function formAudience(_nothing: Readonly<Record<never, never>>): Letter {
  return mailOf("Student safety Form: action needed", [
    "Please see who can answer the Form, this week.",
    alert(
      "A Form can be published and still open to nobody but its editors. No script sees that, and this desk went live before that was asked for.",
    ),
    ...toBeDone(
      "Have a teacher, a substitute, a coach and a volunteer open the Form's link on their own phones. Nobody needs to send anything.",
      "Where it does not open: in the Form's editor choose Publish (on a published Form: Published), then Manage beside Responders.",
      "Addresses of staff and of groups can stand in Settings under responders: Set up adds them.",
    ),
    notAsMail,
  ]);
}
