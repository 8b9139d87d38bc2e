/** Why an edit is put back: the words of the note on the cell. They name the rule and never a value (design 2.6). */

export const refusalWords = {
  unreadable:
    "Put back: this cell takes a value of its own kind. Choose from the list, or write a date.",
  "status-needed": "Put back: choose Open, Waiting or Closed.",
  "not-closable":
    "Put back: a case is closed when every act is done, or not applicable with a reason; or with a reason for closing and the lead's agreement.",
  "hold-past": "Put back: a hold ends in the future. Empty the cell to lift the hold.",
  "hold-too-long":
    "Put back: this is longer than a hold may last at a time (holdMaxDays in Settings).",
  "level-not-higher":
    "Put back: a level is only ever raised. A case that needs no more work is closed, with a reason.",
  "no-such-case":
    "Put back: write the reference of another case of this register, such as 26-0001.",
  "already-merged":
    "Put back: this case is part of another one by now, named in “Merged into”. Write it there.",
  "lead-only": "Put back: only the lead or an admin decides this.",
  "duty-stays":
    "Put back: this act is a duty. It ends when it is done, or by “already made” with the agency's reference.",
  locked: "Put back: this act is locked. The column “Why, or why it waits” says until when.",
  "on-hold": "Put back: law enforcement has asked to wait. The act comes back when the hold ends.",
  "date-ahead": "Put back: write a day that has come.",
  "print-not-yet":
    "Put back: this version cannot print a record yet. Use the spreadsheet's own File, Print.",
} as const;
export type Refusal = keyof typeof refusalWords;
