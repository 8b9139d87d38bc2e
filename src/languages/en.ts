/**
 * English: every sentence of the system's own that a reporter or a family reads, by key. The files of other languages have the same keys.
 * `{name}` stands for a value. Packs have their own sentences (src/protocol/packs).
 */
import { once } from "../lazy";
import { type DateWords, englishDates } from "../time";

export const english = once(makeEnglish);

function makeEnglish() {
  return {
    /** The language's own name for itself. */
    name: "English",
    /**
     * Shown in languages whose texts no qualified translator has reviewed. Never shown in English, which the others are translated from.
     */
    unreviewed: "No qualified translator has reviewed this text in English.",

    // The Form's texts.
    "form-title": "Student safety report",
    "language-question": "Which language do you want to answer in?",
    "emergency-first": "EMERGENCY? CALL {number} FIRST.",
    /** Below the agency's number. */
    "no-mandated-report":
      "This form is not a mandated report. Mandated reporters must still call now and send their own written report within {hours} hours ({statute}).",
    /** If no number of the agency is known. */
    "no-mandated-report-agency":
      "This form is not a mandated report. Mandated reporters must still call {agency} now and send their own written report within {hours} hours ({statute}).",
    /** Words that these texts must contain even if a district rewords them. */
    "must-say": "not a mandated report",
    "unread-at-night": "At night, on weekends and holidays, it may wait until the next school day.",
    /** As `must-say`, of the sentence above. */
    "must-say-of-nights": "the next school day",
    "what-for":
      "Use this form for one student who may be at risk of human trafficking (for sex or for labor), may be a victim, or may be recruiting others.",
    "poster-title": "Worried about a student?",
    "poster-link": "Point your phone's camera at the code, or type the link.",
    "no-report-line":
      "For advice: {name}, {number}. It does not take the place of a mandated report.",
    "further-down": "Your report came in. English is further down.",
    "passed-on":
      "Your report was received, and the people at the district who act on it are being told now. This was not a mandated report. Telling the school is not enough.",
    "if-mandated": "If you are a mandated reporter, {who}:",
    "call-if-not": "Call {agency} now, if you have not",
    "write-too":
      "Send your own written report (form {form}) within {hours} hours of when you learned it ({statute}).",
    "if-nobody-answers":
      "If no one answers, call {name}. If no one answers there either, send the written report in time anyway, and call again.",
    "in-emergency": "In an emergency call {number}.",
    "keep-silent":
      "Do not question any student about it. Do not tell a parent or guardian: the district checks with the agencies first.",
    "report-another": "To report about another student, send another report with the link below.",
    /** A text that contains `not-in-use-words` counts as saying that the Form is not in use, however a district has worded the rest. */
    "not-in-use-words": "not yet in use",
    "not-in-use":
      "This form is not yet in use in this district. What you send is saved and emailed to the people named as contacts, but they may not be watching yet. Do not count on them: make the call yourself.",
    "then-tell-school":
      "Then tell your school's designated contact or principal, but no one who may be involved.",
    "takes-no-reports": "This form is not taking reports right now: no one would read them.",

    // The Form's pages and questions.
    "page-start": "Is there danger now?",
    "ask-immediateDanger": "Is the student in immediate danger right now?",
    "help-immediateDanger":
      "Answer yes if the student is about to leave with someone who may be involved, is missing, is hurt, or may end their life. If yes, call 911 now. If you are not sure, call 911 or {agency}, and ask.",
    "page-immediate-danger": "CALL {number} NOW",
    "call-now": "Call {number} now. Do not wait to finish this form.",
    "say-where":
      "Say where the student is and what the danger is. Stay with the student if you safely can.",
    "then-call": "Then call {agency}",
    "have-you-called":
      "Have you called? Then continue. A few answers are enough: the school, the student, and what you know.",
    "page-student": "The student",
    "page-student-help":
      "Report one student at a time. If you are worried about more than one, send a report for each.",
    "ask-school": "Which school does the student attend?",
    "help-school":
      'This decides who is told. If your school is not in the list, choose "Not listed", and the district lead is told.',
    "not-listed": "Not listed",
    "ask-studentName": "Student's first and last name",
    "help-studentName": "As the school writes it, if you know.",
    "ask-studentId": "Student ID number",
    "help-studentId": "If you know it. It helps to bring together reports about the same student.",
    "ask-grade": "Grade",
    "ask-countyOfResidence": "If the student lives in another county: which one?",
    "help-countyOfResidence":
      "Leave this empty if the student lives in this county, or if you do not know.",
    "page-seen": "What you have seen or heard",
    "page-seen-help":
      "Tick what you know or have good reason to suspect. You do not have to be certain. You can send this report with nothing ticked.",
    "ask-factors": "Which of these fit the student?",
    "help-factors": "Tick all that fit. One alone can be enough.",
    "ask-concerns": "Do you suspect any of these?",
    "help-concerns":
      "Human trafficking can be for sex or for labor. With a child, commercial sex needs no force, fraud or coercion; sex for food, shelter or payment counts. Labor is trafficking when there is force, fraud or coercion. Examples: a debt to pay off, papers that someone else keeps, fear for the family, work instead of school. If you see any of this, tick that the student may be a victim.",
    "ask-studentRole":
      "If someone may be recruiting or exploiting students: what part may this student have?",
    "help-studentRole":
      "Skip this if it does not apply. A student who recruits others is often a victim too.",
    "ask-confirmedBy": "If it has been confirmed that the student is a victim: by whom?",
    "help-confirmedBy": "Skip this if it does not apply.",
    "page-facts": "Who may be involved, and what happened",
    "ask-parentMayBeInvolved": "Could a parent or guardian be involved in the harm?",
    "help-parentMayBeInvolved": "Do not tell or ask a parent or guardian about this report.",
    "ask-recipientMayBeInvolved":
      "Could someone who gets these reports be involved, or be close to someone who is?",
    "help-recipientMayBeInvolved":
      "The school's designated contact and backup contact, the district lead and the alternate lead read reports. Other contacts with access, the account that runs the system and this form's editors can too. You can give several answers. Each yes keeps out the people it names (administrators: those the district marked). Not sure keeps out the school's contacts only: the leads still read it. If you skip this but say below that staff may be involved, or that you do not know, it counts as not sure. If the district admin, someone who runs the system's account, or all of these people may be involved, do not use this form: telephone the number on its first page.",
    "ask-staffMayBeInvolved": "Could someone who works or volunteers at a school be involved?",
    "help-staffMayBeInvolved":
      "A teacher, coach, aide, driver, volunteer or contractor, whether or not they get these reports. Name the person below, under “What did you see or hear?” The name is never put in an email.",
    "ask-facts": "What did you see or hear?",
    "help-facts":
      "Facts, not opinions: what, where, when, who was there. Give the student's own words, as the student said them. Write only what you already know. Please do not question any student. Do not open or copy images. Do not investigate. It is kept as you write it. If you name yourself here, the people who work on the case will read it.",
    "ask-learnedAt": "When did you learn it?",
    "help-learnedAt":
      "Day and time, as close as you can. The {hours} hours for a written report are counted from then ({statute}).",
    "ask-calledChildAndFamilyServices": "Have you called {agency} about it?",
    "help-calledChildAndFamilyServices": "If not, call now or right after this form",
    "ask-calledLawEnforcement": "Have you called {agency} about it?",
    "the-police": "law enforcement",
    "page-reporter": "About you (all optional)",
    "stay-unknown":
      "To stay anonymous to the district, leave this page blank. Your name helps. With a school email address, you may get a reminder of your duty.",
    "telling-is-not-enough":
      "This form is not a mandated report, and telling someone is not enough.",
    "call-at-once": "Call {agency} at once",
    "ask-reporterKnownTo": "If you say who you are, who may know it?",
    "help-reporterKnownTo":
      "If you choose nothing, only the district lead and the alternate lead can see it. If this report may be about one of them, that person cannot. Your name, email address and phone are then kept separate from the case, and questions to you go through the lead. The few people who can edit this form or run its account, such as the district admin, can see it too.",
    "ask-reporterName": "Your name",
    "ask-reporterEmail": "Your school email address",
    "ask-reporterPhone": "Your phone number",

    // The choices of the system's own questions.
    yes: "Yes",
    no: "No",
    unknown: "I do not know",
    "not-yet": "No, not yet",
    "may-be-targeted": "May be the one who is targeted",
    "may-be-recruiting": "May be recruiting or exploiting others",
    both: "Both",
    "recipient-contact": "Yes: the designated contact or the backup contact",
    "recipient-administrator": "Yes: a school or district administrator",
    "recipient-lead": "Yes: the district lead",
    "recipient-alternate-lead": "Yes: the alternate lead",
    "recipient-not-sure": "I am not sure",
    "known-to-contact": "The designated contact and the district lead",
    "known-to-lead": "The district lead, not the contact",

    // The emails to a reporter.
    "duty-subject": "The form that you sent: action needed",
    "duty-first": "Thank you for the form. You still need to do three things.",
    "duty-unread-until":
      "The schools have no one on duty now: it may be {when} before anyone there reads your form.",
    "duty-not-enough":
      "Your form went to the people at the district who act on it. That is not enough: if you are a mandated reporter, you must still make your own report ({statute}).",
    "duty-order": "What to do, in this order",
    "duty-call": "Call now, if you have not:",
    or: "or {agency}",
    "one-is-enough":
      "One of them is enough. If no one answers, call the other. If no one answers there either, send the written report in time anyway, and call again.",
    "duty-write": "Send the written report, form {form}.",
    "duty-write-there": "Send the written report, form {form}, to the agency that you called.",
    "due-late": "When: it was due {when} and is late. Send it now. That was {from}.",
    "due-by": "When: by {when}. That is {from}.",
    "from-learned": "{hours} hours after you learned of it",
    "from-received":
      "{hours} hours after your form came in. If you learned of it sooner, the {hours} hours began then",
    "duty-reference": "Ask for the agency's reference and keep it. The district may ask for it.",
    "duty-keep-in-mind": "Please keep in mind",
    "number-unknown": "(we do not have the number)",
    "number-emergency": "(we do not have the number, in an emergency {number})",
    "channel-takes": "{agency} takes it {ways}.",
    "channel-fax": "by fax to {value}",
    "channel-web": "online at {value}",
    "channel-mail": "by mail to {value}",
    "channel-or": ", or",
    "channel-first": "first: {needs}",
    "channel-checked": "last checked {day}",
    "taken-subject": "The form that you sent: someone has received it",
    "taken-first":
      "Thank you for the form. Someone at the district has acknowledged it and is acting on it.",
    "taken-once":
      "This is the only update we can send, because who acts on it and what they do is confidential. If you notice something new, send the form again.",
    "duty-remains":
      "If you are a mandated reporter, you must still make your own call and send your own written report ({statute}).",
    "do-not-answer":
      "Please do not reply with details about a student, and do not forward this email.",
    "no-advice": "This is not legal advice.",

    // The sheet about where to find help, which the lead prints, and the notice for parents. Neither is made from a case.
    "sheet-title": "Where to find help",
    "sheet-for-all": "These lines are open to everyone, for themselves or for someone else.",
    "sheet-emergency": "In danger now",
    "sheet-national-line": "{number}, or text 233733; day and night, in Spanish too",
    "sheet-missing-children": "National Center for Missing & Exploited Children",
    "sheet-crisis": "Suicide and crisis lifeline",
    "sheet-crisis-number": "Call or text 988; day and night",
    "sheet-abuse": "If a child is abused or neglected",
    "sheet-liaisons": "In the district",
    "sheet-at-school": "At school, ask for",
    "sheet-day": "Day",
    "notice-title":
      "To parents and guardians of grades 6 to 12: human trafficking, and where to find help",
    "notice-why":
      "This notice goes to every family. It says nothing about any student. California asks schools to tell parents and guardians of grades 6 to 12 where to find help against human trafficking (EC 49381).",
    "notice-what-title": "What it is",
    "notice-what":
      "A person is made to work, or to take part in commercial sex, by force, fraud or threats. If a child takes part in commercial sex, it is trafficking even if no one used force. It can happen to any student.",
    "notice-signs-title": "What you may notice",
    "notice-signs":
      "A boyfriend or girlfriend who is much older. Sudden changes of clothes, belongings or friends. Missing school. Running away. Fear, or injuries. A debt to pay off, or long hours of work for little pay. One of these alone proves nothing. You can always ask for help.",
    "notice-do-title": "What you can do",
    "notice-do":
      "Listen, and stay calm. Do not confront the person you suspect. If someone is in danger, call {number}. You can also speak with someone at the school.",
    "notice-lessons":
      "Schools teach about it in middle school and again in high school, one lesson or more in each (EC 51934). You may excuse your child from it (EC 51938).",
  } as const;
}

export type SentenceKey = keyof ReturnType<typeof english>;

/** What the file of a language contains. */
export interface LanguageWords {
  readonly sentences: Readonly<Record<SentenceKey, string>>;
  readonly dates: DateWords;
  /** The translations of the sentences in packs that reporters read, by the English sentence. A pack from elsewhere may bring its own. */
  readonly packs: Readonly<Record<string, string>>;
}

export const englishWords = (): LanguageWords => ({
  sentences: english(),
  dates: englishDates,
  packs: {},
});
