/** A report for days on which the report itself is not the point. Synthetic. */
export const anyReport = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  factors: ["controlled-or-groomed"],
  facts: "Slept in a van.",
};
