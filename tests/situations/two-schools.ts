/** A directory of two schools, each with a contact of its own. Synthetic people only. */
const person = (role: string, school: string, email: string) => ({
  role,
  school,
  name: email,
  phone: "(415) 555-0100",
  email,
  mayOpen: true,
});
export const twoSchools = {
  schools: [
    { school: "North High", grades: "9-12" },
    { school: "South Middle", grades: "6-8" },
  ],
  contacts: [
    person("designated contact", "North High", "contact@district.example"),
    person("designated contact", "South Middle", "south@district.example"),
    person("district lead", "", "lead@district.example"),
    person("district admin", "", "admin@district.example"),
  ],
  settings: { domains: "district.example" },
};
