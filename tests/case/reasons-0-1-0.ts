/** Every reason of 0.1.0 (2026-11-24) with the sentence that it wrote into a register. Never changes. */
export const reasonsOf010: Readonly<Record<string, string>> = {
  "no-designated-contact": "The Contacts tab has no designated contact for this school.",
  "contacts-away":
    "The designated contact for this school is away, and there is no backup contact.",
  "everyone-away": "Everyone who could take this case is marked as away.",
  "no-district-lead": "The Contacts tab has no district lead.",
  "nobody-to-tell": "The Contacts tab has nobody with an address that mail may go to.",
  "unread-unknown-question":
    "The Form has a question that the desk does not know. Its answer is in the Reports tab.",
  "nothing-answered": "The report came in with no question answered that says what was noticed.",
  "school-not-answered": "The report does not say which school.",
  "school-not-listed": "The school is not one of the list: the reporter chose Not listed.",
  "school-unknown": "The school in the report is not in the Schools tab.",
  "confirmed-without-agency":
    "The student is reported as a confirmed victim, and no agency is named as having confirmed it.",
  "possible-match": "Another case may be about the same student.",
  "unread-immediateDanger": "The answer about immediate danger could not be read.",
  "unread-school": "The answer about the school could not be read.",
  "unread-studentName": "The answer about the student's name could not be read.",
  "unread-studentId": "The answer about the student's id could not be read.",
  "unread-grade": "The answer about the grade could not be read.",
  "unread-factors": "The answer about what was noticed could not be read.",
  "unread-concerns": "The answer about the concerns could not be read.",
  "unread-studentRole": "The answer about the student's role could not be read.",
  "unread-confirmedBy": "The answer about who confirmed it could not be read.",
  "unread-parentMayBeInvolved":
    "The answer about whether a parent or guardian may be involved could not be read.",
  "unread-recipientMayBeInvolved":
    "The answer about whether someone who receives these reports may be involved could not be read.",
  "unread-facts": "The answer about what was seen and heard could not be read.",
  "unread-learnedAt": "The answer about when the reporter learned of it could not be read.",
  "unread-calledChildAndFamilyServices":
    "The answer about the call to child and family services could not be read.",
  "unread-calledLawEnforcement": "The answer about the call to law enforcement could not be read.",
  "unread-reporterName": "The answer about the reporter's name could not be read.",
  "unread-reporterEmail": "The answer about the reporter's address could not be read.",
  "unread-reporterPhone": "The answer about the reporter's phone could not be read.",
};
