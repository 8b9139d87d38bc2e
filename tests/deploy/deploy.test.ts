/** Deployments with the real clasp against the fake Google: each way it goes well, and each way it stops. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { admin, openStage, type Stage, type StageOptions } from "./stage";

/** Runs a test on a stage of its own. */
function onStage(
  play: (stage: Stage) => Promise<void>,
  options: StageOptions = {},
): () => Promise<void> {
  return async () => {
    const stage = await openStage(options);
    try {
      await play(stage);
    } finally {
      stage.end();
    }
  };
}

function projectFile(scriptId: string, parentId?: string): string {
  return JSON.stringify({ scriptId, rootDir: "dist", ...(parentId ? { parentId } : {}) });
}

/** The files of dist/ as Google stores them, in the order of their names. */
function bundle(stage: Stage) {
  const pages = readdirSync(join(stage.root, "dist")).filter((name) => name.endsWith(".html"));
  return [
    { name: "Code", type: "SERVER_JS" as const, source: stage.read("dist/Code.js") },
    ...pages.sort().map((file) => ({
      name: file.replace(/\.html$/, ""),
      type: "HTML" as const,
      source: stage.read(`dist/${file}`),
    })),
    { name: "appsscript", type: "JSON" as const, source: stage.read("dist/appsscript.json") },
  ];
}

/** A project of ours that the admin owns, recorded in `.clasp.json`. */
function installed(stage: Stage): string {
  const id = stage.google.addProject(admin, bundle(stage), "form-of-the-district-number-1");
  stage.write(".clasp.json", projectFile(id, "form-of-the-district-number-1"));
  return id;
}

