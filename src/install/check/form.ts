/** Whether the Form is open, whole and private. */
import { installersIn } from "../../access/accounts";
import { roleWords } from "../../district/roles";
import { isLive } from "../../form/build";
import { desiredForm } from "../../form/desired";
import { planForm } from "../../form/plan";
import { parseFormItems } from "../../form/questions";
import { audienceLabels, audiencePlace } from "../../form/texts";
import { type Checked, counted, type Line, look, ok, runSetUp, wrong } from "./findings";

/** Where people get to edit the Form. */
const editorPlace =
  "In the Form's editor choose the three dots, then Add collaborators: the admin, and General access Restricted.";

interface FormEditor {
  readonly address: string;
  readonly why: string;
  /** Whether this is somebody whom Contacts gives no reason to be here. */
  readonly isOdd: boolean;
}

/** Those who may edit the Form, and so read the reports that it keeps. */
export function formEditors({ workspace, directory, account }: Checked): readonly FormEditor[] {
  const installers = installersIn(workspace.memory);
  return workspace.form.editors().map((address) => {
    const role = directory.people.find(({ email }) => email === address)?.role;
    const isOdd = role !== "district-admin" && !installers.has(address) && address !== account;
    const runs = installers.has(address) ? "runs the desk" : "neither admin nor running the desk";
    return { address, why: role === undefined ? runs : roleWords[role], isOdd };
  });
}

function editorLines(checked: Checked): readonly Line[] {
  return formEditors(checked)
    .filter(({ isOdd }) => isOdd)
    .map(({ address, why }) =>
      look(
        `${address} (${why}) can edit the Form, and so read every report that is still in it, also one that names them.`,
        editorPlace,
      ),
    );
}

/** How the Form is shared, which no script can see. */
export function unseenLines({ workspace }: Checked): readonly Line[] {
  const chosen = workspace.memory.get("formAudience");
  const wanted =
    chosen === "staff" || chosen === "link"
      ? `You chose: ${audienceLabels[chosen]}.`
      : "Nobody has chosen yet.";
  return [
    look(`Who may send reports: cannot see. ${wanted} Look here:`, audiencePlace),
    look("Whether a link lets people edit the Form: cannot see. Look here:", editorPlace),
  ];
}

/** Several calls a question. */
export function formLines(checked: Checked): readonly Line[] {
  const { workspace, directory } = checked;
  const { form, memory } = workspace;
  const state = form.read();
  const { published, acceptsResponses } = state.settings;
  const lines: Line[] = [];
  if (published === false || acceptsResponses !== true) {
    lines.push(wrong("The Form takes no reports: it is unpublished or closed.", runSetUp));
  }
  const desired = desiredForm(
    directory.pack,
    directory.schools.map(({ school }) => school),
    isLive(memory),
  );
  const changes = planForm(desired, state, parseFormItems(memory.get("formItems"))).length;
  if (changes > 0) {
    lines.push(
      wrong(
        `${counted(changes, "thing")} in the Form ${changes === 1 ? "is" : "are"} not as needed: a question, its choices or a setting.`,
        runSetUp,
      ),
    );
  }
  if (lines.length === 0) lines.push(ok("The Form takes reports, and its questions are whole."));
  lines.push(...editorLines(checked), ...unseenLines(checked));
  return lines;
}