/** What the fake Google holds, in the order of `bundle`. */
function stored(stage: Stage, id: string) {
  const files = stage.google.projects.get(id)?.files ?? [];
  return [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What clasp's process says of itself where a call fails; where one goes well, fresh-clone.test.ts has it. */
const own = { processes: true };

const pushes = (stage: Stage) =>
  stage.google.calls.filter((call) => /^PUT .*content$/.test(call)).length;

describe.concurrent("npm run deploy", () => {
  test(
    "makes the Form, pushes, compares and says what is next; repeated, it pushes nothing",
    onStage(async (stage) => {
      stage.write(".clasp.json", projectFile(""));
      const first = await stage.run();
      expect(first.text).toContain("Signed in as admin@district.example.");
      expect(first.text).toContain(
        "https://docs.google.com/forms/d/form-of-the-district-number-1/edit",
      );
      expect(first.text).toContain("Student safety › Set up");
      // What a push leaves undone comes before Set up.
      expect(first.text).toMatch(
        /Script: https:\/\/script\.google\.com\/d\/script-of-a-form-number-1\/edit\nNext: a push does not switch on the Sheets and Drive APIs\..*Services, remove Sheets and Drive.*add them again.*\n.*\nThen: .*Set up/,
      );
      expect(first.code).toBe("ok");
      expect([...stage.google.forms.values()]).toEqual([
        { name: "Student safety report", owner: admin },
      ]);
      expect(stored(stage, "script-of-a-form-number-1")).toEqual(bundle(stage));
      expect(JSON.parse(stage.read(".clasp.json"))).toEqual({
        scriptId: "script-of-a-form-number-1",
        rootDir: "dist",
        parentId: "form-of-the-district-number-1",
      });
      const again = await stage.run();
      expect(again.code).toBe("ok");
      expect(again.text).toMatch(/Where Set up or Check says that a service is not switched on: /);
      expect(again.text).not.toContain("Next: a push");
      expect([stage.google.forms.size, pushes(stage)]).toEqual([1, 1]);
    }),
  );

  test(
    "stops without a login",
    onStage(async (stage) => {
      rmSync(join(dirname(stage.root), "home/.clasprc.json"));
      const { code, text } = await stage.run();
      expect(code).toBe("login");
      expect(text).toContain("npx clasp login");
      expect(stage.google.calls).toEqual([]);
    }, own),
  );

  test(
    "stops at an expired login before anything is made",
    onStage(async (stage) => {
      stage.login(admin, true);
      const { code, text } = await stage.run();
      expect([code, stage.google.forms.size]).toEqual(["login", 0]);
      expect(text).toContain("expired or was withdrawn");
    }, own),
  );

  test(
    "stops where the Apps Script API is off, before a Form is made",
    onStage(async (stage) => {
      stage.google.apiOn = false;
      const { code, text } = await stage.run();
      expect([code, stage.google.forms.size]).toEqual(["api-off", 0]);
      expect(text).toContain("https://script.google.com/home/usersettings");
    }),
  );

  test(
    "stops where the account may read the project and not write it",
    onStage(async (stage) => {
      const id = installed(stage);
      stage.google.projects.get(id)?.readers.add("backup@district.example");
      stage.login("backup@district.example");
      stage.write("dist/Code.js", `${stage.read("dist/Code.js")}// newer\n`);
      const { code, text } = await stage.run();
      expect(code).toBe("not-permitted");
      expect(text).toContain("pushing to");
    }),
  );

  test(
    "leaves a project alone that is not ours, until told to replace it",
    onStage(async (stage) => {
      const theirs = [
        { name: "Lunch", type: "SERVER_JS" as const, source: "function lunch() {}\n" },
        { name: "appsscript", type: "JSON" as const, source: '{"timeZone":"Etc/UTC"}' },
      ];
      const id = stage.google.addProject(admin, theirs);
      stage.write(".clasp.json", projectFile(id));
      const refused = await stage.run();
      expect(refused.code).toBe("refused");
      expect(refused.text).toContain("Lunch.js (20 bytes)");
      expect(stage.google.projects.get(id)?.files).toEqual(theirs);
      expect((await stage.run("--replace")).code).toBe("ok");
      expect(stored(stage, id)).toEqual(bundle(stage));
      expect(stage.read("tmp/deploy/default/replaced-1/Lunch.js")).toBe("function lunch() {}\n");
    }),
  );

  test(
    "does not make a second Form after a creation that was cut",
    onStage(async (stage) => {
      stage.google.cut = { call: "POST /v1/projects", from: 1, when: "before" };
      expect((await stage.run()).code).toBe("network");
      stage.google.cut = null;
      const again = await stage.run();
      expect([again.code, stage.google.forms.size]).toEqual(["refused", 1]);
      expect(again.text).toContain("--form");
      const taken = await stage.run("--form", "form-of-the-district-number-1");
      expect([taken.code, stage.google.forms.size]).toEqual(["ok", 1]);
    }),
  );

  test(
    "goes on with a staging project that was made when the network fell away after it",
    onStage(async (stage) => {
      stage.google.cut = { call: "GET /v1/projects/script", from: 1, when: "before" };
      expect((await stage.run("--env", "staging")).code).toBe("network");
      stage.google.cut = null;
      expect((await stage.run("--env", "staging")).code).toBe("ok");
      expect([...stage.google.forms.values()][0]?.name).toBe("Student safety report (staging)");
      expect(stage.read(".clasp.staging.json")).toContain("script-of-a-form-number-1");
      expect(existsSync(join(stage.root, ".clasp.json"))).toBe(false);
      expect([stage.google.forms.size, stage.google.projects.size]).toEqual([1, 1]);
    }),
  );

  test(
    "a push whose answer was lost is found done by the next run",
    onStage(async (stage) => {
      const id = installed(stage);
      stage.write("dist/Code.js", `${stage.read("dist/Code.js")}// newer\n`);
      stage.google.cut = { call: "PUT", from: 1, when: "after" };
      expect((await stage.run()).code).toBe("network");
      stage.google.cut = null;
      const again = await stage.run();
      expect(again.text).toContain("nothing was pushed");
      expect(stored(stage, id)).toEqual(bundle(stage));
    }),
  );

  test(
    "pushes a change that only deletes, and a changed manifest",
    onStage(async (stage) => {
      const id = installed(stage);
      stage.write("dist/Old.html", "<p>Old</p>\n");
      stage.write(
        "dist/appsscript.json",
        stage.read("dist/appsscript.json").replace("NONE", "STACKDRIVER"),
      );
      expect((await stage.run()).code).toBe("ok");
      expect(stage.google.projects.get(id)?.files).toHaveLength(bundle(stage).length);
      rmSync(join(stage.root, "dist/Old.html"));
      expect((await stage.run()).code).toBe("ok");
      expect(stored(stage, id)).toEqual(bundle(stage));
    }),
  );

  test(
    "says so when what landed differs",
    onStage(async (stage) => {
      stage.google.store = (files) => files.map((file) => ({ ...file, source: `${file.source} ` }));
      const { code, text } = await stage.run();
      expect(code).toBe("differs");
      expect(text).toContain("Code.js is not the same");
    }),
  );

  test.each([
    ["dist/Code.js", (text: string) => `${text}\nclass A { #b = 1 }\n`, "file: Code"],
    [
      "dist/appsscript.json",
      (text: string) => text.replace("timeZone", "timezone"),
      "appsscript.json",
    ],
  ])("passes on why Google refused %s", async (path, spoil, said) => {
    await onStage(async (stage) => {
      installed(stage);
      stage.write(path, spoil(stage.read(path)));
      const { code, text } = await stage.run();
      expect(code).toBe("content");
      expect(text).toContain(said);
    })();
  });
});
